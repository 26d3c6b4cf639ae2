import Diagnostics
import Foundation
import TestSupport
import Testing

@testable import Formats
@testable import Tables

/// Sheets that are read a block of rows at a time, beside the same sheets read at once.
@Suite struct SheetStreamTests {
  @Test(arguments: 0..<30) func `a streamed sheet gives what it gives at once`(seed: Int) throws {
    let parts = LongSheet.archive(seed: seed, rows: 200 + seed * 40)
    try LongSheet.expectSame(StoredZip.archive(parts))
    try LongSheet.expectSame(StoredZip.archive(parts)) { options in
      options.wantsSourceLine = true
      options.rejectsWithFields = 3
      options.columns = [
        LongSheet.column("c1", .integer), LongSheet.column("c2", .datetime),
        LongSheet.column("c3", .number, required: true),
      ]
    }
  }

  /// LibreOffice and openpyxl have every number but 0 for true, too.
  @Test func `a truth value that is another number is true, and other texts are errors`() throws {
    let values = ["1", "0", "2", "true", "FALSE", "-1", "", "x"]
    let rows = values.enumerated().map { place, value in
      "<row r=\"\(place + 2)\"><c r=\"A\(place + 2)\" t=\"b\"><v>\(value)</v></c><c r=\"B\(place + 2)\"><v>1</v></c></row>"
    }
    let bytes = StoredZip.archive(LongSheet.parts(sheet: LongSheet.sheet(LongSheet.header + rows.joined())))
    let result = try LongSheet.read(bytes, streams: false) { _ in }
    let expected: [Value] = [true, false, true, true, false, true, false].map { .boolean($0) } + [.null]
    #expect((0..<values.count).map { result.table.columns[0].value(at: $0) } == expected)
    #expect(result.warnings.contains { "\($0)".contains("x") })
    try LongSheet.expectSame(bytes)
  }

  @Test func `a type that no longer holds far down is found`() throws {
    func rows(_ last: String) -> String {
      let rows = (2...900).map {
        "<row r=\"\($0)\"><c r=\"A\($0)\"><v>\($0)</v></c><c r=\"B\($0)\"><v>1.5</v></c></row>"
      }
      return LongSheet.header + rows.joined() + "<row r=\"901\">\(last)</row>"
    }
    for (last, type) in [
      ("<c r=\"A901\"><v>2.5</v></c>", ColumnType.number), ("<c r=\"A901\" t=\"str\"><v>x</v></c>", .text),
      ("<c r=\"B901\"><v>3</v></c>", .integer),
    ] {
      let bytes = StoredZip.archive(LongSheet.parts(sheet: LongSheet.sheet(rows(last))))
      let result = try LongSheet.read(bytes, streams: true) { _ in }
      #expect(result.table.schema.fields[0].type == type)
      try LongSheet.expectSame(bytes)
    }
  }

  /// Rows as Excel, LibreOffice and libxlsxwriter write them are read without the parser.
  @Test(arguments: [
    #"<row r="1" spans="1:2" x14ac:dyDescent="0.25"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"/></row>"#,
    #"<row r="2" customFormat="false" ht="12.8" hidden="false" customHeight="false" outlineLevel="0" collapsed="false"><c r="A2" s="0" t="n"><v>1.5</v></c></row>"#,
    #"<row r="3"><c r="A3" t="inlineStr"><is><t xml:space="preserve"> a &amp; b&#10;&#x41; </t></is></c></row>"#,
    #"<row r="4"><c r="A4" t="str"><f t="shared" ref="A4:A9" si="0">B4&amp;"x"</f><v>x</v></c><c r="B4"><f>NOW()</f></c></row>"#,
    "<row r=\"5\"/>\n  <row r=\"6\">\n <c r=\"A6\"><v>1</v></c>\n </row>\n",
    #"<row r="7" hidden="1"><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c><c s="1"><v>44312.5</v></c><c><v/></c></row>"#,
    #"<row r="8"><c r="A8" t="str"><v>a_x000D_b > c</v></c></row>"#,
  ]) func `usual rows are scanned, and as the parser reads them`(rows: String) throws {
    let (scanned, end) = LongSheet.scan(rows)
    guard case .rows = end else {
      Issue.record("not scanned: \(rows)")
      return
    }
    let parsed = try LongSheet.parse(rows)
    #expect(LongSheet.describe(scanned) == LongSheet.describe(parsed))
  }

  @Test(arguments: [
    "<row r=\"1\"><c r=\"A1\"><v>1</v><v>2</v></c></row>", "<row><c><v>1</v></c></row>",
    "<row r=\"1\" r=\"2\"/>",
    "<row r=\"1\"><!-- x --></row>", "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>]]></v></c></row>",
    "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>&#0;</v></c></row>", "<row r=\"1\"><c r=\"A1\"><v>1</v></row>",
    "<row r=\"1\"><c r=\"A1\"t=\"s\"><v>1</v></c></row>", "<row r=\"1\"><c r=\"A1\"><v>1\r\n</v></c></row>",
    "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>\u{FFFE}</v></c></row>", "<row r=\"1\"><c r=\"A1\"><v>1",
    "<x:row r=\"1\"/>", "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><r><t>a</t></r></is></c></row>",
  ]) func `everything else is left to the parser`(rows: String) {
    guard case .unknown = LongSheet.scan(rows).end else {
      Issue.record("scanned: \(rows)")
      return
    }
  }

