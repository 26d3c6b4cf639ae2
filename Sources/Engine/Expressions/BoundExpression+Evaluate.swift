package import Tables

extension BoundExpression {
  /// One value per row. The table must have the columns of the scope's schema. Throws a `Diagnostic`
  /// that names the row if a value cannot be computed.
  package func evaluate(on table: Table, in zone: Zone) throws -> Column {
    try evaluate(on: table, rows: 0..<table.rowCount, in: zone)
  }

  /// One value per row of `rows`.
  package func evaluate(on table: Table, rows: Range<Int>, in zone: Zone) throws -> Column {
    table.prepare(columns)
    return try root.column(of: table, rows: rows, Environment(zone: zone, subject: .rows(of: noun)))
  }
}
