import Foundation
import TestSupport
import Testing

@testable import Tables
@testable import Workbooks

/// The rows that we write ourselves against those that the library writes.
@Suite struct SheetBodyTests {
  let zone = Zone("America/Santiago")!

  // MARK: Both ways

  private func document(_ sheet: TableSheetDocument) -> WorkbookDocument {
    var document = WorkbookDocument(
      title: "T", subject: "", created: 0, zone: zone, language: "es")
    document.sheets = [.table(sheet)]
    return document
  }

  private func written(_ sheet: TableSheetDocument, rowLimit: Int) throws -> ZipReader {
    try withFolder { folder in
      _ = try WorkbookWriter.write(
        document(sheet), to: folder + "/a.xlsx", temporaryDirectory: folder, rowLimit: rowLimit)
      return try ZipReader(path: folder + "/a.xlsx")
    }
  }

  /// The same workbook with every cell written by the library.
  private func writtenByLibrary(_ sheet: TableSheetDocument, rowLimit: Int) throws -> ZipReader {
    try withFolder { folder in
      var workbook = try Workbook(path: folder + "/b.xlsx", temporaryDirectory: folder)
      var bodies = SheetBodies()
      var names = SheetNames(fallback: "Hoja")
      var lists = ChoiceLists()
      var charts = BookCharts()
      var notices = NoticeLog()
      let document = document(sheet)
      // Links and the cells of charts are written over.
      let parts = try TableSheetWriter(document: document, sheet: sheet, rowLimit: rowLimit).write(
        to: &workbook, bodies: &bodies, names: &names, lists: &lists, charts: &charts, notices: &notices)
      var cells = try LibraryCells(document: document, sheet: sheet)
      for (part, body) in zip(parts.parts, bodies.sheets) {
        try cells.write(rows: body.rows, heights: body.heights, to: &workbook, part.sheet)
      }
      try workbook.close()
      return try ZipReader(path: folder + "/b.xlsx")
    }
  }

