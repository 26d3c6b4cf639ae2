/// Where rows went in one step, each number counted on its own and not as a difference.
package struct RowMoves: Sendable, Equatable {
  /// Left out by a condition, a limit, or a join that found nothing.
  package var filtered = 0
  /// Left out as another row's double.
  package var merged = 0
  /// Gone into another row's group.
  package var grouped = 0
  /// Made out of one row beyond the first.
  package var multiplied = 0
  /// Set aside with a reason.
  package var rejected = 0

  package init(filtered: Int = 0, merged: Int = 0, grouped: Int = 0, multiplied: Int = 0, rejected: Int = 0) {
    self.filtered = filtered
    self.merged = merged
    self.grouped = grouped
    self.multiplied = multiplied
    self.rejected = rejected
  }

  /// Whether these moves lead from so many rows to so many.
  package func lead(from rowsIn: Int, joined: [RowBalance.Rows] = [], to rowsOut: Int) -> Bool {
    let joined = joined.map(\.count)
    return ([rowsIn, rowsOut, filtered, merged, grouped, multiplied, rejected] + joined).allSatisfy {
      $0 >= 0
    }
      && rowsIn + joined.reduce(0, +) + multiplied == rowsOut + filtered + merged + grouped + rejected
  }
}
