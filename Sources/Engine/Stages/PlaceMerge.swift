internal import Tables

/// Merges the results of all parts by the places of their rows.
final class PlaceMerge {
  /// A result, of which one block is in memory.
  private struct Cursor {
    let run: StoredTable
    var nextBlock = 0
    var block: Table?
    var places: [Int64] = []
    var position = 0

    var hasMore: Bool { nextBlock < run.blockCount }

    mutating func fill() throws {
      while position == places.count && hasMore {
        let table = try run.block(nextBlock)
        nextBlock += 1
        block = table
        places = RowPlace.places(of: table)
        position = 0
      }
    }

    /// The rows up to a place.
    mutating func take(through last: Int64) -> Table? {
      var (low, high) = (position, places.count)
      while low < high {
        let middle = (low + high) / 2
        if places[middle] <= last { low = middle + 1 } else { high = middle }
      }
      defer {
        position = low
        if low == places.count { block = nil }
      }
      return low > position ? block!.slice(position..<low) : nil
    }
  }

  private var cursors: [Cursor]
  private let sent: Receipt
  private var received = Receipt()
  private let stage: String

  /// - Parameters:
  ///   - sent: the receipt for all rows of the results.
  ///   - stage: what made them, for errors.
  init(_ runs: [StoredTable], _ sent: Receipt, of stage: String) {
    cursors = runs.map { Cursor(run: $0) }
    self.sent = sent
    self.stage = stage
  }

  func flow(_ empty: Table, bytes: Int) -> RowFlow {
    RowFlow(empty, bytes: bytes) { [self] in try next() }
  }

  /// The rows up to the first end of a block: no other block has rows before it that are not in memory.
  private func next() throws -> Table? {
    for index in cursors.indices { try cursors[index].fill() }
    cursors.removeAll { $0.position == $0.places.count }
    if cursors.isEmpty {
      try received.verify(against: sent, at: stage)
      return nil
    }
    let last = cursors.filter(\.hasMore).map { $0.places.last! }.min() ?? Int64.max
    var taken: [Table] = []
    for index in cursors.indices {
      if let rows = cursors[index].take(through: last) { taken.append(rows) }
    }
    let all = Table.concatenating(taken, like: taken[0])
    if taken.count == 1 {
      received.add(all)
      return all.selectingVisiblePlaces
    }
    let order = RowOrder([.init(column: all.column(named: RowPlace.column)!, isDescending: false)])
    let sorted = all.gather(try order.sorted(rowCount: all.rowCount))
    received.add(sorted)
    return sorted.selectingVisiblePlaces
  }
}
