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

  /// By how much charts may be made lower where that saves a page of them.
  private static let scales = [1, 0.9, 0.8, 0.7]
  /// In pixels; lower charts cannot be read.
  private static let lowest = 220

  init(part: TableSheetPart, heights: [Int], drawings: [ChartDrawing]) {
    self.part = part
    self.heights = heights
    let rows = part.headerHeight + ChartPlacement.height(of: part.rows.count, heights)
    if drawings.isEmpty {
      pages = PageLayout(columns: part.shownWidths, height: rows, isLandscape: part.sheet.isLandscape)
        .onOnePage(height: rows + 2 * ChartPlacement.rowHeight)
      (bands, standsBelow) = ([], false)
      return
    }
    // Lower charts where they then need no page of their own.
    let ways = ChartPlacement.scales.lazy.map { scale in
      ChartPlacement.Way(part, rows: rows, drawings.map { ChartPlacement.lowered($0, to: scale) })
    }
    let way = ways.first { $0.count <= $0.countOfTable } ?? ways.first!
    (pages, standsBelow) = (way.pages, way.standsBelow)
    // No chart is higher than a page.
    let room = Int((pages.rowRoom - part.headerHeight - 2 * ChartPlacement.rowHeight) / 0.75)
    bands = way.bands.map {
      $0.map { drawing in
        var drawing = drawing
        drawing.height = min(drawing.height, room)
        return drawing
      }
    }
  }

  private static func lowered(_ drawing: ChartDrawing, to scale: Double) -> ChartDrawing {
    var drawing = drawing
    drawing.height = max(min(drawing.height, lowest), Int(Double(drawing.height) * scale))
    return drawing
  }

  /// One way to place charts, beside the table or below it, and the pages that this takes.
  private struct Way {
    let pages: PageLayout
    let bands: [[ChartDrawing]]
    let standsBelow: Bool
    let count: Double
    /// The pages that the table alone takes.
    let countOfTable: Double

    /// - Parameter rows: the height of the table, its header included, in points.
    init(_ part: TableSheetPart, rows: Double, _ drawings: [ChartDrawing]) {
      let columns = part.shownWidths
      let wanted = part.sheet.isLandscape
      let widest = drawings.map(ChartPlacement.width).max() ?? 0
      let table = columns.reduce(0) { $0 + PageLayout.points($1) }
      let totals = part.hasTotals ? ChartPlacement.rowHeight : 0
      // The totals, and two empty rows.
      let between = totals + 2 * ChartPlacement.rowHeight
      let charts = ChartPlacement.height(of: drawings.map { [$0] })
      let beside = PageLayout(
        columns: columns, besides: ChartPlacement.columnWidth + widest, isLandscape: wanted
      ).onOnePage(height: max(rows + between, charts + part.headerHeight))
      let pagesBeside = (max(rows + totals, charts + part.headerHeight) / beside.rowRoom).rounded(.up)
      // On its side, a page may hold two charts side by side; upright, the table and its chart.
      func placedBelow(_ isLandscape: Bool?) -> Below {
        let pages = PageLayout(columns: columns, besides: max(0, widest - table), isLandscape: isLandscape)
        func laidOut(on pages: PageLayout) -> Below {
          let bands = ChartPlacement.bands(of: drawings, on: pages)
          return Below(pages: pages, bands: bands, height: rows + between + ChartPlacement.height(of: bands))
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
      bands = standsBelow ? below.bands : drawings.map { [$0] }
      count = standsBelow ? below.count : pagesBeside
      countOfTable = ((rows + totals) / pages.rowRoom).rounded(.up)
    }
  }

  /// Of charts one below the other, in points: each takes whole rows, with two empty ones between them.
  private static func height(of bands: [[ChartDrawing]]) -> Double {
    let heights = bands.map { band in
      ((Double(band.map(\.height).max() ?? 0) * 0.75 + 4) / rowHeight).rounded(.up) * rowHeight
    }
    return heights.reduce(0, +) + Double(max(bands.count - 1, 0)) * 2 * rowHeight
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
