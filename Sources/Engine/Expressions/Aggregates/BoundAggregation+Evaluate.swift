package import Tables

extension BoundAggregation {
  /// One value per group. Throws a `Diagnostic` that names the group or the row if a value cannot be
  /// computed.
  package func evaluate(on table: Table, groups: Grouping, in zone: Zone) throws -> Column {
    let overRows = Environment(zone: zone, subject: .rows(of: noun))
    let results = try Parallel.map(calls) { call in
      try call.evaluate(on: table, groups: groups, order: nil, overRows)
    }
    var groupTable = Table(Schema(), [], rowCount: groups.groupCount)
    for key in root.columns { groupTable.set(key, table.column(named: key)!.gather(groups.firstRows)) }
    for (call, column) in zip(calls, results) { groupTable.set(result: call.slot, column) }
    return try root.column(
      of: groupTable, rows: 0..<groups.groupCount, Environment(zone: zone, subject: .groups(of: noun)))
  }
}
