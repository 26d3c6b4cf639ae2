internal import Diagnostics
internal import JobSpec
internal import Tables

/// Joins in which one key has more rows than a part can have.
extension StageParts {
  typealias Sides = (left: ExchangedPart, right: ExchangedPart)

  /// Takes the rows of one key with many rows out of both tables.
  func separated(
    _ left: ExchangedPart, _ right: ExchangedPart, _ join: JoinStep, _ types: [ColumnType]
  ) throws -> (heavy: Sides, others: Sides) {
    let key =
      join.kind == .full && left.rows.bytes() > right.rows.bytes()
      ? try frequentKey(of: left.rows, join.leftKey) : try frequentKey(of: right.rows, join.rightKey)
    let lefts = try separated(left, by: join.leftKey, as: types, from: key)
    let rights = try separated(right, by: join.rightKey, as: types, from: key)
    return ((lefts.heavy, rights.heavy), (lefts.others, rights.others))
  }

  /// Joins rows that all have one key: each on the left with all on the right, unless the key is null.
  mutating func finish(_ left: ExchangedPart, _ right: ExchangedPart, _ join: JoinStep) throws {
    if left.receipt.rows == 0 && (join.kind != .full || right.receipt.rows == 0) { return }
    let rights = chunks(of: right.rows)
    if right.receipt.rows == 0 || rights.count == 1 && join.kind != .full {
      let others = try right.table(for: stage.name)
      return try finish(chunks(of: left.rows), left.receipt, stage.context([join.with: others]))
    }
    let hasMatches = try left.receipt.rows > 0 && !hasNullKey(right, join)
    if !hasMatches || join.kind == .semi || join.kind == .anti {
      // For rows on the left it is enough to see one on the right.
      let few = try right.rows.block(0).slice(0..<1)
      if left.receipt.rows > 0 { try finish(lefts: left, join, with: few) }
      if join.kind == .full { try finish(rights: right, join, left.rows.empty) }
      return
    }
    try finishPairs(left, right, join)
  }

  private func hasNullKey(_ part: ExchangedPart, _ join: JoinStep) throws -> Bool {
    let first = try part.rows.block(0)
    return join.rightKey.contains { !first.column(named: $0)!.validity[0] }
  }

  /// Rows without a match in a full join, or rows of which only the match counts.
  private mutating func finish(lefts: ExchangedPart, _ join: JoinStep, with rights: Table) throws {
    // In a full join, the rows on the right have a turn of their own.
    let few = join.kind == .full ? rights.slice(0..<0) : rights
    try finish(chunks(of: lefts.rows), lefts.receipt, stage.context([join.with: few]))
  }

  private mutating func finish(rights: ExchangedPart, _ join: JoinStep, _ empty: Table) throws {
    var result = try newResult()
    var received = Receipt()
    for chunk in chunks(of: rights.rows) {
      try Interruption.check()
      let rows = try chunk()
      received.add(rows)
      let outcome = try PlacedStep(step: stage.step, context: stage.context([join.with: rows])).apply(
        to: empty)
      stage.count.add(rowsIn: 0, outcome)
      try add(outcome.table, to: &result)
    }
    try received.verify(against: rights.receipt, at: stage.name, stage.step.location)
    keep(result)
  }

  /// All pairs in order. If the rows on the right do not fit, one row on the left is joined at a time.
  private mutating func finishPairs(_ left: ExchangedPart, _ right: ExchangedPart, _ join: JoinStep) throws {
    if join.expect == .one, right.receipt.rows > 1 {
      let first = try left.rows.block(0)
      throw join.multiplication(
        of: left.receipt.rows, first.columns(named: join.leftKey).map { $0.value(at: 0) },
        times: right.receipt.rows, stage.context([:]))
    }
    let (pairs, isTooMany) = left.receipt.rows.multipliedReportingOverflow(by: right.receipt.rows)
    try RowRoom().verify(
      rows: isTooMany ? Int.max : pairs, texts: [], others: 0, of: join.title, stage.context([:]),
      hint: join.hint)
    var result = try newResult()
    var received = (left: Receipt(), right: Receipt())
    let rights = chunks(of: right.rows)
    var isFirst = true
    for chunk in chunks(of: left.rows) {
      let rows = try chunk()
      received.left.add(rows)
      let step = rights.count == 1 ? rows.rowCount : 1
      for start in stride(from: 0, to: rows.rowCount, by: step) {
        let own = rows.slice(start..<start + step)
        for (number, chunk) in rights.enumerated() {
          try Interruption.check()
          let others = try chunk()
          if isFirst { received.right.add(others) }
          let kernel = PlacedStep(step: stage.step, context: stage.context([join.with: others]))
          var outcome = try kernel.apply(to: own)
          if number > 0 { outcome.moves.multiplied = outcome.table.rowCount }
          if !isFirst {
            // The rows on the right are counted once.
            outcome.moves.merged = 0
            outcome.joinedIn = outcome.joinedIn.map { RowBalance.Rows($0.table, 0) }
          }
          stage.count.add(rowsIn: number == 0 ? own.rowCount : 0, outcome)
          try add(outcome.table, to: &result)
        }
        isFirst = false
      }
    }
    try received.left.verify(against: left.receipt, at: stage.name, stage.step.location)
    try received.right.verify(against: right.receipt, at: stage.name, stage.step.location)
    keep(result)
  }
}
