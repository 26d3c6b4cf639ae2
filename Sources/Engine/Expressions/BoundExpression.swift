package import JobSpec
package import Tables

/// An expression over one row at a time, checked and ready to run.
package struct BoundExpression: Sendable {
  /// Of a bare null: `.text`.
  package let type: ColumnType
  /// The columns it reads, those of provenance included.
  package let columns: Set<String>
  package let isConstant: Bool

  private let root: BoundNode
  private let environment: Environment

  /// Parses and types `text`. Throws `Diagnostics` with all that is wrong, each at its operand.
  package static func bind(
    _ text: ExpressionText, in scope: Scope, expecting: ColumnType? = nil
  ) throws -> BoundExpression {
    var binder = Binder(text, in: scope, mode: .row)
    let root = try binder.bindRoot(in: .row, expecting: expecting)
    return BoundExpression(root: root, columns: binder.columns, scope: scope)
  }

  private init(root: BoundNode, columns: Set<String>, scope: Scope) {
    self.root = root
    self.columns = columns
    type = root.type ?? .text
    isConstant = root.constant != nil
    environment = Environment(zone: scope.zone, subject: .rows(of: scope.noun))
  }

  /// One value a row. The table must have the columns that the scope's schema promised. Throws a
  /// `Diagnostic` that names the row where a value cannot be computed.
  package func evaluate(on table: Table) throws -> Column {
    try evaluate(on: table, rows: 0..<table.rowCount)
  }

  /// One value a row of `rows`.
  package func evaluate(on table: Table, rows: Range<Int>) throws -> Column {
    table.prepare(columns)
    return try root.column(of: table, rows: rows, environment)
  }
}
