/// Decides where a sheet's charts stand: to the right of the table, where readers see them with its first
/// rows, or below it where they would not fit on its pages.
struct ChartPlacement {
  let part: TableSheetPart
  /// By row, in points; 0 for rows of one line; empty if all are.
  let heights: [Int]
  /// Those of a band stand side by side.
  private let bands: [[ChartDrawing]]
  let pages: PageLayout
  private let standsBelow: Bool

  /// The charts below the table, and the pages that this takes.
  private struct Below {
    var pages: PageLayout
    var bands: [[ChartDrawing]]
    /// In points.
    var height: Double
    var count: Double { (height / pages.rowRoom).rounded(.up) }
  }

  /// In points.
  static let rowHeight = 15.0
  /// The rows of a table that readers see at once.
  private static let rowsInSight = 40
  /// The width of a column by default, in points.
  private static let columnWidth = PageLayout.points(8.43)

  init(part: TableSheetPart, heights: [Int], drawings: [ChartDrawing]) {
    self.part = part
    self.heights = heights
    let columns = part.shownWidths
    let rows = part.headerHeight + ChartPlacement.height(of: part.rows.count, heights)
    let wanted = part.sheet.isLandscape
    guard let widest = drawings.map(ChartPlacement.width).max() else {
      pages = PageLayout(columns: columns, height: rows, isLandscape: wanted)
        .onOnePage(height: rows + 2 * ChartPlacement.rowHeight)
      (bands, standsBelow) = ([], false)
      return
    }
    let table = columns.reduce(0) { $0 + PageLayout.points($1) }
    // The totals, and an empty row.
    let between = 2 * ChartPlacement.rowHeight
    let charts = drawings.reduce(0) { $0 + ChartPlacement.height($1) }
    let beside = PageLayout(
      columns: columns, besides: ChartPlacement.columnWidth + widest, isLandscape: wanted
    ).onOnePage(height: max(rows, charts + part.headerHeight) + between)
    let pagesBeside = (max(rows, charts) / beside.rowRoom).rounded(.up)
    // On its side, a page may hold two charts side by side; upright, the table and its chart.
    func placedBelow(_ isLandscape: Bool?) -> Below {
      let pages = PageLayout(columns: columns, besides: max(0, widest - table), isLandscape: isLandscape)
      func laidOut(on pages: PageLayout) -> Below {
        let bands = ChartPlacement.bands(of: drawings, on: pages)
        let charts = bands.reduce(0) { $0 + ($1.map(ChartPlacement.height).max() ?? 0) }
        return Below(pages: pages, bands: bands, height: rows + charts + between)
      }
      let normal = laidOut(on: pages)
      return laidOut(on: pages.onOnePage(height: normal.height))
    }
    var below = placedBelow(wanted)
    if wanted == nil {
      let turned = placedBelow(!below.pages.isLandscape)
      if turned.pages.isOnePageWide, !below.pages.isOnePageWide || turned.count < below.count {
        below = turned
      }
    }
    standsBelow =
      !beside.isOnePageWide
      || (part.rows.count <= ChartPlacement.rowsInSight && below.count < pagesBeside)
    pages = standsBelow ? below.pages : beside
    // No chart is higher than a page.
    let room = Int((pages.rowRoom - part.headerHeight - 2 * ChartPlacement.rowHeight) / 0.75)
    bands = (standsBelow ? below.bands : drawings.map { [$0] }).map {
      $0.map { drawing in
        var drawing = drawing
        drawing.height = min(drawing.height, room)
        return drawing
      }
    }
  }

  /// In points, with the empty rows below it.
  private static func height(_ drawing: ChartDrawing) -> Double {
    Double(drawing.height) * 0.75 + 2 * rowHeight
  }

  /// A chart takes so many columns of the default width.
  private static func width(_ drawing: ChartDrawing) -> Double { Double(drawing.width) / 64 * columnWidth }

  private static func bands(of drawings: [ChartDrawing], on pages: PageLayout) -> [[ChartDrawing]] {
    var bands: [[ChartDrawing]] = []
    var used = 0.0
    for drawing in drawings {
      let width = width(drawing)
      if !bands.isEmpty, pages.isOnePageWide, used + columnWidth + width <= pages.columnRoom {
        bands[bands.count - 1].append(drawing)
        used += columnWidth + width
      } else {
        bands.append([drawing])
        used = width
      }
    }
    return bands
  }

  static func height(of rows: Int, _ heights: [Int]) -> Double {
    heights.reduce(Double(rows) * rowHeight) { $1 == 0 ? $0 : $0 + Double($1) - rowHeight }
  }

  /// Returns the rows before which a page ends, so that none cuts a chart in two.
  func write(to workbook: inout Workbook) throws -> [Int] {
    if bands.isEmpty { return [] }
    let totalRows = part.hasTotals ? 1 : 0
    // A chart over repeated columns would be on every page.
    let first = standsBelow ? pages.repeatedColumns : part.plans.count + 1
    var row = standsBelow ? max(part.rows.count, 1) + totalRows + 3 : 1
    var breaks: [Int] = []
    // The first row is the header, which is on every page.
    var page = PagePlace(row: 1, used: 0)
    try tellHeights(to: workbook)
    for band in bands {
      let height = Double(band.map(\.height).max() ?? 0) * 0.75 + 4
      advance(&page, to: row)
      if let next = pageStart(inside: page, height: height), next > row {
        if standsBelow {
          breaks.append(row)
          page.used = 0
        } else {
          row = next
        }
      }
      var column = first
      for drawing in band {
        try workbook.insert(drawing, part.place, row: row, column: column, offset: 4)
        column = self.column(
          at: ChartPlacement.width(drawing) + ChartPlacement.columnWidth / 2, after: column)
      }
      row = self.row(at: height, below: row) + 2
    }
    return breaks
  }

  /// The column that is so many points after the beginning of another one.
  private func column(at distance: Double, after column: Int) -> Int {
    var (column, rest) = (column, distance)
    while rest > 0 {
      rest -=
        column < part.plans.count ? PageLayout.points(part.shownWidths[column]) : ChartPlacement.columnWidth
      column += 1
    }
    return column
  }

  /// The library places the lower edge of a chart by the heights that it knows; the data rows are not its own.
  private func tellHeights(to workbook: borrowing Workbook) throws {
    for (place, height) in heights.prefix(ChartPlacement.rowsInSight * 5).enumerated() where height > 0 {
      try workbook.setHeight(part.place, row: place + 1, Double(height))
    }
  }

  // MARK: Pages

  /// The height of a row of the sheet, in points.
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

  /// A row, and the points of its page that the rows before it take.
  private struct PagePlace {
    var row: Int
    var used: Double
  }

  /// Goes on to a later row. Charts are placed from above to below, so that each row is passed once.
  private func advance(_ place: inout PagePlace, to row: Int) {
    let room = pages.rowRoom - part.headerHeight
    while place.row < row {
      let height = height(ofRow: place.row)
      if place.used + height > room { place.used = 0 }
      place.used += height
      place.row += 1
    }
  }

  /// The first row of the page that begins inside something of this height; nil if none does, or if it is higher
  /// than a page.
  private func pageStart(inside first: PagePlace, height: Double) -> Int? {
    let room = pages.rowRoom - part.headerHeight
    if height > room { return nil }
    var used = first.used
    for row in first.row..<self.row(at: height, below: first.row) {
      let height = self.height(ofRow: row)
      if used + height > room {
        if row > first.row { return row }
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
