internal import Tables

/// Decides the look and position of a sheet's charts: to the right of the table, or below a wide and short one.
struct ChartPlacement {
  let part: TableSheetPart
  let totalRows: Int

  /// The maximum of points in one series. The library counts them in 16 bits, and no reader can tell so many
  /// apart.
  static let pointLimit = 32_000

  func write(to workbook: inout Workbook, notices: inout NoticeLog) throws {
    let rowHeight = 20
    var row = standsBelow ? part.rows.count + totalRows + 3 : 1
    let column = standsBelow ? 0 : part.plans.count + 1
    for chart in part.sheet.charts {
      let title = CellPolicy.label(chart.title)
      guard part.rows.count > 0 else {
        notices.add("chart '\(title)' left out because the table has no rows", sheet: part.name)
        continue
      }
      let points = min(part.rows.count, ChartPlacement.pointLimit)
      if part.sheet.table.rowCount > points {
        notices.add("chart '\(title)' shows the first \(points) rows", sheet: part.name)
      }
      let drawing = drawing(of: chart, title: title, points: points)
      try workbook.insert(drawing, part.place, row: row, column: column, offset: 4)
      row += drawing.height / rowHeight + 2
    }
  }

  private var standsBelow: Bool {
    part.plans.reduce(0) { $0 + $1.width } > 140 && part.rows.count <= 40
  }

  private func drawing(
    of chart: TableSheetDocument.SheetChart, title: String, points: Int
  ) -> ChartDrawing {
    let plans = part.plans
    func range(_ column: Int) -> ChartDrawing.Range {
      .init(
        column: column, rows: 1...points, header: plans[column].header, values: values(of: column, points))
    }
    let isOne = chart.values.count == 1
    let (width, height) = size(of: chart, points: points)
    let isDate: Bool =
      switch plans[chart.category].kind {
      case .date, .datetime: true
      default: false
      }
    return ChartDrawing(
      kind: chart.kind, title: title, sheetName: part.name,
      categories: range(chart.category), series: chart.values.map(range),
      categoryName: plans[chart.category].header, valueName: isOne ? plans[chart.values[0]].header : "",
      categoryFormat: isDate ? plans[chart.category].look.numberFormat : "",
      valueFormat: chart.values.first.map { plans[$0].look.numberFormat } ?? "",
      labels: labels(of: chart, points: points), width: width, height: height)
  }

  /// The values of a column that are stored in the chart, for programs that show a chart without reading its
  /// sheet.
  private func values(of column: Int, _ points: Int) -> [ChartDrawing.Value] {
    let cells = part.cells[column]
    var clock = WallClock(part.document.zone)
    return part.rows.prefix(points).map { row in
      if cells.isText(row), let texts = cells.texts { return .text(texts.string(at: row)) }
      return cells.number(row, &clock).map { .number($0) } ?? .empty
    }
  }

  /// Percentages are always shown; numbers only if there is room for them.
  private func labels(
    of chart: TableSheetDocument.SheetChart, points: Int
  ) -> ChartDrawing.Labels {
    switch chart.kind {
    case .pie, .doughnut: .percentages
    case .bar, .column: chart.values.count == 1 && points <= 25 ? .values : .none
    case .line, .area, .scatter, .stackedColumn, .stackedBar: .none
    }
  }

  /// Size in pixels: as long along the categories as they need, up to the size of a screen.
  private func size(
    of chart: TableSheetDocument.SheetChart, points: Int
  ) -> (width: Int, height: Int) {
    switch chart.kind {
    case .pie, .doughnut: return (620, min(max(340, points * 20 + 100), 560))
    case .bar, .stackedBar:
      let perPoint = chart.kind == .bar ? 10 + 14 * chart.values.count : 24
      return (640, min(max(300, points * perPoint + 110), 900))
    case .column, .stackedColumn, .line, .area:
      let perPoint = chart.kind == .column ? 20 + 12 * chart.values.count : 30
      return (min(max(560, points * perPoint + 80), 1100), 340)
    case .scatter: return (560, 380)
    }
  }
}
