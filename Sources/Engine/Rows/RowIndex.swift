package import Tables

/// A hash index of the distinct keys of some rows, numbered in order of first appearance.
///
///     row ──hash──► partition ──KeyTable──► candidate: first row with the hash ──compare──► key
///
/// The keys stay in their columns; the hash tables hold only parts of hashes and row numbers. All cores
/// work on blocks of rows and on partitions of hashes; the key numbers depend on neither.
struct RowIndex {
  /// The first row of each key.
  let firstRows: [Int32]
  /// The key number of each row.
  let groupOf: [Int32]
  /// The rows whose hash collides with that of an earlier row with another key.
  let collisions: [Int32]

  /// Numbers the keys of every row of `columns`.
  init(_ columns: [Column], rowCount: Int, scheme: PartitionScheme? = nil) throws {
    let scheme = scheme ?? PartitionScheme(rowCount: rowCount)
    self = try [UInt64].lend(count: rowCount) { slots in
      let rows = try HashPartitions(columns, rowCount: rowCount, scheme, in: slots)
      try rows.match(probe: nil)
      return try RowIndex(rows, scheme, slots)
    }
  }

  /// - Parameters:
  ///   - rows: partitions that have been matched.
  ///   - slots: the memory of their entries, which is overwritten.
  init(_ rows: HashPartitions, _ scheme: PartitionScheme, _ slots: SharedSlots<UInt64>) throws {
    let chunks = rows.chunks
    let compared = try Parallel.map(chunks) { chunk in RowIndex.compare(chunk, rows, slots) }
    let collisions = compared.flatMap(\.collisions)
    self.collisions = collisions
    var counts = compared.map(\.keyCount)
    if !collisions.isEmpty {
      // Collisions are few: index them again with other hashes.
      let inner = try RowIndex(
        rows.columns.map { $0.gather(collisions) }, rowCount: collisions.count, scheme: scheme.reseeded())
      for (row, key) in zip(collisions, inner.groupOf) {
        let first = collisions[Int(inner.firstRows[Int(key)])]
        slots[Int(row)] = UInt64(first)
        if first == row { counts[chunks.firstIndex { $0.contains(Int(row)) }!] += 1 }
      }
    }
    firstRows = try RowIndex.numberKeys(chunks, counts, slots)
    groupOf = try RowIndex.keyNumbers(chunks, rowCount: rows.rowCount, slots)
  }

  var grouping: Grouping { Grouping(groupOf: groupOf, firstRows: firstRows) }

  /// Marks a slot that holds a key number instead of the first row with the key.
  private static let isNumber: UInt64 = 1 << 63

  /// Compares each row of a chunk with its candidate and writes the candidate to the row's slot.
  /// Returns the collisions, and how many keys appear first in this chunk, collisions not counted.
  private static func compare(
    _ chunk: Range<Int>, _ rows: HashPartitions, _ slots: SharedSlots<UInt64>
  ) -> (keyCount: Int, collisions: [Int32]) {
    var keyCount = 0
    var collisions: [Int32] = []
    unsafe withKeyViews(rows.columns) { views in
      rows.eachCandidate(of: chunk) { row, first in
        slots[row] = UInt64(first)
        if first == row {
          keyCount += 1
        } else if unsafe !views.equal(row, views, first) {
          collisions.append(Int32(row))
        }
      }
    }
    return (keyCount, collisions)
  }

  /// Replaces the slots of first rows by the numbers of their keys. Returns the first rows.
  private static func numberKeys(
    _ chunks: [Range<Int>], _ counts: [Int], _ slots: SharedSlots<UInt64>
  ) throws -> [Int32] {
    try [Int32].shared(count: counts.reduce(0, +)) { firstRows in
      _ = try Parallel.map(Array(chunks.indices)) { index in
        var next = counts[..<index].reduce(0, +)
        for row in chunks[index] where slots[row] == UInt64(row) {
          firstRows[next] = Int32(row)
          slots[row] = UInt64(next) | isNumber
          next += 1
        }
      }
    }
  }

  /// The key number of each row: in its own slot, or in the slot of the key's first row.
  private static func keyNumbers(
    _ chunks: [Range<Int>], rowCount: Int, _ slots: SharedSlots<UInt64>
  ) throws -> [Int32] {
    try [Int32].shared(count: rowCount) { numbers in
      _ = try Parallel.map(chunks) { chunk in
        for row in chunk {
          let slot = slots[row]
          numbers[row] = Int32(truncatingIfNeeded: slot & isNumber != 0 ? slot : slots[Int(slot)])
        }
      }
    }
  }
}

extension Grouping {
  /// Groups rows with equal values in these columns; without columns all rows form one group.
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
