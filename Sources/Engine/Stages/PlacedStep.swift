internal import JobSpec
internal import Tables

/// A step on rows that carry their places: the rows of the result carry them too, in ascending order.
struct PlacedStep {
  let step: PlannedStep
  let context: StepContext
  /// The names of the columns that a pivot makes: the items of all parts, in the order of their first rows.
  var items: Column?

  /// - Parameter table: rows with their places, in ascending order.
  func apply(to table: Table) throws -> StepOutcome {
    switch step.operation {
    case .group(let group): return try grouped(group, table)
    case .pivot(let pivot):
      var outcome = try pivot.apply(to: table, context, items: items)
      outcome.table.set(RowPlace.column, try places(of: table, by: pivot.rows))
      return outcome
    case .intervals(let step): return try overTime(table, by: step.by, from: step.from, to: step.to)
    case .concurrency(let step): return try overTime(table, by: step.by, from: step.from, to: step.to)
    case .join(let join) where join.kind == .full: return try fullJoin(join, table)
    default: return try step.operation.kernel.apply(to: table, placed(context))
    }
  }

  private func placed(_ context: StepContext, _ others: [String] = []) -> StepContext {
    var context = context
    context.wanted = context.wanted.union([RowPlace.column] + others)
    return context
  }

  /// The place of a group is that of its first row, which is a summary like others.
  private func grouped(_ group: GroupStep, _ table: Table) throws -> StepOutcome {
    let place = BoundNode(.column(RowPlace.column), .integer, at: step.location)
    let call = AggregateCall(
      function: .first, argument: place, option: nil, type: .integer, location: step.location, slot: 0)
    let first = GroupStep.Summary(
      name: RowPlace.column,
      value: BoundAggregation(
        text: "", noun: "", root: BoundNode(.result(0), .integer, at: step.location), calls: [call]))
    return try GroupStep(by: group.by, summarize: group.summarize + [first])
      .apply(to: table, placed(context))
  }

  private func places(of table: Table, by keys: [String]) throws -> Column {
    let groups = try Grouping.by(table.columns(named: keys), rowCount: table.rowCount)
    return table.column(named: RowPlace.column)!.gather(groups.firstRows)
  }

  private func overTime(_ table: Table, by keys: [String], from: String, to: String) throws -> StepOutcome {
    var outcome = try step.operation.kernel.apply(to: table, context)
    let usable = UsableIntervals(table, from: from, to: to)
    outcome.table.set(RowPlace.column, try places(of: usable.table, by: keys))
    return outcome
  }

  private func fullJoin(_ join: JoinStep, _ table: Table) throws -> StepOutcome {
    let extended = JoinStep(
      with: join.with, kind: join.kind, expect: join.expect, leftKey: join.leftKey, rightKey: join.rightKey,
      rightColumns: join.rightColumns + [RowPlace.otherColumn], bringsUndeclared: join.bringsUndeclared)
    var outcome = try extended.apply(to: table, placed(context, [RowPlace.otherColumn]))
    guard case .integer(var places)? = outcome.table.column(named: RowPlace.column) else {
      preconditionFailure("rows carry their places")
    }
    let others = RowPlace.places(of: outcome.table, in: RowPlace.otherColumn)
    for row in others.indices where !places.validity[row] {
      places.values[row] = RowPlace.firstOther + others[row]
    }
    let names = outcome.table.schema.names.filter { $0 != RowPlace.otherColumn }
    outcome.table = outcome.table.selecting(names)
    outcome.table.set(RowPlace.column, .integer(PlainColumn(places.values)))
    return outcome
  }
}
