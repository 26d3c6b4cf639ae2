internal import Diagnostics
internal import JobSpec
internal import Tables

/// The rows of a step, divided by the hashes of their keys into parts that fit into memory, and worked on part by
/// part.
struct StageParts {
  let stage: StageStep
  var sizes: StageSizes { stage.run.sizes }
  /// The results of the parts, each with its rows in the order of their places.
  private var runs: [StoredTable] = []
  /// For the rows of these results.
  private var made = Receipt()
  var aside: [Table] = []
  private(set) var items: Column?
  private var partCount = 1
  private var results: ResultFile

  init(_ stage: StageStep) {
    self.stage = stage
    results = ResultFile(stage.run.folder)
  }

  mutating func merged(
    _ flow: RowFlow, by keys: [String], _ aside: inout [Table]
  ) throws -> RowFlow {
    var exchange = try RowExchange(
      flow.empty, by: keys, for: stage.name, in: stage.run.place, parts: sizes.count(for: flow.bytes))
    var found = PivotItems(stage.step)
    try exchange.add(flow) { try found?.add($0) }
    items = found?.items
    try work(exchange.finished(), keys, depth: 0)
    let empty = try PlacedStep(step: stage.step, context: stage.context([:]), items: items)
      .apply(to: flow.empty.placed()).table.pruned(to: stage.step.wanted).selectingVisiblePlaces
    if !self.aside.isEmpty { aside.append(try ordered(self.aside)) }
    return PlaceMerge(runs, made, of: stage.name).flow(empty, bytes: flow.bytes)
  }

  mutating func joined(_ flow: RowFlow, _ right: RowFlow, _ join: JoinStep) throws -> RowFlow {
    let types = zip(join.leftKey, join.rightKey).map { left, other in
      widened(flow.empty.column(named: left)!, right.empty.column(named: other)!).0.type
    }
    let count = sizes.count(for: flow.bytes + right.bytes)
    var lefts = try RowExchange(
      flow.empty, by: join.leftKey, as: types, for: stage.name, in: stage.run.place, parts: count)
    var rights = try RowExchange(
      right.empty, by: join.rightKey, as: types, for: stage.name, in: stage.run.place, parts: count,
      place: RowPlace.otherColumn)
    try lefts.add(flow)
    try rights.add(right)
    partCount = count
    for (left, other) in zip(try lefts.finished(), try rights.finished()) {
      try work(left, other, join, types, depth: 0)
    }
    let empty = try PlacedStep(
      step: stage.step, context: stage.context([join.with: right.empty.placed(in: RowPlace.otherColumn)])
    ).apply(to: flow.empty.placed()).table.pruned(to: stage.step.wanted).selectingVisiblePlaces
    return PlaceMerge(runs, made, of: stage.name).flow(empty, bytes: flow.bytes + right.bytes)
  }

  // MARK: Parts

  /// - Parameter depth: how many times the rows have been divided.
  mutating func work(_ parts: [ExchangedPart], _ keys: [String], depth: Int) throws {
    partCount = max(partCount, parts.count)
    for part in parts where part.receipt.rows > 0 {
      try Interruption.check()
      let bytes = part.rows.bytes()
      if isLarge(bytes, depth), let smaller = try divided(part, by: keys, depth: depth) {
        try work(smaller, keys, depth: depth + 1)
        continue
      }
      if case .distinct(let distinct) = stage.step.operation, bytes > 2 * sizes.partition {
        try finish(part, distinct)
        continue
      }
      if sizes.partitions == nil, bytes > 2 * sizes.partition, let heavy = HeavyStep(stage) {
        try finish(part, heavy, by: keys, depth: depth)
        continue
      }
      try verifyFit(bytes)
      try finish([part.rows.table], part.receipt, stage.context([:]))
    }
  }

  private mutating func work(
    _ left: ExchangedPart, _ right: ExchangedPart, _ join: JoinStep, _ types: [ColumnType], depth: Int
  ) throws {
    if left.receipt.rows == 0 && (join.kind != .full || right.receipt.rows == 0) { return }
    try Interruption.check()
    let (leftBytes, rightBytes) = (left.rows.bytes(), right.rows.bytes())
    if isLarge(leftBytes + rightBytes, depth) {
      let count = sizes.count(for: leftBytes + rightBytes)
      let lefts = try divide(left, by: join.leftKey, as: types, into: count, depth: depth)
      let rights = try divide(right, by: join.rightKey, as: types, into: count, depth: depth)
      let largest = zip(lefts, rights).map { $0.rows.bytes() + $1.rows.bytes() }.max() ?? 0
      if largest < (leftBytes + rightBytes) / 10 * 9 {
        for (left, other) in zip(lefts, rights) { try work(left, other, join, types, depth: depth + 1) }
        return
      }
    }
    // A row on the left needs only the rows on the right, unless the join is full.
    let isHeavy = (join.kind == .full ? leftBytes + rightBytes : rightBytes) > 2 * sizes.partition
    if isHeavy, sizes.partitions == nil {
      let (heavy, others) = try separated(left, right, join, types)
      try finish(heavy.left, heavy.right, join)
      return try work(others.left, others.right, join, types, depth: depth)
    }
    try verifyFit(join.kind == .full ? leftBytes + rightBytes : rightBytes)
    let rights = try right.table(for: stage.name)
    let pieces = join.kind == .full ? [left.rows.table] : chunks(of: left.rows)
    try finish(pieces, left.receipt, stage.context([join.with: rights]))
  }

