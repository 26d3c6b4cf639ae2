import Diagnostics
import Foundation
import TestSupport
import Testing

@testable import Tables
@testable import Workbooks

/// What stands in cells, and what is reported of them.
@Suite struct CellWritingTests: WorkbookWriting {
  @Test func `each type is a typed cell and a null is no cell`() throws {
    let (zip, report) = try written(
      sheet([
        ("t", texts(["=1+1", nil])), ("n", Column(.integer, [.integer(-7), .null])),
        ("x", Column(.number, [.number(0.5), .null])), ("b", Column(.boolean, [.boolean(true), .null])),
        ("d", Column(.date, [.date(18_743), .null])),
        ("i", Column(.datetime, [.datetime(1_619_442_000_000_000), .null])),
      ]))
    let xml = try zip.text("xl/worksheets/sheet1.xml")
    #expect(cell("A2", in: xml)?.contains("t=\"s\"") == true)
    #expect(try zip.text("xl/sharedStrings.xml").contains("<t>=1+1</t>"))
    #expect(!xml.contains("<f>"))
    #expect(value("B2", in: xml) == "-7")
    #expect(value("C2", in: xml) == "0.5")
    #expect(cell("D2", in: xml)?.contains("t=\"b\"") == true && value("D2", in: xml) == "1")
    #expect(value("E2", in: xml) == "44312")
    // 13:00 UTC is 9:00 in Santiago in April.
    #expect(value("F2", in: xml) == "44312.375")
    #expect("ABCDEF".allSatisfy { cell("\($0)3", in: xml) == nil })
    #expect(report.notices.isEmpty)
    #expect(report.rows == 2)
  }

  @Test func `a text that is not UTF-8 is a fault of Acta, and is not read past its end`() throws {
    for bytes: [UInt8] in [[0x61, 0xC3], [0xEF], [0xEF, 0xBF], [0xF0, 0x9F]] {
      var column = TextColumn()
      column.append(bytes)
      #expect(throws: Diagnostic.self) { try written(sheet([("a", .text(column))])) }
      var output = OutputBuffer()
      _ = CellPolicy.encode(bytes.span, into: &output)
      #expect(output.copy() == bytes + [0])
    }
  }

  @Test func `formats follow the type, the key and the language`() throws {
    let sheet = sheet([
      ("n", integers([2021])), ("m", integers([2021])), ("x", Column(.number, [.number(20)])),
      ("y", Column(.number, [.number(20.25)])), ("z", Column(.number, [.number(0.0001)])),
      ("p", Column(.number, [.number(0.5)])), ("d", Column(.date, [.date(0)])),
      ("i", Column(.datetime, [.datetime(0)])), ("s", Column(.datetime, [.datetime(1_000_000)])),
      ("t", texts(["7"])), ("e", Column(.number, [.number(1)])),
    ]) {
      $0.columns[1].format = "integer"
      $0.columns[5].format = "percent"
      $0.columns[9].format = "text"
      $0.columns[10].format = "0.000\" kg\""
    }
    let (es, _) = try written(sheet)
    #expect(try format(of: "A2", es) == "0")
    #expect(try format(of: "B2", es) == "#,##0")
    #expect(try format(of: "C2", es) == "#,##0")
    #expect(try format(of: "D2", es) == "#,##0.00")
    // Format 0 is General; the code "0" is of column A.
    #expect(try format(of: "E2", es) == "General")
    #expect(try format(of: "F2", es) == "0.0%")
    #expect(try format(of: "G2", es) == "dd/mm/yyyy")
    #expect(try format(of: "H2", es) == "dd/mm/yyyy hh:mm")
    #expect(try format(of: "I2", es) == "dd/mm/yyyy hh:mm:ss")
    #expect(try format(of: "J2", es) == "@")
    #expect(try format(of: "K2", es) == "0.000\" kg\"")
    let (en, _) = try written(document([.table(sheet)], language: "en"))
    #expect(try format(of: "G2", en) == "yyyy-mm-dd")
  }

