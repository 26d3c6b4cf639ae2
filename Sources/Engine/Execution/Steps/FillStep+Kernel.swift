internal import Tables

extension FillStep: StepKernel {
  func apply(to table: Table, _ context: StepContext) throws -> StepOutcome {
    var result = table
    for (name, rows) in try sources(in: table) { result.set(name, table.column(named: name)!.gather(rows)) }
    return StepOutcome(result)
  }

  /// For each column that has nulls, the row that each row takes its value from, or -1.
  func sources(in table: Table) throws -> [(column: String, rows: [Int32])] {
    let groups =
      by.isEmpty
      ? Grouping.whole(rowCount: table.rowCount)
      : try Grouping.by(table.columns(named: by), rowCount: table.rowCount)
    return columns.compactMap { name in
      guard let column = table.column(named: name), column.validity.mayHaveNulls else { return nil }
      let validity = column.validity
      var last = [Int32](repeating: -1, count: groups.groupCount)
      var rows = [Int32](repeating: -1, count: table.rowCount)
      for row in 0..<table.rowCount {
        let group = Int(groups.groupOf[row])
        if validity[row] { last[group] = Int32(row) }
        rows[row] = last[group]
      }
      return (name, rows)
    }
  }
}