  @Test func `what a zip file unpacks to is held to the size in its directory`() throws {
    // 200 kB of zeros; the directory says 1000 bytes.
    let name = "xl/worksheets/sheet1.xml"
    var bytes = StoredZip.archive([(name, [UInt8](repeating: 0, count: 200_000))])
    let directory = bytes.count - 22 - 46 - name.utf8.count
    for place in [directory + 24] { bytes.replaceSubrange(place..<place + 4, with: [0xE8, 3, 0, 0]) }
    let archive = try ZipArchive(name: "a.xlsx", size: bytes.count) { [bytes] in Array(bytes[$0]) }
    var taken = 0
    let error = #expect(throws: Diagnostic.self) {
      try archive.unpack(archive.members[0]) { taken += $0.count }
    }
    #expect(taken == 0)
    #expect(error?.reason == "it is longer than the zip file's directory says")
  }
}

/// Sheets with cells of every kind.
enum LongSheet {
  static let header = "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>1</v></c><c r=\"B1\" t=\"s\"><v>2</v></c></row>"

  static func sheet(_ rows: String, after: String = "") -> String {
    """
    <?xml version="1.0" encoding="UTF-8"?>
    <worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cols><col min="2" max="2" hidden="1"/></cols>\
    <sheetData>\(rows)</sheetData>\(after)</worksheet>
    """
  }

  static func parts(sheet: String) -> [(name: String, bytes: [UInt8])] {
    let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    func relationships(_ list: [(type: String, target: String)]) -> String {
      "<Relationships>"
        + list.enumerated().map {
          "<Relationship Id=\"r\($0)\" Type=\"\(relations)/\($1.type)\" Target=\"\($1.target)\"/>"
        }.joined() + "</Relationships>"
    }
    return [
      ("_rels/.rels", relationships([("officeDocument", "xl/workbook.xml")])),
      (
        "xl/workbook.xml",
        "<workbook xmlns:r=\"\(relations)\"><sheets><sheet name=\"Hoja\" sheetId=\"1\" r:id=\"r0\"/></sheets></workbook>"
      ),
      (
        "xl/_rels/workbook.xml.rels",
        relationships([
          ("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml"),
          ("sharedStrings", "sharedStrings.xml"),
        ])
      ),
      ("xl/worksheets/sheet1.xml", sheet),
      (
        "xl/styles.xml",
        "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"22\"/><xf numFmtId=\"14\"/><xf numFmtId=\"20\"/></cellXfs></styleSheet>"
      ),
      (
        "xl/sharedStrings.xml",
        "<sst>"
          + ["Peña", "c1", "c2", "c3", "c4", "26/04/2021", "", "x_x000A_y"].map { "<si><t>\($0)</t></si>" }
          .joined()
          + "</sst>"
      ),
    ].map { ($0.0, Array($0.1.utf8)) }
  }

