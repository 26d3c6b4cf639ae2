import Foundation
import TestSupport
import Testing

@testable import Tables
@testable import Workbooks

/// Charts beside tables.
@Suite struct ChartWritingTests: WorkbookWriting {
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
    // Beside the table: lower, and with slightly smaller letters, a page on its side holds both.
    #expect(try zip.text("xl/drawings/drawing1.xml").contains(/<xdr:from>\s*<xdr:col>3</))
    #expect(try zip.text("xl/worksheets/sheet1.xml").contains(/<pageSetup [^>]*scale="9[0-9]"/))
  }

  @Test func `titles and labels that begin with = are texts`() throws {
    let (zip, _) = try written(
      sheet([("=a", texts(["=1+1", "b"])), ("=SUM(A1)", integers([10, 20]))]) {
        $0.charts = [.init(kind: .scatter, category: 0, values: [1], title: "=A1")]
      })
    let chart = try zip.text("xl/charts/chart1.xml")
    for text in ["=A1", "=a", "=SUM(A1)"] { #expect(chart.contains("<a:t>\(text)</a:t>")) }
    #expect(chart.contains("<c:pt idx=\"0\"><c:v>=1+1</c:v></c:pt>"))
    let formulas = chart.matches(of: /<c:f>([^<]*)</).map { String($0.1) }
    #expect(formulas == ["Hoja!$B$1", "Hoja!$A$2:$A$3", "Hoja!$B$2:$B$3"])
  }

  @Test(arguments: ["2021", "Q1", "r", ".x"])
  func `a sheet whose name looks like something else is in quotes`(_ name: String) throws {
    let (zip, _) = try written(
      sheet([("a", texts(["x", "y"])), ("b", integers([10, 20]))], name: name) {
        $0.charts = [.init(kind: .column, category: 0, values: [1], title: "T")]
      })
    let chart = try zip.text("xl/charts/chart1.xml")
    for range in ["$B$1", "$A$2:$A$3", "$B$2:$B$3"] {
      #expect(chart.contains("<c:f>'\(name)'!\(range)</c:f>"))
    }
    #expect(chart.contains("<c:pt idx=\"1\"><c:v>y</c:v></c:pt>"))
    #expect(chart.contains("<c:pt idx=\"0\"><c:v>b</c:v></c:pt>"))
    #expect(try zip.text("xl/workbook.xml").contains(">'\(name)'!$1:$1<"))
  }

  @Test func `an empty cell is no point, also the last one of a sheet`() throws {
    let (zip, _) = try written(
      sheet([("a", texts(["x", "y"])), ("b", Column(.integer, [.integer(10), .null]))]) {
        $0.charts = [.init(kind: .column, category: 0, values: [1], title: "T")]
      })
    let chart = try zip.text("xl/charts/chart1.xml")
    let values = chart[chart.range(of: "<c:val>")!.lowerBound...]
    #expect(values.contains("<c:ptCount val=\"2\"/><c:pt idx=\"0\"><c:v>10</c:v></c:pt></c:numCache>"))
  }

  @Test(arguments: [
    ("line", "lineChart"), ("area", "areaChart"), ("doughnut", "doughnutChart"), ("scatter", "scatterChart"),
    ("column", "barChart"), ("stacked-column", "<c:grouping val=\"stacked\"/>"),
    ("stacked-bar", "<c:barDir val=\"bar\"/><c:grouping val=\"stacked\"/>"),
    ("stacked-area", "<c:areaChart><c:grouping val=\"stacked\"/>"),
  ])
  func `every kind of chart is drawn as its own`(_ kind: String, _ sign: String) throws {
    let (zip, _) = try written(
      sheet([("a", integers([1, 2])), ("b", integers([10, 20]))]) {
        $0.charts = [.init(kind: .init(rawValue: kind)!, category: 0, values: [1], title: "x")]
      })
    #expect(try zip.text("xl/charts/chart1.xml").contains(sign))
  }

  @Test(
    arguments: [
      ("bar", [3, 5], "0", nil), ("stacked-column", [3, 5], "0", nil), ("area", [3, 5], "0", nil),
      ("column", [-3, -5], nil, "0"), ("column", [-3, 5], nil, nil), ("line", [3, 5], nil, nil),
    ] as [(String, [Int64], String?, String?)])
  func `bars and areas begin at zero`(
    _ kind: String, _ values: [Int64], _ lowest: String?, _ highest: String?
  ) throws {
    let (zip, _) = try written(
      sheet([("a", texts(["x", "y"])), ("b", integers(values))]) {
        $0.charts = [.init(kind: .init(rawValue: kind)!, category: 0, values: [1], title: "T")]
      })
    let chart = try zip.text("xl/charts/chart1.xml")
    #expect(chart.firstMatch(of: /<c:min val="([^"]*)"/).map { String($0.1) } == lowest)
    #expect(chart.firstMatch(of: /<c:max val="([^"]*)"/).map { String($0.1) } == highest)
  }

  @Test func `a label has one colour in the whole book, and the rest is grey`() throws {
    let names = ["a", "b", "c", "d", "e", "f", "g", "h", "i"]
    let first = sheet([("n", texts(names)), ("v", integers((1...9).map { Int64(10 * $0) }))], name: "1") {
      $0.charts = [.init(kind: .pie, category: 0, values: [1], title: "T")]
    }
    let second = sheet([("n", texts(["i", "x", "h"])), ("v", integers([1, 1, 1]))], name: "2") {
      $0.charts = [.init(kind: .doughnut, category: 0, values: [1], title: "T")]
    }
    let third = sheet(
      [("n", texts(["p", "q"])), ("i", integers([1, 2])), ("h", integers([1, 2]))], name: "3"
    ) { $0.charts = [.init(kind: .stackedColumn, category: 0, values: [1, 2], title: "T")] }
    let (zip, _) = try written(document([.table(first), .table(second), .table(third)]))
    func colors(_ part: String) throws -> [String] {
      let chart = try zip.text("xl/charts/\(part).xml")
      let series = chart[chart.range(of: "<c:ser>")!.lowerBound...]
      return series.matches(of: /<c:spPr><a:solidFill><a:srgbClr val="([^"]*)"/).map { String($0.1) }
    }
    let (pie, ring, columns) = (try colors("chart1"), try colors("chart2"), try colors("chart3"))
    #expect(pie.count == 7 && pie.last == "A6A6A6")
    #expect(ring[0] == pie[5] && ring[2] == pie[4])
    #expect(Set(ring).count == 3)
    #expect(Array(columns.prefix(2)) == [ring[0], ring[2]])
  }

  @Test func `a chart that has rows of its own draws a hidden sheet`() throws {
    let (zip, report) = try written(
      sheet([("n", texts(["a", "b", "c", "d"])), ("v", integers([1, 4, 2, 3]))]) {
        $0.charts = [.init(kind: .bar, category: 0, values: [1], title: "T")]
        $0.charts[0].isByValue = true
        $0.charts[0].rest = 2
      })
    let chart = try zip.text("xl/charts/chart1.xml")
    #expect(chart.contains("<c:f>'Datos de gráficos'!$B$2:$B$4</c:f>"))
    #expect(
      chart.matches(of: /<c:v>([^<]*)</).map { String($0.1) } == ["v", "b", "d", "Resto (2)", "4", "3", "3"])
    #expect(
      try zip.text("xl/workbook.xml").contains("name=\"Datos de gráficos\" sheetId=\"2\" state=\"hidden\""))
    #expect(report.sheets == ["Hoja"])
  }
}
