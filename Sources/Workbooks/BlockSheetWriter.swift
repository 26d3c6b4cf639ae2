internal import Diagnostics
internal import Tables

/// Writes a sheet of blocks.
///
///     row 1        title of the sheet
///                  text
///                  heading of a table
///                  header, data, totals
///                  chart, over empty rows
///
/// Every table begins in the first column, so the columns are as wide as the widest of them needs. The library writes
/// each cell: such sheets are for reading, and short.
struct BlockSheetWriter {
  let document: WorkbookDocument
  let sheet: BlockSheetDocument

  /// Returns the name of the sheet, and the header rows of its tables.
  func write(
    to workbook: inout Workbook, names: inout SheetNames, lists: inout ChoiceLists, charts: inout BookCharts,
    notices: inout NoticeLog
  ) throws -> (name: String, tops: [Int]) {
    let name = names.unique(sheet.name)
    let place = try workbook.addSheet(named: name)
    var parts = try parts(named: name, place)
    let widths = widths(of: parts.values.map(\.plans))
    let total = max(widths.reduce(0, +), BlockSheetWriter.narrowest)
    try setUp(place, widths, &workbook)
    var row = 0
    var widest = 0
    var tops: [Int] = []
    // The first row of each block, and its height in points with what stands above it.
    var heights: [(row: Int, height: Double)] = []
    var above = 0.0
    func text(_ text: String, _ look: CellStyle, height: Double, letters: Double) throws {
      for line in ContentLines.broken(text, width: min(total, BlockSheetWriter.widest) * letters) {
        try workbook.setHeight(place, row: row, height)
        try workbook.write(text: line, place, row: row, column: 0, workbook.style(turned(look)))
        row += 1
        above += height
      }
    }
    try text(sheet.name, WorkbookLook.title, height: 30, letters: 0.52)
    for (index, block) in sheet.blocks.enumerated() {
      row += 1
      above += BlockSheetWriter.lineHeight
      let first = row
      switch block {
      case .text(let words): try text(words, WorkbookLook.paragraph, height: 17, letters: 1)
      case .table(let table):
        if !table.name.isEmpty {
          try text(table.name, WorkbookLook.heading, height: 24, letters: 0.78)
        }
        tops.append(row)
        guard var part = parts[index], !part.plans.isEmpty else { continue }
        part.top = row
        part.hasTotals = table.columns.contains { $0.total != nil }
        parts[index] = part
        let end = try part.writeCells(to: &workbook, names: &names, notices: &notices)
        above += end.height
        try part.writeOptions(to: &workbook, lists: &lists)
        row = end.last + 1
      case .chart(let chart, let table, let source):
        var drawing: ChartDrawing
        if let part = source.flatMap({ parts[$0] }) {
          drawing = ChartMaker(part).drawing(of: chart, &charts, names: &names)
        } else {
          let columns = try writer(of: table).columns()
          drawing = ChartMaker(
            document: document, sheetName: nil, top: 0, rows: 0..<table.table.rowCount,
            plans: columns.map(\.plan), cells: columns.map(\.cells)
          ).drawing(of: chart, &charts, names: &names)
        }
        // A wide chart does not lay the whole sheet on its side.
        if sheet.isLandscape != true {
          drawing.width = min(drawing.width, Int(PageLayout.widestUprightPage / 0.75) - 1)
        }
        try workbook.insert(drawing, place, row: row, column: 0, offset: 4)
        widest = max(widest, drawing.width)
        let rows = drawing.height / BlockSheetWriter.rowHeight + 1
        above += Double(rows) * BlockSheetWriter.lineHeight
        row += rows
      }
      heights.append((first, above))
      above = 0
    }
    try setPage(place, widths, total, charts: widest, heights, &workbook)
    return (name, tops)
  }

  /// In pixels, and in points.
  private static let rowHeight = 20
  private static let lineHeight = 15.0
  /// In characters.
  private static let narrowest = 90.0
  private static let widest = 130.0

  private func writer(of table: TableSheetDocument) -> TableSheetWriter {
    TableSheetWriter(document: document, sheet: table, rowLimit: CellPolicy.rowLimit)
  }

