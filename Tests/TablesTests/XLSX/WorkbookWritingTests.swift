import Diagnostics
import Foundation
import TestSupport
import Testing

@testable import Tables

/// Facts of the XML that stands in the files, part by part.
@Suite struct WorkbookWritingTests {
  let zone = Zone("America/Santiago")!

  func document(_ sheets: [SheetDocument], language: String = "es") -> WorkbookDocument {
    var document = WorkbookDocument(
      title: "Asistencia", subject: "Revisión", created: 1_619_753_400_000_000, zone: zone,
      language: language)
    document.sheets = sheets
    return document
  }

  func sheet(
    _ columns: [(String, Column)], name: String = "Hoja",
    _ change: (inout TableSheetDocument) -> Void = { _ in }
  ) -> TableSheetDocument {
    let table = Table(
      Schema(columns.enumerated().map { Field("c\($0)", $1.1.type) }), columns.map(\.1))
    var sheet = TableSheetDocument(name: name, table: table, columns: columns.map { .init(label: $0.0) })
    change(&sheet)
    return sheet
  }

  func written(
    _ document: WorkbookDocument, rowLimit: Int = CellPolicy.rowLimit
  ) throws -> (zip: ZipReader, report: WorkbookReport) {
    let folder = FileManager.default.temporaryDirectory.appending(path: "acta-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "book.xlsx").path
    let report = try WorkbookWriter.write(
      document, to: path, temporaryDirectory: folder.path, isFingerprinted: true, rowLimit: rowLimit)
    // Whatever is written: the report says which bytes the file has.
    #expect(try report.fingerprint == FileFingerprint(of: InputFile(path: path, displayName: path)))
    return (try ZipReader(path: path), report)
  }

  func written(_ sheet: TableSheetDocument, rowLimit: Int = CellPolicy.rowLimit) throws -> (
    zip: ZipReader, report: WorkbookReport
  ) {
    try written(document([.table(sheet)]), rowLimit: rowLimit)
  }

  func texts(_ values: [String?]) -> Column { .text(TextColumn(values)) }
  func integers(_ values: [Int64]) -> Column { .integer(PlainColumn(values)) }

  /// The `<c …>` of a cell, or nil when there is none.
  func cell(_ name: String, in xml: String) -> String? {
    guard let start = xml.range(of: "<c r=\"\(name)\"") else { return nil }
    let rest = xml[start.lowerBound...]
    let close = rest.range(of: ">")!
    if rest[..<close.upperBound].hasSuffix("/>") { return String(rest[..<close.upperBound]) }
    return String(rest[..<rest.range(of: "</c>")!.upperBound])
  }

  func value(_ name: String, in xml: String) -> String? {
    guard let cell = cell(name, in: xml), let start = cell.range(of: "<v>") else { return nil }
    return String(cell[start.upperBound...].prefix { $0 != "<" })
  }

  /// The number format of a cell.
  func format(of name: String, _ zip: ZipReader, sheet: String = "xl/worksheets/sheet1.xml") throws -> String
  {
    let cell = try #require(try cell(name, in: zip.text(sheet)))
    let index = cell.firstMatch(of: /s="(\d+)"/).map { Int($0.1)! } ?? 0
    let styles = try zip.text("xl/styles.xml")
    let xfs = styles.matches(of: /<xf [^>]*numFmtId="(\d+)"[^>]*xfId="0"/).map { String($0.1) }
    let id = xfs[index]
    let custom = try Regex("<numFmt numFmtId=\"\(id)\" formatCode=\"([^\"]*)\"/>")
    guard let match = styles.firstMatch(of: custom), let code = match.output[1].substring else {
      return id == "0" ? "General" : id
    }
    return code.replacingOccurrences(of: "&quot;", with: "\"")
  }

  // MARK: Cells

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
    ("0]", "a ']' closes nothing"), ("0;0;0;0;0", "it has more than four parts"),
    ("0\n0", "it holds a control character"), ("0\\", "nothing follows its last '\\'"),
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
    #expect(report.notices.map(\.what) == ["character NUL replaced by U+FFFD"])
  }

