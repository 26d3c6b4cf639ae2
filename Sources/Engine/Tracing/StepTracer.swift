internal import JobSpec
internal import Tables

/// Executes one step and records what it did with each row. The kernels know nothing of it: rows carry their
/// number in a column of their own, or the groups are formed a second time.
struct StepTracer {
  private static let rowColumn = "\0traced_row"
  private static let otherColumn = "\0traced_other"

  let step: PlannedStep
  let table: Table
  var context: StepContext

  func run() throws -> (table: Table, trace: StepTrace) {
    switch step.operation {
    case .derive(let derive): return try keepingRows(deriving: derive.columns.map(\.name))
    case .window(let window):
      let groups = try Grouping.by(table.columns(named: window.by), rowCount: table.rowCount)
      return try keepingRows(
        deriving: window.columns.map(\.name), context: [RowLinks(groups, of: groups.groupOf)])
    case .fill(let fill):
      return try keepingRows(context: try fill.sources(in: table).map { .one($0.rows) })
    case .correct(let correct): return try correcting(correct)
    case .select, .drop, .rename: return try keepingRows()
    case .filter, .explode, .unpivot, .sort: return try numbered()
    case .limit: return try numbered(lossReason: .beyondLimit)
    case .distinct(let distinct): return try merging(distinct)
    case .join(let join): return try joining(join)
    case .union(let union): return try uniting(union)
    case .group(let group): return try grouping(by: group.by)
    case .pivot(let pivot):
      return try grouping(by: pivot.rows, columns: try pivot.columns(of: table, in: context.zone))
    case .intervals(let step): return try grouping(by: step.by, from: step.from, to: step.to)
    case .concurrency(let step): return try grouping(by: step.by, from: step.from, to: step.to)
    }
  }

  private func trace(
    _ result: Table, _ own: RowLinks, context: [RowLinks] = [],
    others: [(table: String, links: RowLinks, rows: Int, lossReason: StepTrace.LossReason)] = [],
    derived: Table? = nil, mergedInto: [Int32]? = nil, setAside: [Int32: String] = [:],
    removers: (table: String, links: RowLinks)? = nil, lossReason: StepTrace.LossReason = .filtered,
    corrections: CorrectionResult? = nil, columns: (names: [String], columnOf: [Int32])? = nil
  ) -> StepTrace {
    StepTrace(
      step, summary: step.summary, rowsIn: table.rowCount, rowsOut: result.rowCount, own: own,
      context: context, others: others, derived: derived, mergedInto: mergedInto, setAside: setAside,
      removers: removers, lossReason: lossReason, corrections: corrections,
      columns: columns)
  }

  // MARK: Kinds of steps

  /// A step whose result has the same rows.
  private func keepingRows(
    deriving names: [String] = [], context: [RowLinks] = []
  ) throws -> (Table, StepTrace) {
    let result = try step.operation.kernel.apply(to: table, self.context).table
    let made = names.filter { result.schema.index(of: $0) != nil }
    return (
      result, trace(result, .same, context: context, derived: made.isEmpty ? nil : result.selecting(made))
    )
  }

  /// A step that carries each row's number through.
  private func numbered(
    lossReason: StepTrace.LossReason = .filtered
  ) throws -> (Table, StepTrace) {
    let (result, rows) = try applyNumbered(step.operation.kernel)
    return (result, trace(result, links(rows), lossReason: lossReason))
  }

  private func correcting(_ correct: CorrectStep) throws -> (Table, StepTrace) {
    var work = try CorrectionWork(correct, table.schema, context)
    try work.judge(table)
    let result = work.corrected(table)
    let rows = context.tables[correct.input]!.rowCount
    return (
      result,
      trace(
        result, .same, others: [(correct.input, work.links(count: table.rowCount), rows, .notLookedUp)],
        derived: result.selecting(correct.columns + [correct.note].compactMap { $0 }),
        corrections: work.finished(table.schema))
    )
  }

  private func merging(_ distinct: DistinctStep) throws -> (Table, StepTrace) {
    let (result, rows) = try applyNumbered(distinct)
    let groups = try Grouping.by(table.columns(named: distinct.on), rowCount: table.rowCount)
    var kept = [Int32](repeating: -1, count: groups.groupCount)
    for (place, row) in rows.enumerated() { kept[Int(groups.groupOf[Int(row)])] = Int32(place) }
    return (
      result,
      trace(
        result, links(rows), mergedInto: groups.groupOf.map { kept[Int($0)] }, lossReason: .merged)
    )
  }

  private func uniting(_ union: UnionStep) throws -> (Table, StepTrace) {
    let result = try union.apply(to: table, context).table
    var others: [(table: String, links: RowLinks, rows: Int, lossReason: StepTrace.LossReason)] = []
    var start = table.rowCount
    for name in union.with {
      let count = context.tables[name]!.rowCount
      others.append((name, .one(range(start..<start + count, of: result.rowCount)), count, .filtered))
      start += count
    }
    return (
      result, trace(result, .one(range(0..<table.rowCount, of: result.rowCount)), others: others)
    )
  }

