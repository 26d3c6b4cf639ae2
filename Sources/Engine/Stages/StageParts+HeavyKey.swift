internal import Diagnostics
internal import Tables

/// Groups with more rows than a part can have.
extension StageParts {
  /// Takes the rows of one key with many rows out of a part that cannot be divided, and aggregates them as they come; the
  /// others are worked on as a smaller part.
  mutating func finish(_ part: ExchangedPart, _ group: GroupStep, depth: Int) throws {
    let key = try frequentKey(of: part, group.by)
    let (heavy, others) = try separated(part, by: group.by, from: key)
    if heavy.rows.bytes() > 2 * sizes.partition {
      try aggregate(heavy, group)
    } else {
      try finish([heavy.rows.table], heavy.receipt, stage.context([:]))
    }
    try work([others], group.by, depth: depth)
  }

  /// One row with the key that most rows of the first block have.
  private func frequentKey(of part: ExchangedPart, _ keys: [String]) throws -> Table {
    let block = try part.rows.block(0).selecting(keys)
    let groups = try Grouping.by(block.columns, rowCount: block.rowCount)
    var counts = [Int](repeating: 0, count: groups.groupCount)
    for group in groups.groupOf { counts[Int(group)] += 1 }
    let most = counts.indices.max { counts[$0] < counts[$1] }!
    return block.gather([groups.firstRows[most]])
  }

  private func separated(
    _ part: ExchangedPart, by keys: [String], from key: Table
  ) throws -> (heavy: ExchangedPart, others: ExchangedPart) {
    let file = try SpillFile(in: stage.run.folder)
    var spools = [TableSpool(in: file, blocksOf: sizes.block), TableSpool(in: file, blocksOf: sizes.block)]
    var receipts = [Receipt(), Receipt()]
    for number in 0..<part.rows.blockCount {
      try Interruption.check()
      let block = try part.rows.block(number)
      let columns = keys.map { name in
        let column = block.column(named: name)!
        return Column.concatenating([key.column(named: name)!, column], type: column.type)
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
