internal import Diagnostics
internal import JobSpec
internal import Tables

/// The rows of a step, divided by the hashes of their keys into parts that fit into memory, and worked on part by
/// part.
struct StageParts {
  private let stage: StageStep
  private var sizes: StageSizes { stage.run.sizes }
  /// The results of the parts, each with its rows in the order of their places.
  private var runs: [StoredTable] = []
  private var aside: [Table] = []
  private var items: Column?
  private var partCount = 1
  private var results: ResultFile

  init(_ stage: StageStep) {
    self.stage = stage
    results = ResultFile(stage.run.folder)
  }

  mutating func merged(
    _ flow: RowFlow, by keys: [String], _ aside: inout [Table]
  ) throws -> RowFlow {
    var exchange = try RowExchange(flow.empty, by: keys, stage.run, parts: sizes.count(for: flow.bytes))
    var found = PivotItems(stage.step)
    try exchange.add(flow) { try found?.add($0) }
    items = found?.items
    try work(exchange.finished(), keys, depth: 0)
    let empty = try PlacedStep(step: stage.step, context: stage.context([:]), items: items)
      .apply(to: flow.empty.placed).table.pruned(to: stage.step.wanted).selectingVisiblePlaces
    if !self.aside.isEmpty { aside.append(try ordered(self.aside)) }
    return PlaceMerge(runs).flow(empty, bytes: flow.bytes)
  }

  mutating func joined(_ flow: RowFlow, _ right: RowFlow, _ join: JoinStep) throws -> RowFlow {
    let types = zip(join.leftKey, join.rightKey).map { left, other in
      widened(flow.empty.column(named: left)!, right.empty.column(named: other)!).0.type
    }
    let count = sizes.count(for: flow.bytes + right.bytes)
    var lefts = try RowExchange(flow.empty, by: join.leftKey, as: types, stage.run, parts: count)
    var rights = try RowExchange(
      right.empty, by: join.rightKey, as: types, stage.run, parts: count, place: RowPlace.otherColumn)
    try lefts.add(flow)
    try rights.add(right)
    partCount = count
    for (left, other) in zip(try lefts.finished(), try rights.finished()) {
      try work(left, other, join, types, depth: 0)
    }
    let empty = try PlacedStep(
      step: stage.step, context: stage.context([join.with: right.empty.placed(in: RowPlace.otherColumn)])
    ).apply(to: flow.empty.placed).table.pruned(to: stage.step.wanted).selectingVisiblePlaces
    return PlaceMerge(runs).flow(empty, bytes: flow.bytes + right.bytes)
  }

  // MARK: Parts

  /// - Parameter depth: how many times the rows have been divided.
  private mutating func work(_ parts: [StoredTable], _ keys: [String], depth: Int) throws {
    partCount = max(partCount, parts.count)
    for part in parts where part.rowCount > 0 {
      try Interruption.check()
      if isLarge(part.bytes(), depth), let smaller = try divided(part, by: keys, depth: depth) {
        try work(smaller, keys, depth: depth + 1)
        continue
      }
      if case .distinct(let distinct) = stage.step.operation, part.bytes() > 2 * sizes.partition {
        try finish(part, distinct)
        continue
      }
      try verifyFit(part.bytes())
      try finish([part.table], stage.context([:]))
    }
  }

  private mutating func work(
    _ left: StoredTable, _ right: StoredTable, _ join: JoinStep, _ types: [ColumnType], depth: Int
  ) throws {
    if left.rowCount == 0 && (join.kind != .full || right.rowCount == 0) { return }
    try Interruption.check()
    if isLarge(left.bytes() + right.bytes(), depth) {
      let count = sizes.count(for: left.bytes() + right.bytes())
      let lefts = try divide(left, by: join.leftKey, as: types, into: count, depth: depth)
      let rights = try divide(right, by: join.rightKey, as: types, into: count, depth: depth)
      let largest = zip(lefts, rights).map { $0.bytes() + $1.bytes() }.max() ?? 0
      if largest < (left.bytes() + right.bytes()) / 10 * 9 {
        for (left, other) in zip(lefts, rights) { try work(left, other, join, types, depth: depth + 1) }
        return
      }
    }
    if join.kind == .full || left.bytes() <= 2 * sizes.partition {
      try verifyFit(left.bytes() + right.bytes())
      try finish([left.table], stage.context([join.with: right.table()]))
    } else {
      // Each row on the left needs only the rows on the right.
      try verifyFit(right.bytes())
      try finish(chunks(of: left), stage.context([join.with: right.table()]))
    }
  }

