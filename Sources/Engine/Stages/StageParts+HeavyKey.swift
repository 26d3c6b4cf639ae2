internal import Diagnostics
internal import Tables

/// A step that can work on one key with more rows than a part can have.
enum HeavyStep {
  case group(GroupStep)
  case pivot(PivotStep)
  case pieces(StagePartition)
  case overTime(StageOverTime)

  /// Nil for other steps.
  init?(_ stage: StageStep) {
    switch stage.step.operation {
    case .group(let group): self = .group(group)
    case .pivot(let pivot): self = .pivot(pivot)
    case .intervals, .concurrency:
      guard let overTime = StageOverTime(stage) else { return nil }
      self = .overTime(overTime)
    default:
      guard let pieces = StagePartition(stage) else { return nil }
      self = .pieces(pieces)
    }
  }
}

extension StageParts {
  /// Takes the rows of one key with many rows out of a part that cannot be divided, and works on them as they come; the
  /// others are worked on as a smaller part.
  mutating func finish(_ part: ExchangedPart, _ step: HeavyStep, by keys: [String], depth: Int) throws {
    let key = try frequentKey(of: part.rows, keys)
    let (heavy, others) = try separated(part, by: keys, as: nil, from: key)
    if heavy.rows.bytes() > 2 * sizes.partition {
      switch step {
      case .group(let group): try aggregate(heavy, group)
      case .pivot(let pivot): try aggregate(heavy, pivot)
      case .pieces(let partition): try compute(heavy, partition)
      case .overTime(let overTime): try join(heavy, overTime)
      }
    } else {
      try finish([heavy.rows.table], heavy.receipt, stage.context([:]))
    }
    try work([others], keys, depth: depth)
  }

  /// The key that most rows of the first block have.
  func frequentKey(of rows: StoredTable, _ keys: [String]) throws -> [Column] {
    let block = try rows.block(0)
    let columns = block.columns(named: keys)
    let groups = try Grouping.by(columns, rowCount: block.rowCount)
    var counts = [Int](repeating: 0, count: groups.groupCount)
    for group in groups.groupOf { counts[Int(group)] += 1 }
    let most = counts.indices.max { counts[$0] < counts[$1] }!
    return columns.map { $0.gather([groups.firstRows[most]]) }
  }

  /// - Parameter types: the types as which keys are compared; nil: their own.
  func separated(
    _ part: ExchangedPart, by keys: [String], as types: [ColumnType]?, from key: [Column]
  ) throws -> (heavy: ExchangedPart, others: ExchangedPart) {
    let file = try SpillFile(in: stage.run.folder)
    var spools = [TableSpool(in: file, blocksOf: sizes.block), TableSpool(in: file, blocksOf: sizes.block)]
    var receipts = [Receipt(), Receipt()]
    for number in 0..<part.rows.blockCount {
      try Interruption.check()
      let block = try part.rows.block(number)
      let columns = keys.enumerated().map { index, name in
        let column = block.column(named: name)!
        let type = types?[index] ?? column.type
        return Column.concatenating([key[index].widened(to: type), column.widened(to: type)], type: type)
      }
      let groups = try Grouping.by(columns, rowCount: block.rowCount + 1)
      let hashes = block.rowHashes
      var chosen: [[Int32]] = [[], []]
      for row in 0..<block.rowCount {
        let side = groups.groupOf[row + 1] == groups.groupOf[0] ? 0 : 1
        chosen[side].append(Int32(row))
        receipts[side].add(hashes[row])
      }
      for side in 0...1 where !chosen[side].isEmpty { try spools[side].append(block.gather(chosen[side])) }
    }
    var received = receipts[0]
    received += receipts[1]
    try received.verify(against: part.receipt, at: stage.name, stage.step.location)
    let schema = part.rows.schema
    return (
      ExchangedPart(rows: spools[0].stored(as: schema), receipt: receipts[0]),
      ExchangedPart(rows: spools[1].stored(as: schema), receipt: receipts[1])
    )
  }

  /// Rows that get columns which depend on the rows before or behind them.
  private mutating func compute(_ part: ExchangedPart, _ partition: StagePartition) throws {
    var result = try newResult()
    try verified(part) { rows in
      try partition.applied(to: rows).each { piece in
        stage.count.add(rowsIn: piece.rowCount, StepOutcome(piece))
        try add(piece, to: &result)
      }
    }
    keep(result)
  }

