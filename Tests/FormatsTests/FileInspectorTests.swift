import TestSupport
import Testing

@testable import Formats
@testable import Tables

@Suite struct FileInspectorTests {
  private func inspect(_ bytes: [UInt8], _ change: (inout ReadingOptions) -> Void = { _ in }) throws
    -> Inspection
  {
    var options = ReadingOptions(zone: .utc)
    change(&options)
    return try withFile(bytes) { try FileInspector.inspect($0, options: options) }
  }

  private func finding(_ values: [String], delimiter: UInt8 = UInt8(ascii: ",")) -> TypeSniffer.Finding {
    TypeSniffer(delimiter: delimiter).findings([ColumnSurvey(TextColumn(values))])[0]
  }

  @Test func `types are those that all values have`() {
    #expect(finding(["1", " 22 ", "-3"]).type == .integer)
    #expect(finding(["1", "2.5"]) == .init(type: .number))
    #expect(finding(["1.234,5", "2"]) == .init(type: .number, decimal: UInt8(ascii: ",")))
    #expect(finding(["1,234", "2"]).type == .integer)
    #expect(finding(["1,234", "2"], delimiter: UInt8(ascii: ";")).type == .number)
    #expect(finding(["0", "1"]).type == .integer)
    #expect(finding(["TRUE", "false", "Falso"]).type == .boolean)
    #expect(finding(["2021-04-26"]).type == .date)
    #expect(finding(["2021-04-26", "2021-04-26T10:00Z"]).type == .datetime)
    #expect(finding(["26/04/2021", "01/02/2021"]) == .init(type: .date, format: "dd/MM/yyyy"))
    #expect(finding(["04/26/2021 1:00 PM"]) == .init(type: .datetime, format: "MM/dd/yyyy hh:mm a"))
    #expect(finding(["Apr 26, 2021 13:00:05"]).format == "MMM d, yyyy HH:mm:ss")
    #expect(finding(["a", "1"]).type == .text)
    #expect(finding([]).type == .text)
  }

  @Test func `what only looks like a number stays text, and says why`() {
    #expect(finding(["007", "12"]) == .init(type: .text, note: "leading zeros"))
    #expect(finding(["+56912345678"]) == .init(type: .text, note: "phone numbers"))
    #expect(finding(["1234567890123456"]) == .init(type: .text, note: "more than 15 digits"))
    let tooLong = TypeSniffer.Finding(type: .text, note: "more digits than a number holds")
    #expect(finding(["123456.789012345678", "0.5"]) == tooLong)
    #expect(finding(["0,1000000000000000055511151231257827"]) == tooLong)
    #expect(finding(["12345678901234567.8"]) == tooLong)
    #expect(finding(["1,234,567,890,123,456,789"]) == tooLong)
    // As programs write a double.
    #expect(finding(["0.30000000000000004", "123456.78901234567", "0.10000000000000000"]).type == .number)
    #expect(finding(["9,007,199,254,740,992"]).type == .integer)
    #expect(finding(["-0", "5"]) == .init(type: .text, note: "a minus before zero"))
    #expect(finding(["-0.00", "-0.5"]) == .init(type: .text, note: "a minus before zero"))
    #expect(finding(["0", "-0.5", "-10"]).type == .number)
    #expect(finding(["0", "0.5"]).type == .number)
    #expect(finding(["32E0134", "12E3"]) == .init(type: .text, note: "an E between digits"))
    #expect(finding(["-001"]) == .init(type: .text, note: "leading zeros"))
    #expect(finding(["1.", "2"]) == .init(type: .text, note: "a mark without digits beside it"))
    #expect(finding(["1.10", "1.1"]) == .init(type: .text, note: Fractions.reason))
    #expect(finding(["1.10", "1.20", "1.10"]).type == .number)
    #expect(finding(["NO", "SI"]) == .init(type: .text))
    #expect(finding(["Persona 1", "E"]) == .init(type: .text))
    #expect(finding(["-70.651", "-33.437"]).type == .number)
    #expect(finding(["-70.651"], delimiter: UInt8(ascii: ";")).type == .text)
  }

