internal import Tables

/// Decides the look and position of a sheet's charts: to the right of the table, where readers see them with its first
/// rows, or below it where they would not fit on its pages.
struct ChartPlacement {
  let part: TableSheetPart
  /// By row, in points; 0 for rows of one line; empty if all are.
  let heights: [Int]
  let pages: PageLayout
  private let standsBelow: Bool

  /// The maximum of points in one series. The library counts them in 16 bits, and no reader can tell so many
  /// apart.
  static let pointLimit = 32_000
  /// In points.
  private static let rowHeight = 15.0
  /// The rows of a table that readers see at once.
  private static let rowsInSight = 40

  init(part: TableSheetPart, heights: [Int]) {
    self.part = part
    self.heights = heights
    let columns = part.plans.map(\.width)
    let points = min(part.rows.count, ChartPlacement.pointLimit)
    let sizes =
      part.hasCharts && points > 0
      ? part.sheet.charts.map { ChartPlacement.size(of: $0, points: points) } : []
    guard let widest = sizes.map(\.width).max() else {
      (pages, standsBelow) = (PageLayout(columns: columns), false)
      return
    }
    // A chart takes so many columns of the default width.
    let column = PageLayout.points(8.43)
    let (table, chart) = (columns.reduce(0) { $0 + PageLayout.points($1) }, Double(widest) / 64 * column)
    let below = PageLayout(columns: columns, besides: max(0, chart - table))
    let beside = PageLayout(
      columns: columns, besides: column + chart)
    let rows = part.headerHeight + ChartPlacement.height(of: part.rows.count, heights)
    let charts = sizes.reduce(0) { $0 + Double($1.height) * 0.75 + 2 * ChartPlacement.rowHeight }
    let pagesBeside = (max(rows, charts) / beside.rowRoom).rounded(.up)
    let pagesBelow = ((rows + charts) / below.rowRoom).rounded(.up)
    standsBelow =
      !beside.isOnePageWide
      || (part.rows.count <= ChartPlacement.rowsInSight && pagesBelow < pagesBeside)
    pages = standsBelow ? below : beside
  }

  private static func height(of rows: Int, _ heights: [Int]) -> Double {
    heights.reduce(Double(rows) * rowHeight) { $1 == 0 ? $0 : $0 + Double($1) - rowHeight }
  }

  /// Returns the rows before which a page ends, so that none cuts a chart in two.
  func write(to workbook: inout Workbook, notices: inout NoticeLog) throws -> [Int] {
    guard part.hasCharts, !part.sheet.charts.isEmpty else { return [] }
    let totalRows = part.hasTotals ? 1 : 0
    let column = standsBelow ? 0 : part.plans.count + 1
    var row = standsBelow ? part.rows.count + totalRows + 3 : 1
    var breaks: [Int] = []
    try tellHeights(to: workbook)
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
      let height = Double(drawing.height) * 0.75 + 4
      if let next = pageStart(inside: row, height: height, breaks), next > row {
        if standsBelow { breaks.append(row) } else { row = next }
      }
      try workbook.insert(drawing, part.place, row: row, column: column, offset: 4)
      row = self.row(at: height, below: row) + 2
    }
    return breaks
  }

  /// The library places the lower edge of a chart by the heights that it knows; the data rows are not its own.
  private func tellHeights(to workbook: borrowing Workbook) throws {
    for (place, height) in heights.prefix(ChartPlacement.rowsInSight * 5).enumerated() where height > 0 {
      try workbook.setHeight(part.place, row: place + 1, Double(height))
    }
  }

  // MARK: Pages

  /// Of a row of the sheet, in points.
  private func height(ofRow row: Int) -> Double {
    if row == 0 { return part.headerHeight }
    return row - 1 < heights.count && heights[row - 1] > 0
      ? Double(heights[row - 1]) : ChartPlacement.rowHeight
  }

  /// The row that is so many points below the top of another one.
  private func row(at distance: Double, below row: Int) -> Int {
    var (row, rest) = (row, distance)
    while rest > 0 {
      rest -= height(ofRow: row)
      row += 1
    }
    return row
  }

  /// The first row of the page that begins inside something of this height; nil if none does, or if it is higher
  /// than a page.
  private func pageStart(inside first: Int, height: Double, _ breaks: [Int]) -> Int? {
    let room = pages.rowRoom - part.headerHeight
    if height > room { return nil }
    let end = row(at: height, below: first)
    // The first row is the header, which is on every page.
    var used = 0.0
    for row in 1..<end {
      let height = self.height(ofRow: row)
      if used + height > room || breaks.contains(row) {
        if row > first { return row }
        used = 0
      }
      used += height
    }
    return nil
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
    let (width, height) = ChartPlacement.size(of: chart, points: points)
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
  private static func size(
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
