/// Which group each row of a table is in.
package struct Grouping: Sendable {
  /// A row's group: 0-based, groups numbered in order of first appearance.
  package var groupOf: [Int32]
  /// The first row of each group.
  package var firstRows: [Int32]
  package var groupCount: Int { firstRows.count }

  package init(groupOf: [Int32], firstRows: [Int32]) {
    self.groupOf = groupOf
    self.firstRows = firstRows
  }

  /// All rows in one group, which is there even when there are no rows.
  package static func whole(rowCount: Int) -> Grouping {
    Grouping(groupOf: Array(repeating: 0, count: rowCount), firstRows: [rowCount > 0 ? 0 : -1])
  }
}

/// Rows arranged for window functions: partition after partition, each in its order.
package struct Partitioning: Sendable {
  /// Every row of the table once.
  package var rows: [Int32]
  /// Where partitions begin in `rows`, and at the end `rows.count`.
  package var starts: [Int]
  /// Of each place in `rows`: whether its order keys differ from the place before (true at starts).
  package var beginsPeers: [Bool]
  package var grouping: Grouping

  package init(rows: [Int32], starts: [Int], beginsPeers: [Bool], grouping: Grouping) {
    self.rows = rows
    self.starts = starts
    self.beginsPeers = beginsPeers
    self.grouping = grouping
  }
}