  @Test func `a text longer than a cell is cut with a mark and reported, in UTF-16 units`() throws {
    let whole = String(repeating: "á", count: 32_767)
    let (zip, report) = try written(
      sheet([("t", texts([whole, whole + "x", String(repeating: "🌎", count: 16_384)]))]))
    let strings = try zip.text("xl/sharedStrings.xml").matches(of: /<t>([^<]*)<\/t>/).map { String($0.1) }
    #expect(strings.contains(whole))
    let cut = strings.filter { $0.hasSuffix(" […]") }
    #expect(cut.map(\.utf16.count) == [32_767, 32_766])
    #expect(report.notices.map(\.what) == ["text of more than 32767 characters cut"])
    #expect(report.notices.map(\.count) == [2])
    #expect(report.notices.first?.row == 1)
  }

  @Test func `many line breaks are kept and reported`() throws {
    let (_, report) = try written(
      sheet([("t", texts([String(repeating: "\n", count: 253), String(repeating: "\n", count: 254)]))]))
    #expect(report.notices.map(\.row) == [1])
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
    #expect(report.notices.map(\.count) == [3])
  }

  // MARK: Tables

  @Test func `a table has its filter, headers equal to their cells and totals with their values`() throws {
    let (zip, report) = try written(
      sheet(
        [
          ("Categoría", texts(["a", "b"])), ("categoría", integers([1, 2])), ("x [y]", integers([3, 4])),
          ("", Column(.number, [.number(1.5), .null])),
        ], name: "Por categoría"
      ) {
        $0.columns[1].total = .sum
        $0.columns[2].total = .mean
        $0.columns[3].total = .count
      })
    let table = try zip.text("xl/tables/table1.xml")
    #expect(
      table.contains(
        "name=\"T_por_categoria\" displayName=\"T_por_categoria\" ref=\"A1:D4\" totalsRowCount=\"1\""))
    #expect(table.contains("<autoFilter ref=\"A1:D3\"/>"))
    #expect(table.contains("name=\"Categoría\" totalsRowLabel=\"Total\""))
    #expect(table.contains("name=\"categoría (2)\" totalsRowFunction=\"sum\""))
    #expect(table.contains("name=\"D\" totalsRowFunction=\"count\""))
    let xml = try zip.text("xl/worksheets/sheet1.xml")
    #expect(
      cell("B4", in: xml)?.contains("<f>SUBTOTAL(109,T_por_categoria[categoría (2)])</f><v>3</v>") == true)
    #expect(cell("C4", in: xml)?.contains("<f>SUBTOTAL(101,T_por_categoria[x '[y']])</f><v>3.5</v>") == true)
    #expect(cell("D4", in: xml)?.contains("<v>1</v>") == true)
    #expect(
      xml.contains("<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>"))
    #expect(report.notices.isEmpty)
  }

  @Test func `a total that its cells cannot give is left out and reported`() throws {
    let (zip, report) = try written(
      sheet([("t", texts(["a"])), ("n", integers([1_234_567_890_123_456]))]) {
        $0.columns[0].total = .sum
        $0.columns[1].total = .sum
      })
    #expect(try !zip.text("xl/tables/table1.xml").contains("totalsRowCount"))
    #expect(
      report.notices.map(\.what).suffix(2) == [
        "no sum of a column that is not of numbers", "no total, because an integer has more than 15 digits",
      ])
  }

  @Test func `a table without rows keeps one empty row, and its charts are left out`() throws {
    let (zip, report) = try written(
      sheet([("a", texts([])), ("b", integers([]))]) {
        $0.columns[1].total = .sum
        $0.charts = [.init(kind: .bar, category: 0, values: [1], title: "Nada")]
      })
    #expect(try zip.text("xl/tables/table1.xml").contains("ref=\"A1:B3\""))
    #expect(value("B3", in: try zip.text("xl/worksheets/sheet1.xml")) == "0")
    #expect(!zip.names.contains { $0.contains("chart") })
    #expect(report.notices.map(\.what) == ["chart 'Nada' left out, because the table has no rows"])
  }

  @Test func `a long table goes on in further sheets`() throws {
    let (zip, report) = try written(
      sheet([("n", integers((0..<25).map { Int64($0) }))], name: "Larga") { $0.columns[0].total = .sum },
      rowLimit: 10)
    #expect(report.sheets == ["Larga", "Larga (2)", "Larga (3)"])
    #expect(report.rows == 25)
    #expect(value("A6", in: try zip.text("xl/worksheets/sheet3.xml")) == "24")
    #expect(try zip.text("xl/tables/table3.xml").contains("ref=\"A1:A6\""))
    #expect(report.notices.map(\.what) == ["no totals, because the table goes on in another sheet"])
  }

  @Test func `a row that is highlighted has its colour from end to end`() throws {
    let (zip, _) = try written(
      sheet([("a", texts(["x", nil, "y"])), ("b", integers([1, 2, 3]))]) {
        $0.highlights = [
          .init(rows: [false, true, false], style: .warn), .init(rows: [false, true, true], style: .bad),
        ]
      })
    let xml = try zip.text("xl/worksheets/sheet1.xml")
    #expect(cell("A3", in: xml)?.contains("<v>") == false)
    let styles = try zip.text("xl/styles.xml")
    #expect(styles.contains("FFFFEB9C"))
    #expect(styles.contains("FFFFC7CE"))
    func style(_ name: String) -> Substring? { cell(name, in: xml)?.firstMatch(of: /s="(\d+)"/)?.1 }
    #expect(style("B2") != style("B3") && style("B3") != style("B4"))
  }

  // MARK: Charts

  @Test func `charts are native, with names, ranges and kept values`() throws {
    let (zip, report) = try written(
      sheet([("Categoría", texts(["a", "b"])), ("Personas", integers([10, 20]))], name: "Côte d'Ivoire") {
        $0.charts = [
          .init(kind: .bar, category: 0, values: [1], title: "Personas & más"),
          .init(kind: .pie, category: 0, values: [1], title: "Partes"),
        ]
      })
    let bar = try zip.text("xl/charts/chart1.xml")
    #expect(bar.contains("<a:t>Personas &amp; más</a:t>"))
    #expect(bar.contains("<c:f>'Côte d''Ivoire'!$B$2:$B$3</c:f>"))
    #expect(bar.contains("<c:f>'Côte d''Ivoire'!$A$2:$A$3</c:f>"))
    #expect(bar.contains("<c:f>'Côte d''Ivoire'!$B$1</c:f>"))
    #expect(bar.contains("<c:pt idx=\"1\"><c:v>20</c:v></c:pt>"))
    #expect(bar.contains("<c:orientation val=\"maxMin\"/></c:scaling><c:axPos val=\"l\"/>"))
    let pie = try zip.text("xl/charts/chart2.xml")
    #expect(pie.contains("<c:showPercent val=\"1\"/>"))
    #expect(!pie.contains("<c:showVal val=\"1\"/>"))
    #expect(report.notices.isEmpty)
    // Beside the table, a column free between.
    #expect(try zip.text("xl/drawings/drawing1.xml").contains("<xdr:col>3</xdr:col>"))
  }

  @Test(arguments: [
    ("line", "lineChart"), ("area", "areaChart"), ("doughnut", "doughnutChart"), ("scatter", "scatterChart"),
    ("column", "barChart"), ("stacked-column", "<c:grouping val=\"stacked\"/>"),
    ("stacked-bar", "<c:barDir val=\"bar\"/><c:grouping val=\"stacked\"/>"),
  ])
  func `every kind of chart is drawn as its own`(_ kind: String, _ sign: String) throws {
    let (zip, _) = try written(
      sheet([("a", integers([1, 2])), ("b", integers([10, 20]))]) {
        $0.charts = [.init(kind: .init(rawValue: kind)!, category: 0, values: [1], title: "x")]
      })
    #expect(try zip.text("xl/charts/chart1.xml").contains(sign))
  }

  // MARK: Books

  @Test func `sheet names are short, allowed and unlike each other`() throws {
    let names = [
      "Personas", "personas", "a/b:c", "'x'", "History", "", String(repeating: "ñ", count: 40), "[1]",
    ]
    let sheets = names.map { SheetDocument.table(sheet([("a", integers([1]))], name: $0)) }
    let (zip, report) = try written(document(sheets))
    #expect(
      report.sheets == [
        "Personas", "personas (2)", "a-b-c", "x", "History_", "Hoja", String(repeating: "ñ", count: 30) + "…",
        "(1)",
      ])
    #expect(try zip.text("xl/workbook.xml").contains("<sheet name=\"personas (2)\" sheetId=\"2\""))
  }

  @Test func `the same document gives the same bytes, and holds no other time than its own`() throws {
    var document = document([
      .cover(CoverSheet(name: "Acerca de", blocks: [.title("T"), .pairs([("a", "=b")])])),
      .table(sheet([("a", integers([1, 2]))])),
    ])
    document.properties = [("night", "2021-04-29"), ("long", String(repeating: "x", count: 300))]
    let folder = FileManager.default.temporaryDirectory.appending(path: "acta-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var files: [Data] = []
    for name in ["a.xlsx", "b.xlsx"] {
      let path = folder.appending(path: name).path
      let report = try WorkbookWriter.write(document, to: path, temporaryDirectory: folder.path)
      #expect(report.notices.map(\.what) == ["property 'long' of more than 255 characters cut"])
      files.append(try Data(contentsOf: URL(fileURLWithPath: path)))
    }
    #expect(files[0] == files[1])
    let zip = try ZipReader(bytes: Array(files[0]))
    let core = try zip.text("docProps/core.xml")
    #expect(
      core.contains("<dcterms:created xsi:type=\"dcterms:W3CDTF\">2021-04-30T03:30:00Z</dcterms:created>"))
    #expect(core.contains("<dc:title>Asistencia</dc:title>"))
    #expect(try zip.text("docProps/custom.xml").contains("name=\"night\"><vt:lpwstr>2021-04-29</vt:lpwstr>"))
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["a.xlsx", "b.xlsx"])
  }

  @Test func `a cover has its blocks in order and no gridlines`() throws {
    let cover = CoverSheet(
      name: "Acerca de",
      blocks: [
        .title("Asistencia"), .paragraph("Quiénes vinieron."), .heading("Datos"),
        .pairs([("Noche", "29 de abril")]),
        .table(header: ["Entrada", "Filas"], rows: [[.text("zoom"), .integer(12)], [.text("=x"), .null]]),
      ])
    let (zip, report) = try written(document([.cover(cover)]))
    let xml = try zip.text("xl/worksheets/sheet1.xml")
    #expect(report.sheets == ["Acerca de"])
    #expect(xml.contains("showGridLines=\"0\""))
    #expect(xml.contains("fitToWidth=\"1\"") || xml.contains("fitToHeight=\"0\""))
    #expect(value("C11", in: xml) == "12")
    let strings = try zip.text("xl/sharedStrings.xml").matches(of: /<t>([^<]*)<\/t>/).map { String($0.1) }
    #expect(
      strings == [
        "Asistencia", "Quiénes vinieron.", "Datos", "Noche", "29 de abril", "Entrada", "Filas", "zoom", "=x",
      ])
  }

  @Test func `pages repeat the header and say what they are`() throws {
    var document = document([.table(sheet([("a", integers([1]))]))])
    document.title = "A & B"
    let (zip, _) = try written(document)
    #expect(try zip.text("xl/workbook.xml").contains("Print_Titles\" localSheetId=\"0\">Hoja!$1:$1<"))
    let xml = try zip.text("xl/worksheets/sheet1.xml")
    #expect(xml.contains("<oddHeader>&amp;L&amp;8 A &amp;&amp; B&amp;R&amp;8 &amp;A</oddHeader>"))
    #expect(xml.contains("<oddFooter>&amp;R&amp;8 &amp;P / &amp;N</oddFooter>"))
  }

  @Test func `a folder that is not there is an error that names the file`() {
    let error = #expect(throws: Diagnostic.self) {
      try WorkbookWriter.write(
        document([.table(sheet([("a", integers([1]))]))]), to: "/nowhere/book.xlsx",
        temporaryDirectory: "/tmp")
    }
    #expect(error?.message.description == "cannot write '/nowhere/book.xlsx'")
    #expect(error?.reason == "no such file or directory")
  }

  @Test func `a full disk is an error`() {
    #expect(throws: Diagnostic.self) {
      try WorkbookWriter.write(
        document([.table(sheet([("a", integers([1]))]))]), to: "/dev/full", temporaryDirectory: "/tmp")
    }
  }

  @Test func `too many columns are an error`() {
    let columns = Array(repeating: ("a", integers([1])), count: 16_385)
    let error = #expect(throws: Diagnostic.self) { try written(sheet(columns, name: "Ancha")) }
    #expect(error?.message.description == "sheet 'Ancha' has 16385 columns")
  }
}
