package import JobSpec
package import Tables

/// An expression over the rows of partitions, such as `rank()` or `minutes / sum(minutes)`, checked
/// and ready to run.
package struct BoundWindow: Sendable {
  package let type: ColumnType
  /// The columns it reads; those of the partition and the order are the step's own affair.
  package let columns: Set<String>

  private let root: BoundNode
  private let aggregates: [AggregateCall]
  private let windows: [WindowCall]
  private let environment: Environment

  /// Parses and types `text`. Throws `Diagnostics` with all that is wrong.
  package static func bind(_ text: ExpressionText, in scope: Scope) throws -> BoundWindow {
    var binder = Binder(text, in: scope, mode: .window)
    let root = try binder.bindRoot(in: .window)
    return BoundWindow(root: root, binder: binder, scope: scope)
  }

  private init(root: BoundNode, binder: Binder, scope: Scope) {
    self.root = root
    type = root.type ?? .text
    columns = binder.columns
    aggregates = binder.aggregates
    windows = binder.windows
    environment = Environment(zone: scope.zone, subject: .rows(of: scope.noun))
  }

  /// One value a row of the table, in the table's order. Throws a `Diagnostic` that names the row
  /// where a value cannot be computed.
  package func evaluate(on table: Table, partitioning: Partitioning) throws -> Column {
    let groups = partitioning.grouping
    var extended = table
    for call in aggregates {
      let values = try call.evaluate(on: table, groups: groups, order: partitioning.rows, environment)
      extended.set(call.slot, values.gather(groups.groupOf))
    }
    for call in windows {
      extended.set(call.slot, try call.evaluate(on: table, partitioning, environment))
    }
    return try root.column(of: extended, rows: 0..<table.rowCount, environment)
  }
}
