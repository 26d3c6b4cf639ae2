internal import Tables

/// Decides where a sheet's charts stand: to the right of the table, where readers see them with its first
/// rows, or below it where they would not fit on its pages.
struct ChartPlacement {
  let part: TableSheetPart
  /// By row, in points; 0 for rows of one line; empty if all are.
  let heights: [Int]
  let drawings: [ChartDrawing]
  let pages: PageLayout
  private let standsBelow: Bool

  /// In points.
  private static let rowHeight = 15.0
  /// The rows of a table that readers see at once.
  private static let rowsInSight = 40

  init(part: TableSheetPart, heights: [Int], drawings: [ChartDrawing]) {
    self.part = part
    self.heights = heights
    self.drawings = drawings
    let columns = part.shownWidths
    guard let widest = drawings.map(\.width).max() else {
      (pages, standsBelow) = (PageLayout(columns: columns, isLandscape: part.sheet.isLandscape), false)
      return
    }
    // A chart takes so many columns of the default width.
    let column = PageLayout.points(8.43)
    let (table, chart) = (columns.reduce(0) { $0 + PageLayout.points($1) }, Double(widest) / 64 * column)
    let below = PageLayout(
      columns: columns, besides: max(0, chart - table), isLandscape: part.sheet.isLandscape)
    let beside = PageLayout(
      columns: columns, besides: column + chart, isLandscape: part.sheet.isLandscape)
    let rows = part.headerHeight + ChartPlacement.height(of: part.rows.count, heights)
    let charts = drawings.reduce(0) { $0 + Double($1.height) * 0.75 + 2 * ChartPlacement.rowHeight }
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
  func write(to workbook: inout Workbook) throws -> [Int] {
    if drawings.isEmpty { return [] }
    let totalRows = part.hasTotals ? 1 : 0
    let column = standsBelow ? 0 : part.plans.count + 1
    var row = standsBelow ? max(part.rows.count, 1) + totalRows + 3 : 1
    var breaks: [Int] = []
    try tellHeights(to: workbook)
    for drawing in drawings {
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
}

extension ChartMaker {
  /// Draws the cells of a sheet with a table.
  init(_ part: TableSheetPart) {
    self.init(
      document: part.document, sheetName: part.name, top: part.top, rows: part.rows, plans: part.plans,
      cells: part.cells, hidden: Set(part.plans.indices.filter { part.sheet.columns[$0].options.isHidden }))
  }
}
