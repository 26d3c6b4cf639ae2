/// The row balance of one step. Each number is counted independently, never derived as a difference.
package struct RowMoves: Sendable, Equatable, Codable {
  /// Left out by a condition, by a limit, or by a join without a match.
  package var filtered = 0
  /// Left out as a duplicate of another row.
  package var merged = 0
  /// Combined into the group of an earlier row.
  package var grouped = 0
  /// Additional rows made from one row.
  package var multiplied = 0
  /// Set aside with a reason.
  package var rejected = 0

  package static func += (moves: inout RowMoves, other: RowMoves) {
    moves.filtered += other.filtered
    moves.merged += other.merged
    moves.grouped += other.grouped
    moves.multiplied += other.multiplied
    moves.rejected += other.rejected
  }

  /// Whether the moves explain the step from `rowsIn` to `rowsOut` rows.
  package func lead(from rowsIn: Int, joined: [RowBalance.Rows] = [], to rowsOut: Int) -> Bool {
    let joined = joined.map(\.count)
    return ([rowsIn, rowsOut, filtered, merged, grouped, multiplied, rejected] + joined).allSatisfy {
      $0 >= 0
    }
      && rowsIn + joined.reduce(0, +) + multiplied == rowsOut + filtered + merged + grouped + rejected
  }
}
