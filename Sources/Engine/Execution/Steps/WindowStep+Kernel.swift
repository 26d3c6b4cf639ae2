internal import Tables

extension WindowStep: StepKernel {
  func apply(to table: Table, _ context: StepContext) throws -> StepOutcome {
    let grouping = try Grouping.by(table.columns(named: by), rowCount: table.rowCount)
    let rowOrder = RowOrder(table, by: order)
    // All rows are sorted once; each partition keeps that order.
    let sorted = try rowOrder.sorted(rowCount: table.rowCount)
    let counts = grouping.arranged().starts
    var next = counts
    var rows = [Int32](repeating: 0, count: table.rowCount)
    for row in sorted {
      let group = Int(grouping.groupOf[Int(row)])
      rows[next[group]] = row
      next[group] += 1
    }
    var begins = [Bool](repeating: false, count: rows.count)
    for start in counts where start < rows.count { begins[start] = true }
    rowOrder.withComparison { compare in
      for place in begins.indices.dropFirst() where !begins[place] {
        begins[place] = compare(Int(rows[place - 1]), Int(rows[place])) != 0
      }
    }
    let partitioning = Partitioning(rows: rows, starts: counts, beginsPeers: begins, grouping: grouping)
    var result = table
    // Every column is computed from the incoming table: derived columns do not see each other.
    for column in columns where context.wanted.contains(column.name) {
      result.set(
        column.name, try column.value.evaluate(on: table, partitioning: partitioning, in: context.zone))
    }
    return StepOutcome(result)
  }
}
