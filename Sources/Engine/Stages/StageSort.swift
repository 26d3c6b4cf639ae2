internal import Diagnostics
internal import Tables

/// Sorts rows that do not fit into memory: sorted runs on disk, of which ranges of the order are read together.
///
///     runs      a b b d | a c d d | b b c e
///     bounds        b       d                  from a sample of all runs
///     ranges    a a | b b b b c c | d d d e    each sorted again, stably, and given on
///
/// Rows with equal keys stay in the order of the runs. The comparison is always that of ``RowOrder``.
struct StageSort {
  private let sort: SortStep
  private let stage: StageStep
  private let wanted: Columns
  /// Whether its rows are those of the step.
  private let isCounted: Bool
  private var sizes: StageSizes { stage.run.sizes }

  init(_ sort: SortStep, _ stage: StageStep) {
    self.sort = sort
    self.stage = stage
    wanted = stage.step.wanted
    isCounted = true
  }

  /// Sorts rows for another step.
  init(by keys: [SortKey], for stage: StageStep, wanted: Columns) {
    sort = SortStep(by: keys, collate: nil)
    self.stage = stage
    self.wanted = wanted
    isCounted = false
  }

  func sorted(_ flow: RowFlow) throws -> RowFlow {
    var runs: [StoredTable] = []
    var samples: [Table] = []
    var waiting: [Table] = []
    var bytes = 0
    var received = Receipt()
    let limit = sizes.partitions == nil ? sizes.partition : 1
    let file = try SpillFile(in: stage.run.folder)
    func makeRun() throws {
      let rows = Table.concatenating(waiting, like: flow.empty)
      let run = try sortedRun(rows)
      received.add(rows.selecting(run.schema.names))
      waiting = []
      bytes = 0
      // The blocks of all runs are in memory together.
      var spool = TableSpool(in: file, blocksOf: BlockSize(bytes: blockBytes(flow), rows: sizes.block.rows))
      try spool.append(run)
      let keys = run.pruned(to: .only(Set(sort.by.map(\.column))))
      let step = max(1, run.rowCount / StageSort.samplesOfRun)
      samples.append(keys.gather(stride(from: 0, to: run.rowCount, by: step).map { Int32($0) }))
      runs.append(spool.stored(as: run.schema))
    }
    try flow.each { piece in
      waiting.append(piece)
      bytes += piece.bytes
      if bytes > limit { try makeRun() }
    }
    if runs.isEmpty {
      let table = try sortedRun(Table.concatenating(waiting, like: flow.empty))
      return RowFlow(table.pruned(to: wanted), in: sizes.block)
    }
    if !waiting.isEmpty { try makeRun() }
    let ranges = sizes.partitions ?? max(2, 2 * runs.reduce(0) { $0 + $1.bytes() } / sizes.partition)
    let bounds = try SortBounds(Table.concatenating(samples, like: samples[0].slice(0..<0)), sort, ranges)
    let merge = SortMerge(runs, bounds, sort, received, of: stage.name)
    let empty = flow.empty.pruned(to: wanted)
    return RowFlow(empty, bytes: flow.bytes) { try merge.next()?.pruned(to: empty.columnNames) }
  }

  private static let samplesOfRun = 2048

  private func blockBytes(_ flow: RowFlow) -> Int {
    let runs = flow.bytes / max(1, sizes.partition) + 1
    return max(64 << 10, min(sizes.block.bytes, sizes.partition / (2 * runs)))
  }

  /// The rows in order, with their keys.
  private func sortedRun(_ table: Table) throws -> Table {
    var context = stage.context([:])
    context.wanted = wanted.union(sort.by.map(\.column))
    let outcome = try sort.apply(to: table, context)
    if isCounted { stage.count.add(rowsIn: table.rowCount, outcome) }
    return outcome.table
  }
}

extension Table {
  fileprivate var columnNames: Columns { .only(Set(schema.names)) }
}

/// Keys that divide the order of rows into ranges of about the same size.
struct SortBounds {
  /// One row per bound, in order.
  let keys: Table
  /// For each bound, whether rows with an equal key come before it; else they come after it.
  let isAfterEqual: [Bool]
  var count: Int { isAfterEqual.count }

