package import Tables

/// The distinct keys of some rows, numbered in order of first appearance: a table of open
/// addressing that keeps numbers only, the keys stay in their columns.
struct RowIndex {
  private let columns: [Column]
  /// Slot → key number + 1; 0 is free. A power of two, at most half full.
  private var slots: [Int32]
  private var mask: Int
  private var hashes: [UInt64] = []
  private(set) var firstRows: [Int32] = []
  private(set) var groupOf: [Int32] = []

  /// Numbers every row of `columns`.
  init(_ columns: [Column], rowCount: Int) throws {
    self.columns = columns
    let rowHashes = try Engine.rowHashes(columns, rowCount: rowCount)
    slots = Array(repeating: 0, count: 1024)
    mask = slots.count - 1
    groupOf.reserveCapacity(rowCount)
    let equal = RowEquality(columns, columns)
    for row in 0..<rowCount {
      groupOf.append(number(of: row, hash: rowHashes[row], equal))
    }
  }

  var grouping: Grouping { Grouping(groupOf: groupOf, firstRows: firstRows) }

  private mutating func number(of row: Int, hash: UInt64, _ equal: RowEquality) -> Int32 {
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != 0 {
      let key = Int(slots[slot]) - 1
      if hashes[key] == hash, equal(row, Int(firstRows[key])) { return Int32(key) }
      slot = (slot + 1) & mask
    }
    let key = firstRows.count
    slots[slot] = Int32(key + 1)
    firstRows.append(Int32(row))
    hashes.append(hash)
    if (key + 1) * 2 > slots.count { grow() }
    return Int32(key)
  }

  private mutating func grow() {
    slots = Array(repeating: 0, count: slots.count * 4)
    mask = slots.count - 1
    for (key, hash) in hashes.enumerated() {
      var slot = Int(truncatingIfNeeded: hash) & mask
      while slots[slot] != 0 { slot = (slot + 1) & mask }
      slots[slot] = Int32(key + 1)
    }
  }

  /// For each row of other columns of the same types, the number of its key here, or -1. A key with
  /// a null in it is found nowhere, as in SQL's joins.
  func find(_ others: [Column], rowCount: Int) throws -> [Int32] {
    let otherHashes = try Engine.rowHashes(others, rowCount: rowCount)
    let validity = others.reduce(Validity(allValid: rowCount)) { $0.intersection($1.validity) }
    let pieces = try Parallel.map(Parallel.pieces(rows: rowCount)) { range in
      let equal = RowEquality(others, columns)
      var found: [Int32] = []
      found.reserveCapacity(range.count)
      for row in range {
        guard validity[row] else {
          found.append(-1)
          continue
        }
        let hash = otherHashes[row]
        var slot = Int(truncatingIfNeeded: hash) & mask
        var result: Int32 = -1
        while slots[slot] != 0 {
          let key = Int(slots[slot]) - 1
          if hashes[key] == hash, equal(row, Int(firstRows[key])) {
            result = Int32(key)
            break
          }
          slot = (slot + 1) & mask
        }
        found.append(result)
      }
      return found
    }
    return pieces.count == 1 ? pieces[0] : Array(pieces.joined())
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
