internal import Tables

/// Decides where a sheet's charts stand: to the right of the table, or below a wide and short one.
struct ChartPlacement {
  let part: TableSheetPart
  let totalRows: Int

  /// The height of a row of the sheet in pixels.
  static let rowHeight = 20

  func write(
    to workbook: inout Workbook, _ charts: inout BookCharts, names: inout SheetNames,
    notices: inout NoticeLog
  ) throws {
    var row = standsBelow ? part.rows.count + totalRows + 3 : 1
    let column = standsBelow ? 0 : part.plans.count + 1
    let maker = ChartMaker(part)
    for chart in part.sheet.charts {
      let points = min(part.rows.count, ChartMaker.pointLimit)
      if part.sheet.table.rowCount > points {
        notices.add(
          "chart '\(CellPolicy.label(chart.title))' shows the first \(points) rows", sheet: part.name)
      }
      let drawing = maker.drawing(of: chart, &charts, names: &names)
      try workbook.insert(drawing, part.place, row: row, column: column, offset: 4)
      row += drawing.height / ChartPlacement.rowHeight + 2
    }
  }

  private var standsBelow: Bool {
    part.plans.reduce(0) { $0 + $1.width } > 140 && part.rows.count <= 40
  }
}

extension ChartMaker {
  /// Draws the cells of a sheet with a table.
  init(_ part: TableSheetPart) {
    self.init(
      document: part.document, sheetName: part.name, top: part.top, rows: part.rows, plans: part.plans,
      cells: part.cells)
  }
}
