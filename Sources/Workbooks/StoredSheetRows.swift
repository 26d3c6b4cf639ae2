package import Tables

/// The rows of a sheet that are on disk: they are written piece by piece and are never in memory together.
package struct StoredSheetRows: Sendable {
  /// The columns of the sheet, without rows.
  package let empty: Table
  let rows: StoredTable
  /// Where the rows lie while the workbook is written, cut as its chunks are.
  let place: SpillPlace
  let shown: @Sendable (Table) throws -> Table

  package var rowCount: Int { rows.rowCount }

  /// - Parameter shown: makes of some of the rows those of the sheet, as many as there are.
  package init(
    _ rows: StoredTable, in place: SpillPlace, shown: @escaping @Sendable (Table) throws -> Table
  ) throws {
    empty = try shown(rows.empty)
    self.rows = rows
    self.place = place
    self.shown = shown
  }

  /// Whether so few rows are better read at once: columns give way to one another only in tables of this length.
  package static func isShort(rows: Int) -> Bool { rows <= ColumnNarrowing.mostRows }
}
