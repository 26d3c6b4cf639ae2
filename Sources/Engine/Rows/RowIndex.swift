package import Tables

/// The distinct keys of some rows, numbered in order of first appearance.
///
///     row ──hash──► partition ──open addressing──► key of the partition ──► key of all
///
/// The keys stay in their columns; the tables keep numbers only. Rows are dealt to partitions by
/// their hash, so that cores work on tables of their own; the numbers do not depend on it.
struct RowIndex {
  private let columns: [Column]
  private let partitions: [Partition]
  /// Of each partition's keys, the numbers among all.
  private let numbers: [[Int32]]
  /// The first row of each key.
  let firstRows: [Int32]
  /// Each row's key.
  let groupOf: [Int32]

  /// Numbers every row of `columns`.
  init(_ columns: [Column], rowCount: Int) throws {
    self.columns = columns
    let hashes = try rowHashes(columns, rowCount: rowCount)
    // Small tables also stay in the cache.
    let count = rowCount < 32_768 ? 1 : 8
    let built = try Parallel.map(Array(0..<count)) { place in
      Partition.build(place, of: count, columns, hashes)
    }
    (numbers, firstRows) = RowIndex.numbered(built.map(\.partition.firstRows))
    groupOf = RowIndex.dealt(hashes, built.map(\.keys), numbers)
    partitions = built.map(\.partition)
  }

  var grouping: Grouping { Grouping(groupOf: groupOf, firstRows: firstRows) }

  /// Numbers the partitions' keys by their first rows.
  private static func numbered(_ firstRows: [[Int32]]) -> (numbers: [[Int32]], firstRows: [Int32]) {
    if firstRows.count == 1 { return ([firstRows[0].indices.map { Int32($0) }], firstRows[0]) }
    var numbers = firstRows.map { [Int32](repeating: 0, count: $0.count) }
    var all: [Int32] = []
    all.reserveCapacity(firstRows.reduce(0) { $0 + $1.count })
    var next = [Int](repeating: 0, count: firstRows.count)
    while true {
      var least = -1
      var row = Int32.max
      for (place, rows) in firstRows.enumerated() where next[place] < rows.count && rows[next[place]] < row {
        least = place
        row = rows[next[place]]
      }
      if least < 0 { return (numbers, all) }
      numbers[least][next[least]] = Int32(all.count)
      all.append(row)
      next[least] += 1
    }
  }

  /// Each row's key among all, from what each partition says of its rows in order.
  private static func dealt(_ hashes: [UInt64], _ keys: [[Int32]], _ numbers: [[Int32]]) -> [Int32] {
    if keys.count == 1 { return keys[0] }
    var next = [Int](repeating: 0, count: keys.count)
    var result: [Int32] = []
    result.reserveCapacity(hashes.count)
    for hash in hashes {
      let place = Partition.place(of: hash, among: keys.count)
      result.append(numbers[place][Int(keys[place][next[place]])])
      next[place] += 1
    }
    return result
  }

  /// For each row of other columns of the same types, the number of its key here, or -1. A key with
  /// a null in it is found nowhere, as in SQL's joins.
  func find(_ others: [Column], rowCount: Int) throws -> [Int32] {
    let hashes = try rowHashes(others, rowCount: rowCount)
    let validity = others.reduce(Validity(allValid: rowCount)) { $0.intersection($1.validity) }
    let pieces = try Parallel.map(Parallel.pieces(rows: rowCount)) { range in
      unsafe withKeyViews(columns) { mine in
        unsafe withKeyViews(others) { views in
          range.map { row -> Int32 in
            guard validity[row] else { return -1 }
            let place = Partition.place(of: hashes[row], among: partitions.count)
            let key = unsafe partitions[place].key(of: row, views, hash: hashes[row], among: mine)
            return key < 0 ? -1 : numbers[place][key]
          }
        }
      }
    }
    return pieces.count == 1 ? pieces[0] : Array(pieces.joined())
  }
}

/// The keys whose hashes fall into one partition.
private struct Partition: Sendable {
  /// Slot → key + 1; 0 is free. A power of two, at most half full.
  private var slots: [Int32]
  private var mask: Int
  private var hashes: [UInt64] = []
  private(set) var firstRows: [Int32] = []

  @inline(__always)
  static func place(of hash: UInt64, among count: Int) -> Int {
    // The low bits choose the slot, so the high ones choose the partition.
    Int(truncatingIfNeeded: hash >> 56) & (count - 1)
  }

  /// The partition's table, and the key of each of its rows in order.
  static func build(
    _ place: Int, of count: Int, _ columns: [Column], _ rowHashes: [UInt64]
  ) -> (partition: Partition, keys: [Int32]) {
    var partition = Partition()
    var keys: [Int32] = []
    keys.reserveCapacity(rowHashes.count / count + 16)
    unsafe withKeyViews(columns) { views in
      for row in 0..<rowHashes.count {
        let hash = rowHashes[row]
        guard Partition.place(of: hash, among: count) == place else { continue }
        keys.append(unsafe partition.number(row, views, hash))
      }
    }
    return (partition, keys)
  }

  private init() {
    slots = Array(repeating: 0, count: 1024)
    mask = slots.count - 1
  }

  private mutating func number(_ row: Int, _ views: [KeyView], _ hash: UInt64) -> Int32 {
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != 0 {
      let key = Int(slots[slot]) - 1
      if hashes[key] == hash, unsafe same(row, views, Int(firstRows[key]), views) { return Int32(key) }
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
    slots = LargePages.zeros(slots.count * 4)
    mask = slots.count - 1
    for (key, hash) in hashes.enumerated() {
      var slot = Int(truncatingIfNeeded: hash) & mask
      while slots[slot] != 0 { slot = (slot + 1) & mask }
      slots[slot] = Int32(key + 1)
    }
  }

  /// The key equal to a row of other columns, or -1.
  func key(of row: Int, _ views: [KeyView], hash: UInt64, among mine: [KeyView]) -> Int {
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != 0 {
      let key = Int(slots[slot]) - 1
      if hashes[key] == hash, unsafe same(row, views, Int(firstRows[key]), mine) { return key }
      slot = (slot + 1) & mask
    }
    return -1
  }

  @inline(__always)
  private func same(_ row: Int, _ views: [KeyView], _ other: Int, _ others: [KeyView]) -> Bool {
    for place in unsafe 0..<views.count {
      if unsafe !views[place].equals(row, others[place], other) { return false }
    }
    return true
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
