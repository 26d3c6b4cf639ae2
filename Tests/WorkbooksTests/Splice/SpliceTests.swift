import Diagnostics
import Foundation
import TestSupport
import Testing

@testable import Tables
@testable import Workbooks

/// What the splice relies on, and what happens where it is missing.
@Suite struct SpliceTests: WorkbookWriting {
  @Test func `the library has a version that the splice was tested with`() {
    #expect(LibraryVersions.isLibxlsxwriterKnown)
  }

  @Test func `another version of the library is an error that names both`() {
    let error = #expect(throws: Diagnostic.self) { try Splice.checkLibrary("1.2.0", path: "a.xlsx") }
    #expect(error?.message.description == "cannot write 'a.xlsx'")
    #expect(error?.reason == "libxlsxwriter has version 1.2.0, but Acta writes workbooks only with 1.1.4")
  }

  /// A sheet of two columns and three rows, whose last cell has style 2.
  private var body: SheetBody {
    let columns = [integers([1, 2, 3]), integers([4, 5, 6])].map { CellColumn($0, zone: .utc) }
    return SheetBody(
      part: "xl/worksheets/sheet1.xml", rows: 0..<3, columns: columns, zone: .utc,
      looks: [[.init(cell: 1, link: 1), .init(cell: 2, link: 2)]], highlights: [], links: [[], []],
      firstTexts: [0, 0])
  }

  private let whole =
    "<worksheet><sheetData><row r=\"1\"><c r=\"A1\"/></row>"
    + "<row r=\"4\"><c r=\"B4\" s=\"2\"/></row></sheetData></worksheet>"

  @Test func `a sheet is cut after its header and before its end`() throws {
    let frame = try SheetFrame(Array(whole.utf8), body, path: "a.xlsx")
    #expect(
      String(decoding: frame.head, as: UTF8.self)
        == "<worksheet><sheetData><row r=\"1\"><c r=\"A1\"/></row>")
    #expect(String(decoding: frame.tail, as: UTF8.self) == "</sheetData></worksheet>")
  }

  @Test(arguments: [
    ("<sheetData>", "<sheetdata>", "<sheetData>"), ("</row>", "</r>", "</row>"),
    ("</sheetData>", "", "</sheetData>"), ("r=\"B4\"", "r=\"B5\"", "<c r=\"B4\""),
    ("s=\"2\"", "s=\"3\"", "<c r=\"B4\" s=\"2\"/>"),
  ])
  func `a text that is not there is an error that names it`(_ from: String, _ to: String, _ named: String) {
    let xml = whole.replacing(from, with: to)
    let error = #expect(throws: Diagnostic.self) {
      try SheetFrame(Array(xml.utf8), body, path: "a.xlsx")
    }
    #expect(
      error?.reason
        == "libxlsxwriter 1.1.4 wrote no '\(named)' where it was expected, in xl/worksheets/sheet1.xml")
  }

  @Test func `cells of links and charts are written once`() throws {
    let (zip, _) = try written(
      sheet([("a", texts(["ana@example.org", "x"])), ("b", integers([1, 2]))]) {
        $0.columns[0].format = "link"
        $0.charts = [.init(kind: .bar, category: 0, values: [1], title: "T")]
      })
    // Two headers and two texts, each in one cell.
    let strings = try zip.text("xl/sharedStrings.xml")
    #expect(strings.contains(" count=\"4\" uniqueCount=\"4\">"))
    #expect(strings.matches(of: /<t>([^<]*)</).map { String($0.1) } == ["a", "b", "ana@example.org", "x"])
    #expect(try zip.text("xl/charts/chart1.xml").contains("<c:v>ana@example.org</c:v>"))
  }
}
