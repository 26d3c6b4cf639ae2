internal import JobSpec
internal import Tables

extension DistinctStep: StepKernel {
  func apply(to table: Table, _ context: StepContext) throws -> StepOutcome {
    let groups = try Grouping.by(table.columns(named: on), rowCount: table.rowCount)
    var best = groups.firstRows
    var doubles = 0
    let order = RowOrder(table, by: by)
    order.withComparison { compare in
      for row in 0..<table.rowCount {
        let group = Int(groups.groupOf[row])
        if Int(groups.firstRows[group]) == row { continue }
        doubles += 1
        let compared = compare(Int(best[group]), row)
        // Rows that compare equal are ranked by position.
        if keep == .last ? compared <= 0 : compared > 0 { best[group] = Int32(row) }
      }
    }
    if doubles == 0 { return StepOutcome(table) }
    var isKept = [Bool](repeating: false, count: table.rowCount)
    for row in best where row >= 0 { isKept[Int(row)] = true }
    let kept = isKept.indices.filter { isKept[$0] }.map { Int32($0) }
    return StepOutcome(
      table.pruned(to: context.wanted).gather(kept), moves: RowMoves(merged: doubles))
  }
}