  private func grouping(
    by names: [String], columns: (names: [String], columnOf: [Int32])? = nil
  ) throws -> (Table, StepTrace) {
    let result = try step.operation.kernel.apply(to: table, context).table
    let groups = try Grouping.by(table.columns(named: names), rowCount: table.rowCount)
    return (result, trace(result, RowLinks(groups, of: nil), columns: columns))
  }

  /// A step over time intervals, which sets rows aside.
  private func grouping(by names: [String], from: String, to: String) throws -> (Table, StepTrace) {
    let result = try step.operation.kernel.apply(to: table, context).table
    let usable = UsableIntervals(numberedTable, from: from, to: to)
    let original = numbers(usable.table)
    let groups = try Grouping.by(usable.table.columns(named: names), rowCount: usable.table.rowCount)
    var reasons: [Int32: String] = [:]
    if let aside = usable.setAside, case .text(let words)? = aside.column(named: StepOutcome.reasonColumn) {
      for (place, row) in numbers(aside).enumerated() { reasons[row] = words.string(at: place) }
    }
    return (result, trace(result, RowLinks(groups, of: nil, original: original), setAside: reasons))
  }

  private func joining(_ join: JoinStep) throws -> (Table, StepTrace) {
    var right = context.tables[join.with]!
    let count = right.rowCount
    switch join.kind {
    case .semi, .anti:
      let (result, rows) = try applyNumbered(join)
      let reason: StepTrace.LossReason = join.kind == .semi ? .unmatched : .matched
      let keys = try Grouping.by(right.columns(named: join.rightKey), rowCount: count)
      var (left, other) = (table.columns(named: join.leftKey), right.columns(named: join.rightKey))
      for index in left.indices { (left[index], other[index]) = widened(left[index], other[index]) }
      let found = try RowMatches(of: left, rowCount: table.rowCount, among: other, rowCount: count).found
      let keyOf = found.map { $0 < 0 ? -1 : keys.groupOf[Int($0)] }
      // The rows that an anti-join keeps come from no row of the other table.
      let links = RowLinks(keys, of: rows.map { keyOf[Int($0)] })
      let removers = join.kind == .anti ? (join.with, RowLinks(keys, of: keyOf)) : nil
      return (
        result,
        trace(
          result, self.links(rows),
          others: [(join.with, links, count, join.kind == .semi ? .notLookedUp : .onlyRemoves)],
          removers: removers, lossReason: reason)
      )
    case .left, .inner, .full:
      let numbers = (0..<Int64(count)).map(\.self)
      right.set(StepTracer.otherColumn, .integer(PlainColumn(numbers)))
      let extended = JoinStep(
        with: join.with, kind: join.kind, expect: join.expect, leftKey: join.leftKey, rightKey: join.rightKey,
        rightColumns: join.rightColumns + [StepTracer.otherColumn], bringsUndeclared: join.bringsUndeclared)
      var tracer = self
      tracer.context.tables[join.with] = right
      tracer.context.wanted = context.wanted.union([StepTracer.otherColumn])
      let (found, rows) = try tracer.applyNumbered(extended)
      let matched = self.numbers(found, in: StepTracer.otherColumn)
      let result = found.selecting(found.schema.names.filter { $0 != StepTracer.otherColumn })
      return (
        result,
        trace(
          result, links(rows), others: [(join.with, .one(matched), count, .notLookedUp)],
          lossReason: .unmatched)
      )
    }
  }

  // MARK: Numbers of rows

  private var numberedTable: Table {
    var numbered = table
    numbered.set(StepTracer.rowColumn, .integer(PlainColumn((0..<Int64(table.rowCount)).map(\.self))))
    return numbered
  }

  /// The result, and the row before the step that each of its rows comes from, or -1.
  private func applyNumbered(_ kernel: any StepKernel) throws -> (Table, rows: [Int32]) {
    var context = context
    context.wanted = context.wanted.union([StepTracer.rowColumn])
    let result = try kernel.apply(to: numberedTable, context).table
    let names = result.schema.names.filter { $0 != StepTracer.rowColumn }
    return (result.selecting(names), numbers(result))
  }

  private func numbers(_ table: Table, in name: String = StepTracer.rowColumn) -> [Int32] {
    guard case .integer(let column)? = table.column(named: name) else {
      preconditionFailure("rows carry their numbers")
    }
    return (0..<table.rowCount).map { column.validity[$0] ? Int32(column.values[$0]) : -1 }
  }

  private func links(_ rows: [Int32]) -> RowLinks { RowLinks(rows: rows, sourceCount: table.rowCount) }

  /// The numbers from 0 in `range`, and -1 outside it.
  private func range(_ range: Range<Int>, of count: Int) -> [Int32] {
    (0..<count).map { range.contains($0) ? Int32($0 - range.lowerBound) : -1 }
  }
}