  /// The tables by the place of their block; where each stands is not yet known.
  private func parts(named name: String, _ place: Workbook.Sheet) throws -> [Int: TableSheetPart] {
    var parts: [Int: TableSheetPart] = [:]
    var rows = 0
    for (index, block) in sheet.blocks.enumerated() {
      guard case .table(let table) = block else { continue }
      rows += table.table.rowCount
      guard rows < CellPolicy.rowLimit / 2 else { throw Diagnostic(.tooManyRows(sheet.name, rows)) }
      let writer = writer(of: table)
      let columns = try writer.columns()
      parts[index] = TableSheetPart(
        document: document, sheet: table, name: name, rows: 0..<table.table.rowCount,
        plans: columns.map(\.plan), cells: columns.map(\.cells), highlights: writer.highlights(),
        place: place)
    }
    let widths = widths(of: parts.values.map(\.plans))
    for index in parts.keys {
      for column in parts[index]!.plans.indices { parts[index]!.plans[column].width = widths[column] }
    }
    return parts
  }

  private func widths(of tables: [[ColumnPlan]]) -> [Double] {
    let count = tables.map(\.count).max() ?? 0
    return (0..<count).map { column in
      tables.compactMap { column < $0.count ? $0[column].width : nil }.max() ?? 12
    }
  }

  private func setUp(
    _ place: Workbook.Sheet, _ widths: [Double], _ workbook: inout Workbook
  ) throws {
    workbook.setTabColor(place, sheet.tab ?? WorkbookLook.tableTab)
    workbook.hideGridlines(place)
    if WrittenLanguage(document.language).isRightToLeft { workbook.setRightToLeft(place) }
    for (column, width) in widths.enumerated() {
      try workbook.setWidth(place, columns: column...column, width)
    }
  }

  /// Pages end between blocks where they can.
  ///
  /// - Parameter charts: the width of the widest, in pixels.
  private func setPage(
    _ place: Workbook.Sheet, _ widths: [Double], _ total: Double, charts: Int,
    _ blocks: [(row: Int, height: Double)], _ workbook: inout Workbook
  ) throws {
    let table = widths.reduce(0) { $0 + PageLayout.points($1) }
    let needed = max(PageLayout.points(total), Double(charts) * 0.75)
    let height = blocks.reduce(0) { $0 + $1.height }
    var pages = PageLayout(
      columns: widths, besides: max(0, needed - table), height: height, isLandscape: sheet.isLandscape
    ).onOnePage(height: height + BlockSheetWriter.lineHeight)
    var used = 0.0
    for block in blocks {
      if used > 0, used + block.height > pages.rowRoom {
        pages.rowBreaks.append(block.row)
        used = 0
      }
      used += block.height
    }
    let text = PageText(document: document, scale: pages.scale)
    try workbook.setPage(place, pages, header: text.header, footer: text.footer, repeatedRows: nil)
  }

  private func turned(_ look: CellStyle) -> CellStyle {
    guard WrittenLanguage(document.language).isRightToLeft else { return look }
    var look = look
    look.horizontal = .right
    return look
  }
}

extension BlockSheetDocument {
  /// The table that a row of the sheet belongs to, by its number among ``tables``, and the row of the table; nil for
  /// headers, totals, texts and charts.
  package func place(ofRow row: Int, in document: WorkbookDocument) throws -> (table: Int, row: Int)? {
    // A workbook that is not closed leaves no file.
    var workbook = try Workbook(path: "/dev/null", temporaryDirectory: "/tmp")
    var names = SheetNames(fallback: "")
    var (lists, charts, notices) = (ChoiceLists(), BookCharts(), NoticeLog())
    let tops = try BlockSheetWriter(document: document, sheet: self).write(
      to: &workbook, names: &names, lists: &lists, charts: &charts, notices: &notices
    ).tops
    for (number, top) in tops.enumerated() where row > top && row <= top + tables[number].table.rowCount {
      return (number, row - top - 1)
    }
    return nil
  }
}

extension Diagnostic.Message {
  fileprivate static func tooManyRows(_ sheet: String, _ rows: Int) -> Self {
    Self(
      .tooLarge, "sheet '\(sheet)' of blocks has \(rows) rows and more; give its tables sheets of their own")
  }
}
