internal import Tables

/// For each row of some columns, the first row of others of the same types that has its key.
struct RowMatches {
  /// The keys of the other rows.
  let index: RowIndex
  /// The other rows found, or -1. A key with a null in it is found nowhere, as in SQL's joins.
  let found: [Int32]

  init(
    of left: [Column], rowCount: Int, among right: [Column], rowCount rightCount: Int,
    dealing: RowDealing? = nil
  ) throws {
    let dealing = dealing ?? RowDealing(rowCount: rightCount)
    (index, found) = try [UInt64].lend(count: rightCount) { words in
      let others = try DealtRows(right, rowCount: rightCount, dealing, in: words)
      return try [UInt64].lend(count: rowCount) { leftWords in
        let rows = try DealtRows(left, rowCount: rowCount, dealing, in: leftWords)
        try others.match(rows)
        let index = try RowIndex(others, dealing, words)
        return (index, try RowMatches.found(rows, right, index.lookalikes, dealing))
      }
    }
  }

  private static func found(
    _ rows: DealtRows, _ right: [Column], _ lookalikes: [Int32], _ dealing: RowDealing
  ) throws -> [Int32] {
    let left = rows.columns
    let validity = left.reduce(Validity(allValid: rows.rowCount)) { $0.intersection($1.validity) }
    return try [Int32].shared(count: rows.rowCount) { found in
      let others = try Parallel.map(rows.pieces) { piece in
        var others: [Int32] = []
        unsafe withKeyViews(left) { views in
          unsafe withKeyViews(right) { theirs in
            rows.eachRow(of: piece) { row, first in
              let isCandidate = first >= 0 && validity[row]
              let isEqual = unsafe isCandidate && views.equal(row, theirs, first)
              found[row] = isEqual ? Int32(first) : -1
              if isCandidate && !isEqual { others.append(Int32(row)) }
            }
          }
        }
        return others
      }.flatMap(\.self)
      if others.isEmpty || lookalikes.isEmpty { return }
      // Keys that look like an earlier one may still be among those that do, too.
      let inner = try RowMatches(
        of: left.map { $0.gather(others) }, rowCount: others.count,
        among: right.map { $0.gather(lookalikes) }, rowCount: lookalikes.count, dealing: dealing.reseeded())
      for (row, place) in zip(others, inner.found) where place >= 0 {
        found[Int(row)] = lookalikes[Int(place)]
      }
    }
  }
}