  @Test(arguments: [
    ("", "it is empty"), ("0\"kg", "a quote is not closed"), ("[Red", "a '[' is not closed"),
    ("0]", "a ']' has no '[' before it"), ("0;0;0;0;0", "it has more than four parts"),
    ("0\n0", "it contains a control character"), ("0\\", "nothing follows its last '\\'"),
    (String(repeating: "0", count: 128), "it is longer than 127 bytes"),
  ])
  func `a format that would break the file is refused`(_ format: String, _ reason: String) {
    let error = #expect(throws: Diagnostic.self) {
      try written(sheet([("x", integers([1]))]) { $0.columns[0].format = format })
    }
    #expect(error?.message.description == "'\(format)' is not an Excel format")
    #expect(error?.reason == reason)
  }

  @Test func `dates that Excel does not know stand as text and are reported`() throws {
    let (zip, report) = try written(
      sheet([
        ("d", Column(.date, [.date(-25_568), .date(-25_567), .date(-25_508), .date(2_932_896)])),
        ("i", Column(.datetime, Array(repeating: .datetime(-3_000_000_000_000_000), count: 4))),
      ]))
    let xml = try zip.text("xl/worksheets/sheet1.xml")
    #expect(try zip.text("xl/sharedStrings.xml").contains("<t>1899-12-31</t>"))
    #expect(value("A3", in: xml) == "1")
    #expect(value("A4", in: xml) == "61")
    #expect(value("A5", in: xml) == "2958465")
    #expect(
      report.notices.map { "\($0.column) \($0.row ?? -1) \($0.count) \($0.what)" } == [
        "d 0 1 date outside 1900–9999 written as text",
        "i 0 4 datetime outside 1900–9999 written as text",
      ])
  }

  @Test func `numbers that Excel would round or refuse stand as text and are reported`() throws {
    let (zip, report) = try written(
      sheet([
        ("n", integers([999_999_999_999_999, 1_000_000_000_000_000, .min])),
        ("x", Column(.number, [.number(1.5e308), .number(.leastNonzeroMagnitude), .number(0)])),
      ]))
    let strings = try zip.text("xl/sharedStrings.xml")
    for text in ["1000000000000000", "-9223372036854775808", "1.5e+308", "5e-324"] {
      #expect(strings.contains("<t>\(text)</t>"))
    }
    #expect(value("A2", in: try zip.text("xl/worksheets/sheet1.xml")) == "999999999999999")
    #expect(report.notices.map(\.count) == [2, 2])
    #expect(
      Set(report.notices.map { "\($0.column): \($0.what)" }) == [
        "n: integer of more than 15 digits written as text",
        "x: number out of Excel's range written as text",
      ])
  }

  @Test func `texts keep control characters, literal escapes and line breaks`() throws {
    let (zip, report) = try written(
      sheet([("t", texts(["a\u{1}b", "a_x0041_b", "_x41_", "a\r\nb\rc", "x\u{FFFF}", "n\0n", " s "]))]))
    let strings = try zip.text("xl/sharedStrings.xml")
    #expect(strings.contains("<t>a_x0001_b</t>"))
    #expect(strings.contains("<t>a_x005F_x0041_b</t>"))
    #expect(strings.contains("<t>_x41_</t>"))
    #expect(strings.contains("<t>a\nb\nc</t>"))
    #expect(strings.contains("<t>x_xFFFF_</t>"))
    #expect(strings.contains("<t>n\u{FFFD}n</t>"))
    #expect(strings.contains("<t xml:space=\"preserve\"> s </t>"))
    #expect(
      report.notices.map(\.what) == [
        "characters written as Excel's escapes (_x0001_)", "line breaks written as those of cells (LF)",
        "character NUL replaced by U+FFFD",
      ])
  }

  @Test func `a text longer than a cell is cut with a mark and reported, in UTF-16 units`() throws {
    let whole = String(repeating: "á", count: 32_767)
    let (zip, report) = try written(
      sheet([("t", texts([whole, whole + "x", String(repeating: "🌎", count: 16_384)]))]))
    let strings = try zip.text("xl/sharedStrings.xml").matches(of: /<t>([^<]*)<\/t>/).map { String($0.1) }
    #expect(strings.contains(whole))
    let cut = strings.filter { $0.hasSuffix(" […]") }
    #expect(cut.map(\.utf16.count) == [32_767, 32_766])
    #expect(
      report.notices.map(\.what) == [
        "text of more than 31 lines, of which the row shows the first",
        "text of more than 32767 characters cut",
      ])
    #expect(report.notices.map(\.count) == [3, 2])
    #expect(report.notices.map(\.row) == [0, 1])
  }

  @Test func `many line breaks are kept and reported`() throws {
    let (_, report) = try written(
      sheet([("t", texts([String(repeating: "\n", count: 253), String(repeating: "\n", count: 254)]))]))
    #expect(report.notices.filter { $0.what.contains("line breaks") }.map(\.row) == [1])
  }

  @Test func `only addresses of the web and of mail become links`() throws {
    let long = "https://example.org/" + String(repeating: "a", count: 2_060)
    let (zip, report) = try written(
      sheet([
        (
          "t",
          texts([
            "https://example.org/a?b=1#c", "HTTP://example.org", "mailto:ana@example.org", "ana@example.org",
            "file:///etc/passwd", "javascript:alert(1)", long, "",
          ])
        )
      ]) { $0.columns[0].format = "link" })
    let rels = try zip.text("xl/worksheets/_rels/sheet1.xml.rels")
    #expect(
      rels.matches(of: /hyperlink" Target="([^"]*)"/).map { String($0.1) } == [
        "https://example.org/a?b=1", "http://example.org", "mailto:ana@example.org", "mailto:ana@example.org",
      ])
    let strings = try zip.text("xl/sharedStrings.xml")
    #expect(strings.contains("<t>mailto:ana@example.org</t>"))
    #expect(strings.contains("<t>HTTP://example.org</t>"))
    #expect(report.notices.map(\.count) == [3, 1])
  }

  @Test func `links to sheets keep signs that end an address`() throws {
    let links = sheet([("t", texts(["#Mesa #1!B2", "#Hoja"]))], name: "Mesa #1") {
      $0.columns[0].format = "link"
    }
    let cover = CoverSheet(
      name: "Acerca de",
      blocks: [.lines([.init(first: .link("Mesa", sheet: 1), detail: "", last: .text(""))])])
    let (zip, _) = try written(
      document([.cover(cover), .table(links), .table(sheet([("n", integers([1]))], name: "Hoja"))]))
    #expect(try zip.text("xl/worksheets/sheet1.xml").contains("location=\"'Mesa #1'!A1\""))
    let own = try zip.text("xl/worksheets/sheet2.xml")
    #expect(own.contains("location=\"'Mesa #1'!B2\"") && own.contains("location=\"Hoja!A1\""))
  }

  @Test func `an address stays one, whatever words are in it`() throws {
    let (zip, _) = try written(
      sheet([("t", texts(["https://example.org/?a=internal:b", "https://example.org/external:c"]))]) {
        $0.columns[0].format = "link"
      })
    let rels = try zip.text("xl/worksheets/_rels/sheet1.xml.rels")
    #expect(rels.contains("Target=\"https://example.org/?a=internal%3Ab\""))
    #expect(rels.contains("Target=\"https://example.org/external%3Ac\""))
  }

  @Test func `the label of totals has room beside another total`() throws {
    let (zip, _) = try written(
      sheet([("n", integers([1])), ("m", integers([2]))]) { $0.columns[1].total = .mean })
    let width = try #require(
      try zip.text("xl/worksheets/sheet1.xml").firstMatch(of: /<col min="1" max="1" width="([0-9.]+)"/))
    #expect(try #require(Double(width.1)) >= Double(TextWidth.bold("Promedio")))
  }
}