  private func expectSame(_ sheet: TableSheetDocument, rowLimit: Int = CellPolicy.rowLimit) throws {
    let ours = try written(sheet, rowLimit: rowLimit)
    let theirs = try writtenByLibrary(sheet, rowLimit: rowLimit)
    let parts = ours.names.filter { $0.hasPrefix("xl/worksheets/sheet") }
    #expect(ours.names == theirs.names)
    for number in 1...parts.count {
      let a = try SheetXML(ours, sheet: number)
      let b = try SheetXML(theirs, sheet: number)
      #expect(a.before == b.before)
      #expect(a.after == b.after)
      #expect(a.rows.count == b.rows.count)
      for (x, y) in zip(a.rows, b.rows) { #expect(x == y) }
    }
    for name in ours.names where name.hasPrefix("xl/styles") || name.hasPrefix("xl/tables") {
      #expect(try ours.text(name) == theirs.text(name))
    }
    let counts = try ours.text("xl/sharedStrings.xml").firstMatch(
      of: /count="(\d+)" uniqueCount="(\d+)"/)!
    #expect(try Int(counts.2) == SheetXML.texts(ours).count)
    let references = try (1...parts.count).reduce(0) {
      try $0 + ours.text("xl/worksheets/sheet\($1).xml").components(separatedBy: " t=\"s\"").count - 1
    }
    // The library counts a label of totals twice.
    #expect((0...1).contains(Int(counts.1)! - references))
  }

  // MARK: Random tables

  private let words = [
    "", "a", " b ", "ñandú", "<&>\"'", "a\u{1}b", "_x0041_", "x_y", "\r\n", "l\u{F}\n", "=1+1", "🌎", "0",
    "007",
    "https://example.org/?a=1&b=2", "ana@example.org", "\u{FFFE}", "\u{FEFF}", "\u{7F}", "tab\t",
    String(repeating: "larga ", count: 30),
  ]

  private func value(
    _ type: ColumnType, nulls: Bool, _ random: inout some RandomNumberGenerator
  ) -> Value {
    if nulls, Int.random(in: 0..<5, using: &random) == 0 { return .null }
    let extremes: [Int64] = [0, -1, 999_999_999_999_999, 1_000_000_000_000_000, .max, .min]
    let any = Int64.random(in: -3_000_000_000_000_000...3_000_000_000_000_000, using: &random)
    switch type {
    case .text: return .text(words.randomElement(using: &random)!)
    case .integer:
      return .integer(Bool.random(using: &random) ? extremes.randomElement(using: &random)! : any)
    case .boolean: return .boolean(Bool.random(using: &random))
    case .date: return .date(Int32.random(in: -26_000...40_000, using: &random))
    case .datetime:
      // Whole seconds are many, as in life.
      return .datetime(Bool.random(using: &random) ? any : any / 1_000_000_000 * 1_000_000)
    case .number:
      let odd = [
        0.1, 1 / 3.0, -0.0, 1e308, .leastNonzeroMagnitude, 1e15, 123_456_789.25, .pi, 1e21, -7, 2.5e-7,
      ]
      return .number(
        Bool.random(using: &random)
          ? odd.randomElement(using: &random)! : Double.random(in: -1e6...1e6, using: &random))
    }
  }

  private func table(_ types: [ColumnType], rows: Int, _ random: inout SteadyRandom) -> TableSheetDocument {
    // The library is given the sheet's last cell in any case.
    let columns = types.enumerated().map { index, type in
      Column(type, (0..<rows).map { _ in value(type, nulls: index < types.count - 1, &random) })
    }
    return TableSheetDocument(
      name: "Hoja", table: Table(Schema(types.enumerated().map { Field("c\($0)", $1) }), columns),
      columns: types.indices.map { .init(label: "Columna \($0)") })
  }

  @Test(arguments: 1...12) func `the library writes the same cells for the same table`(_ seed: Int) throws {
    var random = SteadyRandom(seed: seed)
    let all: [ColumnType] = [.text, .integer, .number, .boolean, .date, .datetime]
    let types = (0..<Int.random(in: 1...9, using: &random)).map { _ in all.randomElement(using: &random)! }
    let rows = Int.random(in: 0...40, using: &random)
    var sheet = table(types, rows: rows, &random)
    for (index, type) in types.enumerated() {
      if type == .text, Bool.random(using: &random) { sheet.columns[index].format = "link" }
      if Bool.random(using: &random) { sheet.columns[index].total = .count }
    }
    if Bool.random(using: &random) {
      sheet.highlights = [TableSheetDocument.RowHighlight.Style.bad, .strong].map { style in
        .init(rows: (0..<rows).map { _ in Bool.random(using: &random) }, style: style)
      }
    }
    if types.count > 1, Bool.random(using: &random) {
      sheet.charts = [.init(kind: .line, category: 0, values: [1], title: "x")]
    }
    try expectSame(sheet)
    // Across sheets too.
    try expectSame(sheet, rowLimit: 13)
  }

  @Test func `a table of many pieces is one sheet`() throws {
    var random = SteadyRandom(seed: 99)
    // More than one piece of rows, block of rows and piece of texts.
    let rows = 6001
    let texts = Column.text(
      TextColumn((0..<rows).map { $0 % 7 == 0 ? nil : String(repeating: "t\($0) ", count: 18) }))
    var sheet = table([.text, .integer, .datetime], rows: 1, &random)
    let small = (0..<rows).map { Int64($0 % 50) }
    sheet.table = Table(
      sheet.table.schema,
      [
        texts, .integer(PlainColumn(small)),
        .datetime(PlainColumn(small.map { 1_600_000_000_000_000 + $0 * 61_000_000 })),
      ])
    let zip = try written(sheet, rowLimit: CellPolicy.rowLimit)
    let xml = try SheetXML(zip, sheet: 1)
    #expect(xml.rows.count == rows + 1)
    #expect(xml.rows[5124].contains("<t xml:space=\"preserve\">t5123 t5123 "))
    #expect(xml.rows[6001].hasPrefix("r=\"6002\" ht=\"28\" customHeight=\"1\">\n<c r=\"A6002\""))
    #expect(xml.before.contains("<dimension ref=\"A1:C6002\"/>"))
    #expect(xml.rows[6001].contains("<c r=\"B6002\" s=\"2\"><v>0</v></c>"))
  }

  @Test func `numbers read back as they were`() throws {
    var random = SteadyRandom(seed: 7)
    let values = (0..<200).map { _ in Double(bitPattern: UInt64.random(in: .min ... .max, using: &random)) }
      .filter { CellPolicy.fits($0) }
    var sheet = table([.number], rows: 1, &random)
    sheet.table = Table(sheet.table.schema, [.number(PlainColumn(values))])
    let xml = try written(sheet, rowLimit: CellPolicy.rowLimit).text("xl/worksheets/sheet1.xml")
    let read = xml.matches(of: /<v>([^<]*)<\/v>/).dropFirst().map { Double($0.1)! }
    #expect(read == values)
  }
}