  init(_ sample: Table, _ sort: SortStep, _ ranges: Int) throws {
    let order = RowOrder(sample, by: sort.by, collate: sort.collate)
    let sorted = try order.sorted(rowCount: sample.rowCount)
    var rows: [Int32] = []
    var after: [Bool] = []
    order.withComparison { compare in
      for range in 1..<max(2, ranges) {
        let row = sorted[min(sorted.count - 1, sorted.count * range / ranges)]
        guard let last = rows.last, compare(Int(last), Int(row)) == 0 else {
          rows.append(row)
          after.append(false)
          continue
        }
        // A key of several ranges gets one of its own, which needs no sorting.
        if !after.last! {
          rows.append(row)
          after.append(true)
        }
      }
    }
    keys = sample.gather(rows)
    isAfterEqual = after
  }

  init(keys: Table, isAfterEqual: [Bool]) {
    self.keys = keys
    self.isAfterEqual = isAfterEqual
  }

  /// For each range, the end of its rows in a table that is sorted.
  func ends(in table: Table, _ sort: SortStep) -> [Int] {
    let own = table.selecting(keys.schema.names)
    let all = Table.concatenating([keys, own], like: keys)
    var ends: [Int] = []
    RowOrder(all, by: sort.by, collate: sort.collate).withComparison { compare in
      for bound in 0..<count {
        var (low, high) = (ends.last ?? 0, table.rowCount)
        while low < high {
          let middle = (low + high) / 2
          let order = compare(count + middle, bound)
          if order < 0 || order == 0 && isAfterEqual[bound] { low = middle + 1 } else { high = middle }
        }
        ends.append(low)
      }
    }
    return ends + [table.rowCount]
  }

  /// Whether all rows of a range have equal keys.
  func isOneKey(_ range: Int) -> Bool { range > 0 && range < count && isAfterEqual[range] }
}

/// Reads sorted runs range by range.
final class SortMerge {
  private struct Cursor {
    let run: StoredTable
    var nextBlock = 0
    var block: Table?
    /// For each bound, the first row of the block that is not before it; at the end, the number of rows.
    var ends: [Int] = []
    var position = 0
  }

  private let bounds: SortBounds
  private let sort: SortStep
  private var cursors: [Cursor]
  private var range = 0
  /// The cursor that is next to give rows of a range with one key.
  private var turn = 0
  private let sent: Receipt
  private var received = Receipt()
  private let stage: String

  /// - Parameters:
  ///   - sent: the receipt for the rows of all runs.
  ///   - stage: what they are sorted for, for errors.
  init(
    _ runs: [StoredTable], _ bounds: SortBounds, _ sort: SortStep, _ sent: Receipt, of stage: String
  ) {
    self.sent = sent
    self.stage = stage
    cursors = runs.map { Cursor(run: $0) }
    self.bounds = bounds
    self.sort = sort
  }

  /// The next rows in order; nil after the last ones.
  func next() throws -> Table? {
    guard let rows = try nextRange() else {
      try received.verify(against: sent, at: stage)
      return nil
    }
    received.add(rows)
    return rows
  }

  private func nextRange() throws -> Table? {
    while range <= bounds.count {
      try Interruption.check()
      if bounds.isOneKey(range) {
        while turn < cursors.count {
          if let rows = try take(turn) { return rows }
          turn += 1
        }
        turn = 0
        range += 1
        continue
      }
      var taken: [Table] = []
      for index in cursors.indices {
        while let rows = try take(index) { taken.append(rows) }
      }
      range += 1
      if taken.isEmpty { continue }
      let all = Table.concatenating(taken, like: taken[0])
      let order = RowOrder(all, by: sort.by, collate: sort.collate)
      return all.gather(try order.sorted(rowCount: all.rowCount))
    }
    return nil
  }

  /// Rows of one block that are in the range; nil if there are no more in this run.
  private func take(_ index: Int) throws -> Table? {
    while true {
      if cursors[index].block == nil {
        if cursors[index].nextBlock == cursors[index].run.blockCount { return nil }
        let block = try cursors[index].run.block(cursors[index].nextBlock)
        cursors[index].nextBlock += 1
        cursors[index].block = block
        cursors[index].ends = bounds.ends(in: block, sort)
        cursors[index].position = 0
      }
      let (start, end) = (cursors[index].position, cursors[index].ends[range])
      let block = cursors[index].block!
      if end < block.rowCount {
        cursors[index].position = max(start, end)
        return end > start ? block.slice(start..<end) : nil
      }
      // The range may go on in the next block.
      cursors[index].block = nil
      if end > start { return block.slice(start..<end) }
    }
  }
}
