internal import Tables

extension FillStep: StepKernel {
  func apply(to table: Table, _ context: StepContext) throws -> StepOutcome {
    let groups =
      by.isEmpty
      ? Grouping.whole(rowCount: table.rowCount)
      : try Grouping.by(table.columns(named: by), rowCount: table.rowCount)
    var result = table
    for name in columns {
      guard let column = table.column(named: name), column.validity.mayHaveNulls else { continue }
      let validity = column.validity
      var last = [Int32](repeating: -1, count: groups.groupCount)
      var rows = [Int32](repeating: -1, count: table.rowCount)
      for row in 0..<table.rowCount {
        let group = Int(groups.groupOf[row])
        if validity[row] { last[group] = Int32(row) }
        rows[row] = last[group]
      }
      result.set(name, column.gather(rows))
    }
    return StepOutcome(result)
  }
}
