package import Tables

/// The distinct keys of some rows, numbered in order of first appearance.
///
///     row ──hash──► partition ──KeyTable──► first row that looks alike ──compare──► key
///
/// The keys stay in their columns; the tables keep parts of hashes and rows only. Blocks of rows and
/// partitions of hashes are worked on by all cores; the numbers depend on neither.
struct RowIndex {
  /// The first row of each key.
  let firstRows: [Int32]
  /// Each row's key.
  let groupOf: [Int32]
  /// Rows whose keys are not those of the first rows with the same part of their hashes.
  let lookalikes: [Int32]

  /// Numbers every row of `columns`.
  init(_ columns: [Column], rowCount: Int, dealing: RowDealing? = nil) throws {
    let dealing = dealing ?? RowDealing(rowCount: rowCount)
    self = try [UInt64].lend(count: rowCount) { words in
      let rows = try DealtRows(columns, rowCount: rowCount, dealing, in: words)
      try rows.match(nil)
      return try RowIndex(rows, dealing, words)
    }
  }

  /// - Parameter rows: matched among themselves; their words are used up.
  init(_ rows: DealtRows, _ dealing: RowDealing, _ words: SharedPlaces<UInt64>) throws {
    let pieces = rows.pieces
    let settled = try Parallel.map(pieces) { piece in RowIndex.settle(piece, rows, words) }
    let lookalikes = settled.flatMap(\.lookalikes)
    self.lookalikes = lookalikes
    var counts = settled.map(\.count)
    if !lookalikes.isEmpty {
      // Seldom more than a few: the same again with other hashes.
      let inner = try RowIndex(
        rows.columns.map { $0.gather(lookalikes) }, rowCount: lookalikes.count, dealing: dealing.reseeded())
      for (row, key) in zip(lookalikes, inner.groupOf) {
        let first = lookalikes[Int(inner.firstRows[Int(key)])]
        words[Int(row)] = UInt64(first)
        if first == row { counts[pieces.firstIndex { $0.contains(Int(row)) }!] += 1 }
      }
    }
    firstRows = try RowIndex.number(pieces, counts, words)
    groupOf = try RowIndex.numbers(pieces, rowCount: rows.rowCount, words)
  }

  var grouping: Grouping { Grouping(groupOf: groupOf, firstRows: firstRows) }

  /// A word with a key's number instead of the row that came first with the key.
  private static let isNumber: UInt64 = 1 << 63

  /// Replaces the words of a piece by the first rows of the rows' keys. Counts the keys that come
  /// first there, without those of the lookalikes.
  private static func settle(
    _ piece: Range<Int>, _ rows: DealtRows, _ words: SharedPlaces<UInt64>
  ) -> (count: Int, lookalikes: [Int32]) {
    var count = 0
    var lookalikes: [Int32] = []
    unsafe withKeyViews(rows.columns) { views in
      rows.eachRow(of: piece) { row, first in
        words[row] = UInt64(first)
        if first == row {
          count += 1
        } else if unsafe !views.equal(row, views, first) {
          lookalikes.append(Int32(row))
        }
      }
    }
    return (count, lookalikes)
  }

  /// Replaces the words of first rows by their keys' numbers, and gives these rows.
  private static func number(
    _ pieces: [Range<Int>], _ counts: [Int], _ words: SharedPlaces<UInt64>
  ) throws -> [Int32] {
    try [Int32].shared(count: counts.reduce(0, +)) { firstRows in
      _ = try Parallel.map(Array(pieces.indices)) { index in
        var next = counts[..<index].reduce(0, +)
        for row in pieces[index] where words[row] == UInt64(row) {
          firstRows[next] = Int32(row)
          words[row] = UInt64(next) | isNumber
          next += 1
        }
      }
    }
  }

  /// Each row's number, which is its own word's or that of its key's first row.
  private static func numbers(
    _ pieces: [Range<Int>], rowCount: Int, _ words: SharedPlaces<UInt64>
  ) throws -> [Int32] {
    try [Int32].shared(count: rowCount) { numbers in
      _ = try Parallel.map(pieces) { piece in
        for row in piece {
          let word = words[row]
          numbers[row] = Int32(truncatingIfNeeded: word & isNumber != 0 ? word : words[Int(word)])
        }
      }
    }
  }
}

extension Grouping {
  /// Rows with equal values in these columns; all in one group where there are no columns.
  package static func by(_ columns: [Column], rowCount: Int) throws -> Grouping {
    columns.isEmpty ? .whole(rowCount: rowCount) : try RowIndex(columns, rowCount: rowCount).grouping
  }

  /// The rows of each group, one group after the other, each in row order; group `g` has
  /// `rows[starts[g]..<starts[g + 1]]`.
  func arranged() -> (rows: [Int32], starts: [Int]) {
    var starts = [Int](repeating: 0, count: groupCount + 1)
    for group in groupOf { starts[Int(group) + 1] += 1 }
    for group in 0..<groupCount { starts[group + 1] += starts[group] }
    var next = starts
    var rows = [Int32](repeating: 0, count: groupOf.count)
    for (row, group) in groupOf.enumerated() {
      rows[next[Int(group)]] = Int32(row)
      next[Int(group)] += 1
    }
    return (rows, starts)
  }
}