  @Test func `numbers in two ways are found across chunks`() {
    var survey = ColumnSurvey(TextColumn(["1.10", "2.5"]))
    survey.append(ColumnSurvey(TextColumn(["1.1"])))
    #expect(TypeSniffer(delimiter: 44).findings([survey])[0].note == Fractions.reason)
  }

  @Test func `markers for no value are seen`() {
    #expect(finding(["1", "--", "N/A", "--"]) == .init(type: .integer, nulls: ["--", "N/A"]))
    #expect(finding(["xyz", "--"]) == .init(type: .text))
  }

  @Test func `dates of either order stay text, unless another column decides`() {
    let note = "dates as dd/MM/yyyy or MM/dd/yyyy"
    #expect(finding(["05/04/2021"]) == .init(type: .text, note: note))
    func formats(_ columns: [[String]]) -> [String?] {
      TypeSniffer(delimiter: 44).findings(columns.map { ColumnSurvey(TextColumn($0)) }).map(\.format)
    }
    #expect(formats([["05/04/2021"], ["26/04/2021 10:00"]]) == ["dd/MM/yyyy", "dd/MM/yyyy HH:mm"])
    #expect(formats([["05/04/2021"], ["04-26-2021"]]) == ["MM/dd/yyyy", "MM-dd-yyyy"])
    #expect(formats([["05/04/2021"], ["04-26-2021"], ["26.04.2021"]])[0] == nil)
  }

  @Test func `a file is described, and its snippet reads it so`() throws {
    let text =
      "sep=;\r\nID;Fecha de registro;Monto (USD);Tel.;Nota: ¿sí?\r\n1;26/04/2021;1.234,5;+56912345678;x\r\n2;27/04/2021;--;;y\r\n3\r\n"
    let found = try inspect([0xEF, 0xBB, 0xBF] + Array(text.utf8))
    #expect(found.report.rows == 3 && found.report.rejected == 1 && found.rejects.rowCount == 1)
    #expect(found.hasByteOrderMark && found.hasSeparatorLine && found.headerRow == 2)
    #expect(found.lineEnds == .carriageReturnLineFeed && found.report.delimiter == UInt8(ascii: ";"))
    #expect(found.columns.map(\.type) == [.integer, .date, .number, .text, .text])
    #expect(found.columns[2].nulls == ["--"] && found.columns[3].empty == 1)
    #expect(
      found.snippet(name: "registros") == """
        inputs:
          registros:
            file: a.csv
            format: csv
            encoding: utf-8
            delimiter: ";"
            header_row: 2
            columns:
              id: {header: ID, type: integer}
              fecha_de_registro: {header: Fecha de registro, type: date, format: "dd/MM/yyyy"}
              monto_usd: {header: Monto (USD), type: number, decimal: ",", nulls: ["--"]}
              tel: {header: Tel., type: text}
              nota_si: {header: "Nota: ¿sí?", type: text}

        """)
    let again = try read(text) { $0.columns = found.declarations }
    #expect(again.values("Monto (USD)") == [.number(1234.5), .null])
    #expect(again.values("Fecha de registro") == [.date(18743), .date(18744)])
  }

  @Test func `known formats need no columns`() throws {
    let found = try inspect(try fixture("zoom/webinar-english.csv"))
    #expect(found.report.format == ZoomWebinar.name && found.headerRow == nil)
    #expect(found.columns.first?.name == "session" && found.columns[10].examples[0] == "2020-10-15T08:00:00Z")
    #expect(
      found.snippet(name: "webinar") == """
        inputs:
          webinar:
            file: a.csv
            format: zoom-webinar
            encoding: utf-8
            delimiter: ","

        """)
  }
}
