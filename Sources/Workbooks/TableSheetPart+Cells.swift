internal import Tables

/// A table whose cells the library writes, anywhere on a sheet.
extension TableSheetPart {
  /// - Returns: its last row, and its height in points.
  func writeCells(
    to workbook: inout Workbook, names: inout SheetNames, notices: inout NoticeLog
  ) throws -> (last: Int, height: Double) {
    let plain = try styles(highlight: nil, &workbook)
    let highlighted = try sheet.highlights.map { try styles(highlight: $0, &workbook) }
    try workbook.setHeight(place, row: top, headerHeight)
    let heights = try heights(&notices)
    var clock = WallClock(document.zone)
    for row in rows {
      let line = top + 1 + row - rows.lowerBound
      if !heights.isEmpty, heights[row - rows.lowerBound] > 0 {
        try workbook.setHeight(place, row: line, Double(heights[row - rows.lowerBound]))
      }
      let highlight = highlights.isEmpty ? 0 : Int(highlights[row])
      let styles = highlight == 0 ? plain : highlighted[highlight - 1]
      for column in plans.indices {
        try write(row, line, column, styles[column], isColoured: highlight > 0, &clock, &workbook)
      }
    }
    add(cells.map { $0.findings(in: rows) }, to: &notices)
    let totals = try writeTable(to: &workbook, names: &names, notices: &notices)
    let last = top + max(rows.count, 1) + (totals ? 1 : 0)
    let rowsBesides = Double(last - top - rows.count) * ChartPlacement.rowHeight
    return (last, headerHeight + ChartPlacement.height(of: rows.count, heights) + rowsBesides)
  }

  private func write(
    _ row: Int, _ line: Int, _ column: Int, _ styles: Styles, isColoured: Bool, _ clock: inout WallClock,
    _ workbook: inout Workbook
  ) throws {
    let cell = cells[column]
    if cell.isText(row), let texts = cell.texts {
      let text = texts.string(at: row)
      if plans[column].kind == .link, let target = LinkTarget.target(of: text, in: document),
        try workbook.write(
          link: target, text: Workbook.encoded(text), place, row: line, column: column, styles.link)
      {
        return
      }
      return try workbook.write(text: text, place, row: line, column: column, styles.cell)
    }
    if case .boolean(let flag) = cell.column.value(at: row) {
      return try workbook.write(boolean: flag, place, row: line, column: column, styles.cell)
    }
    if let number = cell.number(row, &clock) {
      return try workbook.write(number: number, place, row: line, column: column, styles.cell)
    }
    if isColoured { try workbook.write(blank: place, row: line, column: column, styles.cell) }
  }
}