  /// Many rows of few keys: of each chunk only the rows remain that are kept so far.
  private mutating func finish(_ part: ExchangedPart, _ distinct: DistinctStep) throws {
    var context = stage.context([:])
    context.wanted = .all
    let kernel = PlacedStep(step: stage.step, context: context)
    let empty = part.rows.empty
    var kept = empty
    var merged = 0
    var received = Receipt()
    for chunk in chunks(of: part.rows) {
      let rows = try chunk()
      received.add(rows)
      let all = Table.concatenating([kept, rows], like: empty)
      try verifyFit(all.bytes)
      let outcome = try kernel.apply(to: all)
      merged += outcome.moves.merged
      kept = outcome.table
    }
    try received.verify(against: part.receipt, at: stage.name, stage.step.location)
    stage.count.add(rowsIn: received.rows, StepOutcome(kept, moves: RowMoves(merged: merged)))
    var result = try newResult()
    try add(kept, to: &result)
    keep(result)
  }

  /// The rows of a part, as many at a time as are worked on together.
  func chunks(of part: StoredTable) -> [() throws -> Table] {
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

  func verifyFit(_ bytes: Int) throws {
    try stage.run.verifyFit(
      bytes, "a key of step '\(stage.step.keyword.rawValue)' in table '\(stage.table)'", stage.step.location)
  }

  /// Nil if nearly all rows have one key.
  private func divided(_ part: ExchangedPart, by keys: [String], depth: Int) throws -> [ExchangedPart]? {
    let bytes = part.rows.bytes()
    let parts = try divide(part, by: keys, as: nil, into: sizes.count(for: bytes), depth: depth)
    return (parts.map { $0.rows.bytes() }.max() ?? 0) < bytes / 10 * 9 ? parts : nil
  }

  private func divide(
    _ part: ExchangedPart, by keys: [String], as types: [ColumnType]?, into count: Int, depth: Int
  ) throws -> [ExchangedPart] {
    var exchange = try RowExchange(
      part.rows.empty, by: keys, as: types, for: stage.name, in: stage.run.place, parts: count, place: nil,
      seed: UInt64(depth + 2))
    try exchange.add(StageRows.stored(part.rows).flow(.all, sizes.block))
    let parts = try exchange.finished()
    try parts.reduce(into: Receipt()) { $0 += $1.receipt }.verify(against: part.receipt, at: stage.name)
    return parts
  }

  /// Executes the step on the rows of one part, or on one piece of them after the other.
  ///
  /// - Parameter sent: the receipt for the rows of all pieces.
  mutating func finish(
    _ pieces: [() throws -> Table], _ sent: Receipt, _ context: StepContext
  ) throws {
    let kernel = PlacedStep(step: stage.step, context: context, items: items)
    var result = try newResult()
    var received = Receipt()
    for piece in pieces {
      try Interruption.check()
      let table = try piece()
      received.add(table)
      // Rows that are wrong are not computed with.
      if received.rows >= sent.rows {
        try received.verify(against: sent, at: stage.name, stage.step.location)
      }
      let outcome = try kernel.apply(to: table)
      stage.count.add(rowsIn: table.rowCount, outcome)
      if let rows = outcome.setAside { aside.append(rows) }
      try add(outcome.table, to: &result)
    }
    try received.verify(against: sent, at: stage.name, stage.step.location)
    keep(result)
  }

  /// The columns that the step makes, and the places.
  var columnsKept: Columns { stage.step.wanted.union([RowPlace.column]) }

  mutating func newResult() throws -> TableSpool {
    // The blocks of all parts that are merged fit into memory together.
    let size = BlockSize(
      bytes: max(64 << 10, min(sizes.block.bytes, sizes.partition / partCount)), rows: sizes.block.rows)
    return TableSpool(in: try results.file(), blocksOf: size)
  }

  mutating func add(_ rows: Table, to result: inout TableSpool) throws {
    let rows = rows.pruned(to: columnsKept)
    made.add(rows)
    try result.append(rows)
  }

  mutating func keep(_ result: TableSpool) {
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
