internal import JobSpec
internal import Tables

extension RowPlace {
  /// The place of the first row of a part: parts have up to 2^32 rows.
  static let homeShift: Int64 = 32
}

extension Table {
  /// The rows by the part that their place names, in ascending order of parts.
  ///
  /// - Parameter first: the number of parts before those of rows that come from another table.
  func rows(byHomeAfter first: Int) -> [(part: Int, rows: [Int32])] {
    var found: [Int: [Int32]] = [:]
    for (row, place) in RowPlace.places(of: self).enumerated() {
      let part =
        place < RowPlace.firstOther
        ? Int(place >> RowPlace.homeShift)
        : first + Int((place - RowPlace.firstOther) >> RowPlace.homeShift)
      found[part, default: []].append(Int32(row))
    }
    return found.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// The rows by a hash of their keys; equal keys come into one part.
  ///
  /// - Parameter widens: whether integers and numbers can be equal.
  func rows(by keys: [String], widens: Bool, parts: Int) -> [(part: Int, rows: [Int32])] {
    var hashes = [UInt64](repeating: 0x51A6_E5, count: rowCount)
    for key in keys {
      var column = column(named: key)!
      if widens { column = column.widened(to: .number) }
      column.mixHashes(of: 0..<rowCount, into: &hashes)
    }
    var chosen = [[Int32]](repeating: [], count: parts)
    for (row, hash) in hashes.enumerated() {
      chosen[Int(((hash >> 32) &* UInt64(parts)) >> 32)].append(Int32(row))
    }
    return chosen.enumerated().filter { !$0.element.isEmpty }.map { ($0.offset, $0.element) }
  }

  /// For each range of keys, the end of its rows in this table, which is sorted.
  func ends(of step: PlannedStep, at keys: Table, _ isAfterEqual: [Bool]) throws -> [Int] {
    guard case .sort(let sort) = step.operation else { preconditionFailure("rows are sorted by a sort") }
    let own = selecting(keys.schema.names)
    let all = Table.concatenating([keys, own], like: keys)
    let first = keys.rowCount
    var ends: [Int] = []
    RowOrder(all, by: sort.by, collate: sort.collate).withComparison { compare in
      for bound in 0..<first {
        var (low, high) = (ends.last ?? 0, rowCount)
        while low < high {
          let middle = (low + high) / 2
          let order = compare(first + middle, bound)
          if order < 0 || order == 0 && isAfterEqual[bound] { low = middle + 1 } else { high = middle }
        }
        ends.append(low)
      }
    }
    return ends + [rowCount]
  }

  /// The items of a pivot as a table of one column.
  init(items: Column) { self.init(Schema([Field(Table.item, items.type)]), [items]) }

  static let item = "item"
}
