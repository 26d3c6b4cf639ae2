import Foundation
import TestSupport
import Testing

@testable import Tables
@testable import Workbooks

/// Tables with their filters, totals and highlights.
@Suite struct TableSheetWritingTests: WorkbookWriting {
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

  @Test func `a very wide sheet has a header with filters instead of a table`() throws {
    let columns = (0..<1_001).map { ("h\($0)", integers([$0, $0])) }
    let (zip, report) = try written(sheet(columns, name: "ancha"))
    #expect(!zip.names.contains { $0.hasPrefix("xl/tables/") })
    let xml = try zip.text("xl/worksheets/sheet1.xml")
    #expect(xml.contains("<autoFilter ref=\"A1:ALM3\"/>"))
    #expect(cell("ALM3", in: xml)?.contains("<v>1000</v>") == true)
    #expect(try zip.text("xl/sharedStrings.xml").contains("<t>h1000</t>"))
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

  @Test func `a table without rows keeps one empty row, and its chart says so`() throws {
    let (zip, report) = try written(
      sheet([("a", texts([])), ("b", integers([]))]) {
        $0.columns[1].total = .sum
        $0.charts = [.init(kind: .bar, category: 0, values: [1], title: "Nada")]
      })
    #expect(try zip.text("xl/tables/table1.xml").contains("ref=\"A1:B3\""))
    #expect(value("B3", in: try zip.text("xl/worksheets/sheet1.xml")) == "0")
    #expect(try zip.text("xl/charts/chart1.xml").contains("<a:t>Nada: sin datos</a:t>"))
    #expect(try zip.text("xl/drawings/drawing1.xml").contains("descr=\"Nada: sin datos\""))
    #expect(report.notices.isEmpty)
  }

  @Test func `a long table goes on in further sheets`() throws {
    let (zip, report) = try written(
      sheet([("n", integers((0..<25).map { Int64($0) }))], name: "Larga") { $0.columns[0].total = .sum },
      rowLimit: 10)
    // The index is made when the names of the parts are known, and stands before them.
    #expect(report.sheets == ["Larga – índice", "Larga", "Larga (2)", "Larga (3)"])
    #expect(report.rows == 25)
    #expect(value("A6", in: try zip.text("xl/worksheets/sheet4.xml")) == "24")
    let index = try zip.text("xl/worksheets/sheet1.xml")
    let middle = try zip.text("xl/worksheets/sheet3.xml")
    for target in ["Larga!A1", "'Larga (2)'!A1", "'Larga (3)'!A1"] {
      #expect(index.contains("location=\"\(target)\""))
    }
    for (cell, target) in [("C1", "'Larga – índice'!A1"), ("D1", "Larga!A1"), ("E1", "'Larga (3)'!A1")] {
      #expect(middle.contains("<hyperlink ref=\"\(cell)\" location=\"\(target)\""))
    }
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

  @Test func `a sheet may have hundreds of highlights`() throws {
    let (zip, _) = try written(
      sheet([("a", integers([1, 2]))]) {
        $0.highlights = (0..<300).map { .init(rows: [$0 == 299, false], style: .bad) }
      })
    let xml = try zip.text("xl/worksheets/sheet1.xml")
    func style(_ name: String) -> Substring? { cell(name, in: xml)?.firstMatch(of: /s="(\d+)"/)?.1 }
    #expect(style("A2") != style("A3"))
  }
}
