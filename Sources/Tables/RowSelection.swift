/// Row indexes into a table, in any order; a negative index is a row of nulls.
final class RowSelection: Sendable {
  let rows: [Int32]

  init(_ rows: [Int32]) { self.rows = rows }

  /// Composes two selections: these rows of the selected rows.
  func selecting(_ places: [Int32]) -> RowSelection {
    RowSelection(PlainColumn(rows).gather(places, filler: -1).values)
  }
}
