package import JobSpec
package import Tables

/// An expression over the rows of groups, such as `sum(minutes) / count()`, checked and ready to run.
package struct BoundAggregation: Sendable {
  package let type: ColumnType
  /// The columns it reads, inside aggregates and outside.
  package let columns: Set<String>

  private let root: BoundNode
  private let calls: [AggregateCall]
  private let keys: [String]
  private let environment: Environment

  /// Parses and types `text`; outside aggregate calls only the columns of `by` may stand, which
  /// are one a group. Throws `Diagnostics` with all that is wrong.
  package static func bind(
    _ text: ExpressionText, in scope: Scope, groupedBy by: [String]
  ) throws -> BoundAggregation {
    var binder = Binder(text, in: scope, mode: .aggregate)
    let root = try binder.bindRoot(in: .groups(by: by))
    return BoundAggregation(root: root, binder: binder, by: by, scope: scope)
  }

  private init(root: BoundNode, binder: Binder, by: [String], scope: Scope) {
    self.root = root
    type = root.type ?? .text
    columns = binder.columns
    calls = binder.aggregates
    keys = by.filter { binder.columns.contains($0) }
    environment = Environment(zone: scope.zone, subject: .rows(of: scope.noun))
  }

  /// One value a group. Throws a `Diagnostic` that names the group or the row where a value cannot
  /// be computed.
  package func evaluate(on table: Table, groups: Grouping) throws -> Column {
    let results = try Parallel.map(calls) { call in
      try call.evaluate(on: table, groups: groups, order: nil, environment)
    }
    var groupTable = Table(Schema(), [], rowCount: groups.groupCount)
    for key in keys { groupTable.set(key, table.column(named: key)!.gather(groups.firstRows)) }
    for (call, column) in zip(calls, results) { groupTable.set(call.slot, column) }
    var outer = environment
    if case .rows(let noun) = environment.subject { outer.subject = .groups(of: noun) }
    return try root.column(of: groupTable, rows: 0..<groups.groupCount, outer)
  }
}
