internal import Diagnostics

/// Writes one table of a document: a sheet, or several where it is longer than one holds.
struct TableSheetWriter {
  let document: WorkbookDocument
  let sheet: TableSheetDocument
  /// Rows of data that one sheet holds.
  let rowLimit: Int

  private var language: WrittenLanguage { WrittenLanguage(document.language) }

  /// Gives the sheets' names, in order.
  func write(
    to workbook: inout Workbook, names: inout SheetNames, notices: inout NoticeLog
  ) throws -> [(name: String, sheet: Workbook.Sheet)] {
    let table = sheet.table
    precondition(sheet.columns.count == table.columns.count)
    guard table.columns.count <= CellPolicy.columnLimit else {
      throw Diagnostic(
        .tooManyColumns(sheet.name, table.columns.count),
        reason: "a sheet holds \(CellPolicy.columnLimit) columns", hint: "list fewer under 'columns'")
    }
    let first = names.unique(sheet.name)
    let plans = try plans()
    var written: [(name: String, sheet: Workbook.Sheet)] = []
    // With totals, the last row of a full sheet is theirs.
    let hasTotals = sheet.columns.contains { $0.total != nil }
    let isSplit = table.rowCount > rowLimit - (hasTotals ? 1 : 0)
    for start in stride(from: 0, to: max(table.rowCount, 1), by: rowLimit) {
      let rows = start..<min(start + rowLimit, table.rowCount)
      let name = start == 0 ? first : names.unique(sheet.name)
      let place = try workbook.addSheet(named: name)
      written.append((name, place))
      if plans.isEmpty { continue }
      var part = TableSheetPart(
        document: document, sheet: sheet, name: name, rows: rows, plans: plans, place: place)
      part.hasTotals = hasTotals && !isSplit
      part.hasCharts = start == 0
      try part.write(to: &workbook, names: &names, notices: &notices)
    }
    if isSplit, hasTotals {
      notices.add("no totals, because the table goes on in another sheet", sheet: first)
    }
    return written
  }

  private func plans() throws -> [ColumnPlan] {
    let headers = SheetNames.uniqueHeaders(sheet.columns.map(\.label))
    return try sheet.table.columns.indices.map { index in
      try ColumnPlan(
        sheet.table.columns[index], header: headers[index], format: sheet.columns[index].format,
        width: sheet.columns[index].width, language: language, zone: document.zone)
    }
  }
}

extension Diagnostic.Message {
  fileprivate static func tooManyColumns(_ sheet: String, _ count: Int) -> Self {
    "sheet '\(sheet)' has \(count) columns"
  }
}
