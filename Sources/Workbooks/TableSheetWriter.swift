internal import Diagnostics
internal import Tables

/// Writes one table of a document to a sheet, or to several if it exceeds the limit of one.
struct TableSheetWriter {
  let document: WorkbookDocument
  let sheet: TableSheetDocument
  /// Maximum of data rows in one sheet.
  let rowLimit: Int

  private var language: WrittenLanguage { WrittenLanguage(document.language) }

  /// Returns the names of the sheets, in order.
  func write(
    to workbook: inout Workbook, bodies: inout SheetBodies, names: inout SheetNames,
    lists: inout ChoiceLists, notices: inout NoticeLog
  ) throws -> [(name: String, sheet: Workbook.Sheet)] {
    let table = sheet.table
    precondition(sheet.columns.count == table.columns.count)
    guard table.columns.count <= CellPolicy.columnLimit else {
      throw Diagnostic(
        .tooManyColumns(sheet.name, table.columns.count),
        reason: "a sheet holds \(CellPolicy.columnLimit) columns", hint: "list fewer under 'columns'")
    }
    _ = try Parallel.map(Parallel.pieces(rows: table.rowCount)) {
      try table.verifyTexts(in: $0, allowsNUL: true)
    }
    let first = names.unique(sheet.name)
    let columns = try columns()
    let plans = columns.map(\.plan)
    let cells = columns.map(\.cells)
    let firstTexts = bodies.texts.add(cells)
    let highlights = highlights()
    var written: [(name: String, sheet: Workbook.Sheet)] = []
    // The totals take the last row of a full sheet.
    let hasTotals = sheet.columns.contains { $0.total != nil }
    let isSplit = table.rowCount > rowLimit - (hasTotals ? 1 : 0)
    for start in stride(from: 0, to: max(table.rowCount, 1), by: rowLimit) {
      let rows = start..<min(start + rowLimit, table.rowCount)
      let name = start == 0 ? first : names.unique(sheet.name)
      let place = try workbook.addSheet(named: name)
      written.append((name, place))
      if plans.isEmpty { continue }
      var part = TableSheetPart(
        document: document, sheet: sheet, name: name, rows: rows, plans: plans, cells: cells,
        highlights: highlights, place: place)
      part.hasTotals = hasTotals && !isSplit
      part.hasCharts = start == 0
      bodies.sheets.append(
        try part.write(to: &workbook, names: &names, firstTexts: firstTexts, notices: &notices))
      try part.writeOptions(to: &workbook, lists: &lists)
    }
    for column in sheet.columns where column.label.utf16.count > 255 {
      notices.add(
        "header of more than 255 characters cut", sheet: first,
        column: CellPolicy.shortened(column.label, to: 60))
    }
    if isSplit, hasTotals {
      notices.add("no totals, because the table goes on in another sheet", sheet: first)
    }
    return written
  }

  private func columns() throws -> [(plan: ColumnPlan, cells: CellColumn)] {
    let headers = SheetNames.uniqueHeaders(sheet.columns.map(\.label))
    return try Parallel.map(Array(sheet.table.columns.indices)) { index in
      let column = sheet.table.columns[index]
      var plan = try ColumnPlan(
        column, header: headers[index], format: sheet.columns[index].format,
        width: sheet.columns[index].width, language: language, zone: document.zone)
      if sheet.columns[index].options.isEditable {
        plan.look = WorkbookLook.editable(plan.look)
        // Room for what is not there yet.
        if plan.kind == .text, sheet.columns[index].width == nil { plan.width = max(plan.width, 24) }
      }
      return (plan, CellColumn(column, zone: document.zone))
    }
  }

  /// By row: the index of its highlight plus one, or 0.
  private func highlights() -> [UInt8] {
    if sheet.highlights.isEmpty { return [] }
    precondition(sheet.highlights.count < 256)
    var highlights = [UInt8](repeating: 0, count: sheet.table.rowCount)
    // The first highlight that matches wins.
    for (number, highlight) in sheet.highlights.enumerated().reversed() {
      for row in highlights.indices where highlight.rows[row] { highlights[row] = UInt8(number + 1) }
    }
    return highlights
  }
}

extension Diagnostic.Message {
  fileprivate static func tooManyColumns(_ sheet: String, _ count: Int) -> Self {
    Self(.tooLarge, "sheet '\(sheet)' has \(count) columns")
  }
}
