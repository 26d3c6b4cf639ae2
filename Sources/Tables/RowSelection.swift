/// Rows of a table by their numbers, in an order of their own; a negative number stands for a row of nulls.
final class RowSelection: Sendable {
  let rows: [Int32]

  init(_ rows: [Int32]) { self.rows = rows }

  /// These rows of the rows that `self` selects.
  func selecting(_ places: [Int32]) -> RowSelection {
    RowSelection(PlainColumn(rows).gather(places, filler: -1).values)
  }
}
