internal import Diagnostics
internal import JobSpec
internal import Tables

extension Book {
  /// Whether a table on one of the sheets has a cell without a value.
  func hasBlankCells() throws -> Bool {
    try sheets.flatMap(\.tables).contains { sheet in
      guard let stored = stored(sheet) else { return hasBlankCells(in: rows(of: sheet), sheet) }
      let names = Set(columns(of: sheet, stored.empty).map(\.name.value))
      let shown = stored.selecting(stored.schema.names.filter { names.contains($0) })
      return try (0..<shown.blockCount).contains { hasBlankCells(in: try shown.block($0), sheet) }
    }
  }

  private func hasBlankCells(in rows: Table, _ sheet: TableSheet) -> Bool {
    columns(of: sheet, rows).contains { column in
      rows.column(named: column.name.value).map { $0.validity.nullCount > 0 } ?? false
    }
  }
}
