internal import Diagnostics
internal import JobSpec
internal import Tables

/// `group: {by, summarize}`: one row a group, in order of first appearance. By nothing: one row,
/// of an empty table too.
struct GroupStep: BoundStep {
  let schema: Schema
  private let by: [String]
  private let summaries: [(name: String, aggregation: BoundAggregation)]

  init(_ definition: Step.Group, _ binding: StepBinding) throws {
    var mistakes = Diagnostics()
    let keys = mistakes.collect { try binding.fields(definition.by) } ?? []
    var made: [(field: Field, location: SourceLocation)] = zip(keys, definition.by).map { ($0, $1.location) }
    var summaries: [(name: String, aggregation: BoundAggregation)] = []
    for summary in definition.summarize {
      let bound = mistakes.collect {
        try BoundAggregation.bind(
          summary.expression, in: binding.scope, groupedBy: definition.by.map(\.value))
      }
      guard let bound else { continue }
      made.append((Field(summary.name.value, bound.type), summary.name.location))
      summaries.append((summary.name.value, bound))
    }
    let fields = mistakes.collect { try binding.unique(made) }
    try mistakes.throwIfErrors()
    by = keys.map(\.name)
    self.summaries = summaries
    schema = Schema(fields!)
  }

  func columnsRead(toMake needed: Set<String>?) -> Set<String>? {
    summaries.reduce(into: Set(by)) { columns, summary in
      if needed?.contains(summary.name) ?? true { columns.formUnion(summary.aggregation.columns) }
    }
  }

  func apply(to table: Table, _ context: StepContext) throws -> StepOutcome {
    let groups = try Grouping.by(table.columns(named: by), rowCount: table.rowCount)
    var result = table.pruned(to: Set(by)).gather(by.isEmpty ? [] : groups.firstRows)
    if by.isEmpty { result = Table(Schema(), [], rowCount: 1) }
    result = result.ordered(by)
    let wanted = summaries.filter { context.needs($0.name) }
    table.prepare(wanted.flatMap(\.aggregation.columns))
    let columns = try Parallel.map(wanted.map(\.aggregation)) { try $0.evaluate(on: table, groups: groups) }
    for (summary, column) in zip(wanted, columns) { result.set(summary.name, column) }
    return StepOutcome(result, rowsIn: table.rowCount, moves: groups.moves)
  }
}

extension Grouping {
  /// Rows beyond the first of their group; the one group of nothing is made of no row.
  var moves: RowMoves {
    let grouped = Parallel.each(Parallel.pieces(rows: groupOf.count)) { piece in
      let (groupOf, firstRows) = (groupOf.span, firstRows.span)
      return piece.count { Int(firstRows[Int(groupOf[$0])]) != $0 }
    }
    return RowMoves(grouped: grouped.reduce(0, +), multiplied: firstRows.count { $0 < 0 })
  }
}

extension Table {
  /// The same columns, those with these names first and in this order.
  func ordered(_ names: [String]) -> Table {
    let rest = schema.names.filter { !names.contains($0) }
    return selecting(names.filter { schema.index(of: $0) != nil } + rest)
  }
}