  /// A workbook with a sheet of random cells: in some of them types change far down, rows are missing, a header comes
  /// again, there are merged cells, or the last row is a total.
  static func archive(seed: Int, rows: Int) -> [(name: String, bytes: [UInt8])] {
    var random = SteadyRandom(seed: seed)
    var text = ""
    var line = 0
    func row(_ cells: [String]) {
      line += Int.random(in: 0..<40, using: &random) == 0 ? 2 : 1
      let hidden = Int.random(in: 0..<50, using: &random) == 0 ? " hidden=\"1\"" : ""
      text += "<row r=\"\(line)\"\(hidden)>"
      for (column, cell) in cells.enumerated() where !cell.isEmpty {
        text += cell.replacing("@", with: "\(["A", "B", "C", "D", "E"][column])\(line)")
      }
      text += "</row>" + (Int.random(in: 0..<30, using: &random) == 0 ? "\r\n" : "")
    }
    let header = (1...4).map { "<c r=\"@\" t=\"s\"><v>\($0)</v></c>" }
    if seed % 3 == 0 { row(["<c r=\"@\" t=\"str\"><v>Título de la lista</v></c>"]) }
    row(header)
    let others = [
      "<c r=\"@\" t=\"s\"><v>0</v></c>", "<c r=\"@\" s=\"1\"><v>44312.25</v></c>",
      "<c r=\"@\"><v>1e-7</v></c>",
      "<c r=\"@\" t=\"b\"><v>1</v></c>", "<c r=\"@\" t=\"e\"><v>#REF!</v></c>", "<c r=\"@\"><f>1+1</f></c>",
      "<c r=\"@\" t=\"inlineStr\"><is><r><t>a</t></r><r><t>b</t></r></is></c>",
      "<c r=\"@\" t=\"s\"><v>5</v></c>",
      "<c r=\"@\"><v>NAN</v></c>", "<c r=\"@\" t=\"str\"><v>&lt;&#xE9;&gt;</v></c>",
      "<c r=\"@\" t=\"s\"><v>7</v></c>",
    ]
    for place in 0..<rows {
      if seed % 7 == 6, place == rows / 2 { row(header) }
      var cells = [
        "<c r=\"@\"><v>\(Int.random(in: -9...9_999, using: &random))</v></c>",
        "<c r=\"@\" s=\"\(Int.random(in: 1...2, using: &random))\"><v>\(44_000 + place)</v></c>",
        "<c r=\"@\"><v>\(Double(place) / 8)</v></c>", "<c r=\"@\" t=\"s\"><v>0</v></c>",
      ]
      // In the last third, and in some sheets only there.
      if place * 3 > rows * 2 || seed % 2 == 0, Int.random(in: 0..<20, using: &random) == 0 {
        cells[Int.random(in: 0..<4, using: &random)] = others.randomElement(using: &random)!
      }
      if Int.random(in: 0..<9, using: &random) == 0 { cells[Int.random(in: 0..<4, using: &random)] = "" }
      if seed % 11 == 10, place == rows - 20 { cells.append("<c r=\"@\"><v>1</v></c>") }
      row(cells)
    }
    if seed % 4 == 1 { row(["<c r=\"@\" t=\"str\"><v>Total</v></c>", "", "<c r=\"@\"><v>9</v></c>"]) }
    let merged = [
      "", "<mergeCells><mergeCell ref=\"A1:D1\"/></mergeCells>",
      "<mergeCells><mergeCell ref=\"A5:A9\"/></mergeCells>",
    ]
    return parts(sheet: sheet(text, after: merged[seed / 3 % 3]))
  }

  static func column(_ name: String, _ type: ColumnType, required: Bool = false) -> InputColumn {
    var column = InputColumn(name, type)
    column.required = required
    return column
  }

  static func read(
    _ bytes: [UInt8], streams: Bool, _ change: (inout ReadingOptions) -> Void
  ) throws -> ReadingResult {
    var options = ReadingOptions(zone: .utc)
    change(&options)
    return try withFile(bytes, named: "a.xlsx") { file in
      try InputReader.read([file], options: options, piece: 700, whole: streams ? 0 : .max)
    }
  }

  static func expectSame(_ bytes: [UInt8], _ change: (inout ReadingOptions) -> Void = { _ in }) throws {
    func outcome(streams: Bool) throws -> String {
      do {
        return describe(try read(bytes, streams: streams, change))
      } catch let problems as Diagnostics {
        return problems.all.map { "\($0)" }.joined(separator: "\n")
      }
    }
    let (streamed, whole) = (try outcome(streams: true), try outcome(streams: false))
    #expect(streamed == whole)
  }

  private static func describe(_ result: ReadingResult) -> String {
    var lines = result.files.map { "\($0.rows) \($0.rejected) \($0.leftOut) \($0.sha256) \($0.sheet ?? "")" }
    lines += result.warnings.map { "\($0)" }
    lines += result.schema.fields.map { "\($0.name) \($0.type)" }
    for table in [result.table, result.rejects] {
      for column in table.columns {
        lines.append((0..<column.count).map { "\(column.value(at: $0))" }.joined(separator: " "))
      }
    }
    lines.append("\(result.rejectedRows)")
    return lines.joined(separator: "\n")
  }

  // MARK: Rows alone

  private static var builder: GridBuilder {
    let texts = SharedTextsParser(limit: 1000)
    let parser = XMLParser(texts, name: "")
    try! parser.feed(Array("<sst><si><t>Peña</t></si></sst>".utf8).span, isFinal: true)
    return GridBuilder(
      block: "", size: 0, sharedTexts: texts.texts, styles: CellStyles(), cellLimit: 1000)
  }

  static func scan(_ rows: String) -> (grid: SheetGrid, end: SheetScanner.End) {
    var builder = builder
    let end = SheetScanner.read(Array(rows.utf8).span, into: &builder)
    return (builder.grid, end)
  }

  static func parse(_ rows: String) throws -> SheetGrid {
    let handler = SheetParser(builder)
    let parser = XMLParser(handler, name: "")
    try parser.feed(Array("<sheetData>\(rows)</sheetData>".utf8).span, isFinal: true)
    return try handler.unfinished().builder.grid
  }

  static func describe(_ grid: SheetGrid) -> String {
    let cells = grid.columns.map { $0.map { "\($0.row) \($0.kind) '\(grid.text($0))'" } }
    return
      "\(grid.lines) \(grid.notes.hiddenRows) \(grid.notes.errors) \(grid.notes.valuelessFormulas) \(cells)"
  }
}
