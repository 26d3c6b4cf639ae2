internal import Tables

extension LimitStep: StepKernel {
  func apply(to table: Table, _ context: StepContext) throws -> StepOutcome {
    let kept = min(count, table.rowCount)
    return StepOutcome(
      table.slice(0..<kept), moves: RowMoves(filtered: max(0, table.rowCount - count))
    )
  }
}
