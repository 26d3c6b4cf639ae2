internal import Diagnostics
internal import JobSpec
internal import Tables

/// A step, executed on the rows of a flow by the kernel of the run in memory.
struct StageStep {
  let step: PlannedStep
  let table: String
  let run: StageRun
  let count: StepCount

  init(_ step: PlannedStep, of table: String, _ run: StageRun, _ count: StepCount) {
    self.step = step
    self.table = table
    self.run = run
    self.count = count
  }

  /// - Parameter aside: gets the rows that the step could not use.
  func applied(to flow: RowFlow, _ aside: inout [Table]) throws -> RowFlow {
    let flow = flow.pruned(to: step.columnsRead)
    switch step.operation {
    case .filter, .derive, .select, .drop, .rename, .unpivot, .explode:
      return try piecewise(flow, context([:]))
    case .limit(let limit): return limited(flow, to: limit.count)
    case .union(let union): return try united(flow, union)
    case .sort(let sort): return try StageSort(sort, self).sorted(flow)
    case .join(let join): return try joined(flow, join)
    case .distinct(let distinct): return try together(flow, by: distinct.on, &aside)
    case .group(let group): return try together(flow, by: group.by, &aside)
    case .pivot(let pivot): return try together(flow, by: pivot.rows, &aside)
    case .window(let window): return try together(flow, by: window.by, &aside)
    case .fill(let fill): return try together(flow, by: fill.by, &aside)
    case .intervals(let intervals): return try together(flow, by: intervals.by, &aside)
    case .concurrency(let concurrency): return try together(flow, by: concurrency.by, &aside)
    case .correct(let correct): return try corrected(flow, correct)
    }
  }

  func context(_ tables: [String: Table]) -> StepContext {
    step.context(tables, run.plan.constants, room: RowRoom { [most = run.sizes.most] in most })
  }

  /// The step on rows that need no others.
  func piecewise(_ flow: RowFlow, _ context: StepContext) throws -> RowFlow {
    let kernel = step.operation.kernel
    let empty = try kernel.apply(to: flow.empty, context).table.pruned(to: step.wanted)
    return RowFlow(empty, bytes: flow.bytes) {
      guard let piece = try flow.next() else { return nil }
      let outcome = try kernel.apply(to: piece, context)
      count.add(rowsIn: piece.rowCount, outcome)
      return outcome.table.pruned(to: step.wanted)
    }
  }

  /// All pieces are read, also those behind the limit: earlier steps count their rows.
  private func limited(_ flow: RowFlow, to limit: Int) -> RowFlow {
    var left = limit
    return RowFlow(flow.empty, bytes: flow.bytes) {
      guard let piece = try flow.next() else { return nil }
      let kept = piece.slice(0..<min(left, piece.rowCount))
      left -= kept.rowCount
      count.add(
        rowsIn: piece.rowCount,
        StepOutcome(kept, moves: RowMoves(filtered: piece.rowCount - kept.rowCount)))
      return kept
    }
  }

  /// The rows of each table, one table after the other, with the columns of all.
  private func united(_ flow: RowFlow, _ union: UnionStep) throws -> RowFlow {
    let flows =
      [flow]
      + union.with.map { name in
        run.rows[name]!.flow(step.columnsRead(of: otherTable(name)), run.sizes.block)
      }
    // A table may occur twice, so each gets a name of its own.
    let names = flows.indices.dropFirst().map { "\0\($0)" }
    let kernel = UnionStep(with: names)
    func apply(_ piece: Table, _ number: Int) throws -> Table {
      var tables = Dictionary(uniqueKeysWithValues: zip(names, flows.dropFirst().map(\.empty)))
      if number > 0 { tables[names[number - 1]] = piece }
      let outcome = try kernel.apply(to: number == 0 ? piece : flow.empty, context(tables))
      count.add(rowsIn: number == 0 ? piece.rowCount : 0, outcome)
      return outcome.table.pruned(to: step.wanted)
    }
    // Errors name the tables as the job does.
    _ = try union.fields(of: flows.map(\.empty), context([:]))
    let empty = try apply(flow.empty, 0)
    var number = 0
    return RowFlow(empty, bytes: flows.reduce(0) { $0 + $1.bytes }) {
      while number < flows.count {
        if let piece = try flows[number].next() { return try apply(piece, number) }
        number += 1
      }
      return nil
    }
  }

  /// Piece by piece: behind the last one it is known which corrections are stale.
  private func corrected(_ flow: RowFlow, _ correct: CorrectStep) throws -> RowFlow {
    let corrections = try run.rows[correct.input]!.table(.all)
    var work = try CorrectionWork(correct, flow.empty.schema, context([correct.input: corrections]))
    let empty = work.corrected(flow.empty).pruned(to: step.wanted)
    return RowFlow(empty, bytes: flow.bytes) {
      guard let piece = try flow.next() else {
        var end = StepOutcome(flow.empty)
        end.corrections = work.finished(flow.empty.schema)
        count.add(rowsIn: 0, end)
        return nil
      }
      try work.judge(piece)
      let made = work.corrected(piece)
      count.add(rowsIn: piece.rowCount, StepOutcome(made))
      return made.pruned(to: step.wanted)
    }
  }

