internal import Tables

extension SortStep: StepKernel {
  func apply(to table: Table, _ context: StepContext) throws -> StepOutcome {
    let order = RowOrder(table, by: by, collate: collate)
    let rows = try order.sorted(rowCount: table.rowCount)
    return StepOutcome(table.pruned(to: context.wanted).gather(rows))
  }
}
