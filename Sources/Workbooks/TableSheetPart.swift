internal import Tables

/// One sheet with a table, or with a part of a long table.
///
///     row 1        header, kept in sight
///     rows 2 …     data; one empty row when there is none, because a table must have one
///     last row     totals, if any
struct TableSheetPart {
  let document: WorkbookDocument
  let sheet: TableSheetDocument
  let name: String
  let rows: Range<Int>
  var plans: [ColumnPlan]
  /// The cells of the rows in memory. If the rows are on disk: those of the first rows that charts need.
  let cells: [CellColumn]
  /// The rows if they are on disk.
  var stored: (pieces: SheetPieces, texts: PieceTexts)?
  /// By row of the table: the index of its highlight plus one, or 0; empty if no row is highlighted.
  let highlights: [UInt16]
  let place: Workbook.Sheet
  /// The header's row, from 0; only on a sheet of blocks is it another than the first.
  var top = 0
  var hasTotals = false
  var hasCharts = false

  private var dataRows: Int { max(rows.count, 1) }

  /// Writes everything but the data rows, and returns those as a ``SheetBody``.
  func write(
    to workbook: inout Workbook, names: inout SheetNames, charts: inout BookCharts, firstTexts: [Int],
    notices: inout NoticeLog
  ) throws -> SheetBody {
    let heights = try heights(&notices)
    let placement = ChartPlacement(
      part: self, heights: heights, drawings: drawings(&charts, names: &names, notices: &notices))
    try setUp(&workbook)
    var body = try body(to: &workbook, firstTexts: firstTexts, notices: &notices)
    body.heights = heights
    body.hasTotals = try writeTable(to: &workbook, names: &names, notices: &notices)
    let texts = plans.indices.filter { plans[$0].kind == .text }
    if !texts.isEmpty, rows.count > 0 {
      let ranges = texts.map { "\(CellPolicy.name(1, $0)):\(CellPolicy.name(rows.count, $0))" }
      // The library has room for 2,079 bytes of ranges; a table too wide for that keeps its green corners.
      if ranges.joined(separator: " ").utf8.count < 2000 {
        try workbook.acceptNumbersAsText(place, ranges: ranges)
      }
    }
    let rowBreaks = try placement.write(to: &workbook)
    try setPage(placement.pages, rowBreaks, workbook)
    return body
  }

  // MARK: Table and totals

  private func drawings(
    _ charts: inout BookCharts, names: inout SheetNames, notices: inout NoticeLog
  ) -> [ChartDrawing] {
    if !hasCharts { return [] }
    let points = min(rows.count, ChartMaker.pointLimit)
    let maker = ChartMaker(self)
    return sheet.charts.map { chart in
      if sheet.rowCount > points {
        notices.add("chart '\(CellPolicy.label(chart.title))' shows the first \(points) rows", sheet: name)
      }
      return maker.drawing(of: chart, &charts, names: &names)
    }
  }

  /// Makes a table of the cells, and writes its header and its totals.
  /// - Returns: whether it has totals.
  func writeTable(
    to workbook: inout Workbook, names: inout SheetNames, notices: inout NoticeLog
  ) throws -> Bool {
    let tableName = names.uniqueTable(sheet.name.isEmpty ? name : sheet.name)
    let totals = hasTotals ? totals(&notices) : [:]
    try writeTable(tableName, totals: totals, to: &workbook)
    return !totals.isEmpty
  }

  private func writeTable(
    _ tableName: String, totals: [Int: (TableSheetDocument.Total, Double?)], to workbook: inout Workbook
  ) throws {
    let last = top + dataRows + (totals.isEmpty ? 0 : 1)
    let words = document.words
    var columns = plans.map { Workbook.TableColumn(header: $0.header) }
    for (index, (total, value)) in totals {
      if let value { columns[index].total = .function(total, value) }
    }
    let label = words.label(for: totals.sorted { $0.key < $1.key }.map(\.value.0))
    if !totals.isEmpty, totals[0] == nil { columns[0].total = .text(label) }
    for index in plans.indices {
      columns[index].headerStyle = try workbook.style(plans[index].headerLook)
    }
    if columns.count > Workbook.mostTableColumns, totals.isEmpty {
      for (index, column) in columns.enumerated() {
        try workbook.write(text: column.header, place, row: top, column: index, column.headerStyle)
      }
      return try workbook.addFilter(place, rows: top...last, columns: 0...columns.count - 1)
    }
    // The table comes first: it writes the totals without a style, and the code below writes them again.
    try workbook.addTable(
      place, name: tableName, rows: top...last, columns: columns)
    guard !totals.isEmpty else { return }
    for index in plans.indices {
      var look = WorkbookLook.total(plans[index].look)
      if totals[index]?.0 == .count { look.numberFormat = NumberFormatText.whole }
      let style = try workbook.style(look)
      switch columns[index].total {
      case .text(let text)?: try workbook.write(text: text, place, row: last, column: index, style)
      case .function(let total, let value)?:
        let column = TableSheetPart.escaped(plans[index].header)
        try workbook.write(
          formula: "=SUBTOTAL(\(total.subtotal),\(tableName)[\(column)])", value: value, place,
          row: last, column: index, style)
      case nil: try workbook.write(blank: place, row: last, column: index, style)
      }
    }
  }

  /// By column; nil for a column without a total.
  private func totals(_ notices: inout NoticeLog) -> [Int: (TableSheetDocument.Total, Double?)] {
    var totals: [Int: (TableSheetDocument.Total, Double?)] = [:]
    for (index, column) in sheet.columns.enumerated() {
      guard let total = column.total else { continue }
      switch plans[index].total {
      case .value(let value)?: totals[index] = (total, value)
      case nil, ColumnTotal.Result.none?: totals[index] = (total, nil)
      case .impossible(let why)?: notices.add(why, sheet: name, column: plans[index].header)
      }
    }
    return totals
  }

  /// A column's name inside the brackets of a formula.
  static func escaped(_ header: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in header.unicodeScalars {
      if "[]#'@".unicodeScalars.contains(scalar) { result.append("'") }
      result.append(scalar)
    }
    return String(result)
  }

  // MARK: Page

  private func setUp(_ workbook: inout Workbook) throws {
    workbook.setTabColor(place, sheet.tab ?? WorkbookLook.tableTab)
    if WrittenLanguage(document.language).isRightToLeft { workbook.setRightToLeft(place) }
    workbook.freeze(place, aboveRow: 1)
    for (index, plan) in plans.enumerated() {
      try workbook.setWidth(
        place, columns: index...index, plan.width, isHidden: sheet.columns[index].options.isHidden)
    }
    try workbook.setHeight(place, row: 0, headerHeight)
  }

  /// In characters; 0 for a hidden column.
  var shownWidths: [Double] {
    zip(plans, sheet.columns).map { $1.options.isHidden ? 0 : $0.width }
  }

  /// In points.
  var headerHeight: Double {
    // Bold letters are wider.
    let lines = plans.map {
      ContentLines.count($0.header, width: ($0.width - Double(ContentWidth.headerRoom)) * 15 / 16 + 0.5)
    }
    return Double(lines.max() ?? 1) * 15 + 6
  }

  private func setPage(
    _ pages: PageLayout, _ rowBreaks: [Int], _ workbook: borrowing Workbook
  ) throws {
    var pages = pages
    pages.rowBreaks = rowBreaks
    let text = PageText(document: document, scale: pages.scale)
    try workbook.setPage(place, pages, header: text.header, footer: text.footer, repeatedRows: 0...0)
  }
}