  /// For errors: `step 'group' of table 'made'`.
  var name: String { "step '\(step.keyword.rawValue)' of table '\(table)'" }

  func otherTable(_ name: String) -> OtherTable { step.otherTables.first { $0.name == name }! }

  // MARK: Rows that must come together

  private func together(_ flow: RowFlow, by keys: [String], _ aside: inout [Table]) throws -> RowFlow {
    var flow = flow
    if keys.isEmpty, case .group(let group) = step.operation {
      if let few = try collected(&flow) { flow = RowFlow(few, in: run.sizes.block) }
      return try groupedWhole(flow, group)
    }
    if let waiting = try collected(&flow) {
      let outcome = try step.operation.kernel.apply(to: waiting, context([:]))
      count.add(rowsIn: waiting.rowCount, outcome)
      if let rows = outcome.setAside { aside.append(rows) }
      return RowFlow(outcome.table.pruned(to: step.wanted), in: run.sizes.block)
    }
    if keys.isEmpty, let overTime = StageOverTime(self) {
      let result = try overTime.applied(to: flow)
      let outcome = result.outcome(
        try step.operation.kernel.apply(to: result.first ?? flow.empty, context([:])))
      count.add(rowsIn: result.rows, outcome)
      if let rows = outcome.setAside { aside.append(rows) }
      return RowFlow(outcome.table.pruned(to: step.wanted), in: run.sizes.block)
    }
    if keys.isEmpty, let pieces = StagePartition(self) {
      let made = try pieces.applied(to: flow.placed())
      return RowFlow(made.empty.pruned(to: step.wanted).selectingVisiblePlaces, bytes: made.bytes) {
        guard let piece = try made.next() else { return nil }
        count.add(rowsIn: piece.rowCount, StepOutcome(piece))
        return piece.pruned(to: step.wanted).selectingVisiblePlaces
      }
    }
    var parts = StageParts(self)
    return try parts.merged(flow, by: keys, &aside)
  }

  /// All rows as one group, piece by piece.
  private func groupedWhole(_ flow: RowFlow, _ group: GroupStep) throws -> RowFlow {
    let wanted = group.summarize.filter { step.wanted.contains($0.name) }
    var sums = wanted.map { WholeAggregation($0.value, in: run.plan.constants.zone) }
    var rows = 0
    try flow.each { piece in
      rows += piece.rowCount
      for index in sums.indices { try sums[index].add(piece) }
      try run.verifyFit(
        sums.reduce(0) { $0 + $1.bytes }, name, step.location)
    }
    var result = Table(Schema(), [], rowCount: 1)
    for (summary, sum) in zip(wanted, sums) { result.set(summary.name, try sum.result()) }
    count.add(
      rowsIn: rows,
      StepOutcome(result, moves: RowMoves(grouped: max(0, rows - 1), multiplied: rows == 0 ? 1 : 0)))
    return RowFlow(result.pruned(to: step.wanted), in: run.sizes.block)
  }

  private func joined(_ flow: RowFlow, _ join: JoinStep) throws -> RowFlow {
    let columns = step.columnsRead(of: otherTable(join.with))
    let right = run.rows[join.with]!
    var flow = flow
    let fits = run.sizes.partitions == nil && right.bytes(of: columns.names) <= run.sizes.partition
    if fits, let waiting = try collected(&flow) {
      let outcome = try join.apply(to: waiting, context([join.with: right.table(columns)]))
      count.add(rowsIn: waiting.rowCount, outcome)
      return RowFlow(outcome.table.pruned(to: step.wanted), in: run.sizes.block)
    }
    if join.kind != .full, right.rowCount <= StageStep.fewRows, run.sizes.partitions == nil {
      return try piecewise(flow, context([join.with: right.table(columns)]))
    }
    var parts = StageParts(self)
    return try parts.joined(flow, right.flow(columns, run.sizes.block), join)
  }

  /// So few rows of another table are looked up again for each piece.
  private static let fewRows = 4096

  /// All rows, if they are few enough; otherwise the flow begins anew with those that were read.
  func collected(_ flow: inout RowFlow) throws -> Table? {
    if run.sizes.partitions != nil { return nil }
    var pieces: [Table] = []
    var bytes = 0
    while let piece = try flow.next() {
      try Interruption.check()
      pieces.append(piece)
      bytes += piece.bytes
      if bytes > run.sizes.partition {
        flow = flow.beginning(with: pieces)
        return nil
      }
    }
    return Table.concatenating(pieces, like: flow.empty)
  }
}

extension RowFlow {
  /// The flow with pieces put back.
  fileprivate func beginning(with pieces: [Table]) -> RowFlow {
    var pieces = pieces[...]
    return RowFlow(empty, bytes: bytes) { try pieces.popFirst() ?? next() }
  }
}
