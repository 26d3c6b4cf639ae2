internal import Diagnostics

/// Limits of one sheet. The library that writes workbooks finds the place of each chart and note by going through all
/// rows or columns before it, so that its time would grow without bound; no reader misses what is beyond them.
struct SheetLimits {
  static let charts = 1000
  /// The columns, from the left, that can have a note; an editable column has one as well.
  static let columnsWithNotes = 1000

  let reading: FileReading

  func check(_ sheet: Sheet) {
    switch sheet {
    case .table(let sheet):
      check(sheet.charts.map(\.location))
      checkNotes(of: sheet)
    case .blocks(let sheet):
      check(sheet.charts.map(\.chart.location))
      for table in sheet.tables { checkNotes(of: table) }
    case .about, .method, .figures, .changes: break
    }
  }

  private func check(_ charts: [SourceLocation]) {
    guard charts.count > SheetLimits.charts else { return }
    reading.report(
      .tooManyCharts(charts.count), at: charts[SheetLimits.charts],
      reason: "a sheet has at most \(SheetLimits.charts) charts",
      hint: "put the others on a sheet of their own")
  }

  private func checkNotes(of sheet: TableSheet) {
    let others = (sheet.columns ?? []).dropFirst(SheetLimits.columnsWithNotes)
    guard let first = others.first(where: { $0.options.note != nil || $0.options.isEditable }) else { return }
    reading.report(
      .farNote(first.name.value), at: first.name.location,
      reason:
        "only the first \(SheetLimits.columnsWithNotes) columns of a sheet can have a note, and editable columns have one",
      hint: "put it further to the left")
  }
}

extension Diagnostic.Message {
  fileprivate static func tooManyCharts(_ count: Int) -> Self {
    Self(.badChart, "the sheet has \(count) charts")
  }
  fileprivate static func farNote(_ column: String) -> Self {
    Self(.badColumnOption, "column '\(column)' is too far to the right for a note")
  }
}
