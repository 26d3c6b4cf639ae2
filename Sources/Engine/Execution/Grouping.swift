/// A partition of a table's rows into groups.
package struct Grouping: Sendable {
  /// The group of each row, from 0, in order of first appearance.
  package var groupOf: [Int32]
  /// The first row of each group.
  package var firstRows: [Int32]
  package var groupCount: Int { firstRows.count }

  /// All rows in one group. The group exists even if the table is empty.
  package static func whole(rowCount: Int) -> Grouping {
    Grouping(groupOf: Array(repeating: 0, count: rowCount), firstRows: [rowCount > 0 ? 0 : -1])
  }
}

/// Rows sorted for window functions, one partition after the other.
package struct Partitioning: Sendable {
  /// All rows of the table, each once.
  package var rows: [Int32]
  /// The start of each partition in `rows`, followed by `rows.count`.
  package var starts: [Int]
  /// For each element of `rows`: whether its order keys differ from those of the element before it. True
  /// at the start of a partition.
  package var beginsPeers: [Bool]
  package var grouping: Grouping
}
