package import Tables

extension BoundWindow {
  /// One value per row, in the table's order. Throws a `Diagnostic` that names the row if a value cannot
  /// be computed.
  package func evaluate(on table: Table, partitioning: Partitioning, in zone: Zone) throws -> Column {
    let environment = Environment(zone: zone, subject: .rows(of: noun))
    let groups = partitioning.grouping
    var extended = table
    for call in aggregates {
      let values = try call.evaluate(on: table, groups: groups, order: partitioning.rows, environment)
      extended.set(result: call.slot, values.gather(groups.groupOf))
    }
    for call in windows {
      extended.set(result: call.slot, try call.evaluate(on: table, partitioning, environment))
    }
    return try root.column(of: extended, rows: 0..<table.rowCount, environment)
  }
}
