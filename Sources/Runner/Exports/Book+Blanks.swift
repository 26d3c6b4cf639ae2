internal import Diagnostics
internal import JobSpec
internal import Tables

extension Book {
  /// Whether a table on one of the sheets has a cell without a value.
  var hasBlankCells: Bool {
    sheets.flatMap(\.tables).contains { sheet in
      let rows = rows(of: sheet)
      return columns(of: sheet, rows).contains { column in
        rows.column(named: column.name.value).map { $0.validity.nullCount > 0 } ?? false
      }
    }
  }
}