  /// Many rows of few keys: of each chunk only the rows remain that are kept so far.
  private mutating func finish(_ part: StoredTable, _ distinct: DistinctStep) throws {
    var context = stage.context([:])
    context.wanted = .all
    let kernel = PlacedStep(step: stage.step, context: context)
    var kept = part.empty
    var merged = 0
    for chunk in chunks(of: part) {
      let all = Table.concatenating([kept, try chunk()], like: part.empty)
      try verifyFit(all.bytes)
      let outcome = try kernel.apply(to: all)
      merged += outcome.moves.merged
      kept = outcome.table
    }
    stage.count.add(rowsIn: part.rowCount, StepOutcome(kept, moves: RowMoves(merged: merged)))
    var result = try newResult()
    try result.append(kept.pruned(to: columnsKept))
    keep(result)
  }

  /// The rows of a part, as many at a time as are worked on together.
  private func chunks(of part: StoredTable) -> [() throws -> Table] {
    var chunks: [Range<Int>] = []
    var start = 0
    var bytes = 0
    for block in 0..<part.blockCount {
      bytes += part.bytes(ofBlock: block)
      if bytes >= sizes.partition {
        chunks.append(start..<block + 1)
        (start, bytes) = (block + 1, 0)
      }
    }
    if start < part.blockCount { chunks.append(start..<part.blockCount) }
    return chunks.map { range in
      { Table.concatenating(try range.map { try part.block($0) }, like: part.empty) }
    }
  }

  /// Whether a part is to be divided once more.
  private func isLarge(_ bytes: Int, _ depth: Int) -> Bool {
    sizes.partitions == nil && depth < 4 && bytes > 2 * sizes.partition
  }

  private func verifyFit(_ bytes: Int) throws {
    try stage.run.verifyFit(
      bytes, "a key of step '\(stage.step.keyword.rawValue)' in table '\(stage.table)'", stage.step.location)
  }

  /// Nil if nearly all rows have one key.
  private func divided(_ part: StoredTable, by keys: [String], depth: Int) throws -> [StoredTable]? {
    let parts = try divide(
      part, by: keys, as: nil, into: sizes.count(for: part.bytes()), depth: depth)
    return (parts.map { $0.bytes() }.max() ?? 0) < part.bytes() / 10 * 9 ? parts : nil
  }

  private func divide(
    _ part: StoredTable, by keys: [String], as types: [ColumnType]?, into count: Int, depth: Int
  ) throws -> [StoredTable] {
    var exchange = try RowExchange(
      part.empty, by: keys, as: types, stage.run, parts: count, place: nil, seed: UInt64(depth + 2))
    try exchange.add(StageRows.stored(part).flow(.all, sizes.block))
    return try exchange.finished()
  }

  /// Executes the step on the rows of one part, or on one piece of them after the other.
  private mutating func finish(_ pieces: [() throws -> Table], _ context: StepContext) throws {
    let kernel = PlacedStep(step: stage.step, context: context, items: items)
    var result = try newResult()
    for piece in pieces {
      try Interruption.check()
      let table = try piece()
      let outcome = try kernel.apply(to: table)
      stage.count.add(rowsIn: table.rowCount, outcome)
      if let rows = outcome.setAside { aside.append(rows) }
      try result.append(outcome.table.pruned(to: columnsKept))
    }
    keep(result)
  }

  /// The columns that the step makes, and the places.
  private var columnsKept: Columns { stage.step.wanted.union([RowPlace.column]) }

  private mutating func newResult() throws -> TableSpool {
    // The blocks of all parts that are merged fit into memory together.
    let size = BlockSize(
      bytes: max(64 << 10, min(sizes.block.bytes, sizes.partition / partCount)), rows: sizes.block.rows)
    return TableSpool(in: try results.file(), blocksOf: size)
  }

  private mutating func keep(_ result: TableSpool) {
    if let result = result.stored { runs.append(result) }
  }

  /// The rows that were set aside, in the order of the table.
  private func ordered(_ tables: [Table]) throws -> Table {
    let all = Table.concatenating(tables, like: tables[0])
    let rows = try RowOrder([.init(column: all.column(named: RowPlace.column)!, isDescending: false)])
      .sorted(rowCount: all.rowCount)
    return all.gather(rows).selectingVisiblePlaces
  }
}

/// Makes the file for the results of all parts when the first one is written.
private struct ResultFile {
  private let folder: String
  private var made: SpillFile?

  init(_ folder: String) { self.folder = folder }

  mutating func file() throws -> SpillFile {
    if let made { return made }
    made = try SpillFile(in: folder)
    return made!
  }
}

extension Table {
  /// The table with the column of places, without rows.
  fileprivate var placed: Table { placed(in: RowPlace.column) }

  fileprivate func placed(in name: String) -> Table {
    var table = self
    table.set(name, RowPlace.numbers(from: 0, count: rowCount))
    return table
  }

  /// The table without the column of places.
  var selectingVisiblePlaces: Table {
    selecting(schema.names.filter { $0 != RowPlace.column && $0 != RowPlace.otherColumn })
  }
}