  /// What `body` makes of the rows of a part, all of which it must have read.
  private func verified<R>(_ part: ExchangedPart, _ body: (RowFlow) throws -> R) throws -> R {
    var received = Receipt()
    let flow = StageRows.stored(part.rows).flow(.all, sizes.block)
    let made = try body(
      RowFlow(flow.empty, bytes: flow.bytes) {
        guard let piece = try flow.next() else { return nil }
        received.add(piece)
        return piece
      })
    try received.verify(against: part.receipt, at: stage.name, stage.step.location)
    return made
  }

  /// The intervals of one key.
  private mutating func join(_ part: ExchangedPart, _ overTime: StageOverTime) throws {
    let result = try verified(part) { try overTime.applied(to: $0) }
    let one = try PlacedStep(step: stage.step, context: stage.context([:])).apply(
      to: result.first ?? part.rows.empty)
    let outcome = result.outcome(one)
    stage.count.add(rowsIn: result.rows, outcome)
    if let rows = outcome.setAside { aside.append(rows) }
    var made = try newResult()
    try add(outcome.table, to: &made)
    keep(made)
  }

  /// One row, of which only sums and single values of each item are in memory.
  private mutating func aggregate(_ part: ExchangedPart, _ pivot: PivotStep) throws {
    var known = KnownValues(part.rows.schema.field(named: pivot.column)!.type)
    var sums: [WholeAggregation] = []
    var firsts: [Table] = []
    var received = Receipt()
    for chunk in chunks(of: part.rows) {
      try Interruption.check()
      let rows = try chunk()
      received.add(rows)
      for (number, chosen) in try known.rows(byValueOf: rows.column(named: pivot.column)!) {
        let own = rows.gather(chosen)
        if number == sums.count {
          sums.append(WholeAggregation(pivot.value, in: stage.run.plan.constants.zone))
          firsts.append(own.slice(0..<1))
        }
        try sums[number].add(own)
      }
      try verifyFit(sums.reduce(0) { $0 + $1.bytes })
    }
    try received.verify(against: part.receipt, at: stage.name, stage.step.location)
    // The row, its place and the cells of items that it lacks are those of the first rows of its items.
    let first = Table.concatenating(firsts, like: part.rows.empty)
    var made = try PlacedStep(step: stage.step, context: stage.context([:]), items: items).apply(to: first)
      .table
    let all = Column.concatenating([items!, known.values], type: known.values.type)
    let groups = try Grouping.by([all], rowCount: all.count)
    let names = made.schema.names
    for (number, sum) in sums.enumerated() {
      let item = Int(groups.groupOf[items!.count + number])
      made.set(names[pivot.rows.count + item], try sum.result())
    }
    stage.count.add(rowsIn: received.rows, StepOutcome(made, moves: RowMoves(grouped: received.rows - 1)))
    var result = try newResult()
    try add(made, to: &result)
    keep(result)
  }

  /// One group, of which only sums and single values are in memory, or the values that `median` and the like need.
  private mutating func aggregate(_ part: ExchangedPart, _ group: GroupStep) throws {
    let wanted = group.summarize.filter { stage.step.wanted.contains($0.name) }
    var sums = wanted.map { WholeAggregation($0.value, in: stage.run.plan.constants.zone) }
    var received = Receipt()
    var first: Table?
    for chunk in chunks(of: part.rows) {
      try Interruption.check()
      let rows = try chunk()
      received.add(rows)
      if first == nil { first = rows.slice(0..<1) }
      for index in sums.indices { try sums[index].add(rows) }
      try verifyFit(sums.reduce(0) { $0 + $1.bytes })
    }
    try received.verify(against: part.receipt, at: stage.name, stage.step.location)
    // The key, the place and the order of columns are those of the group of its first row.
    var made = try PlacedStep(step: stage.step, context: stage.context([:])).apply(to: first!).table
    for (summary, sum) in zip(wanted, sums) { made.set(summary.name, try sum.result()) }
    stage.count.add(rowsIn: received.rows, StepOutcome(made, moves: RowMoves(grouped: received.rows - 1)))
    var result = try newResult()
    try add(made, to: &result)
    keep(result)
  }
}
