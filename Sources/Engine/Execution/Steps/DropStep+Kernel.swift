internal import Tables

extension DropStep: StepKernel {
  func apply(to table: Table, _ context: StepContext) throws -> StepOutcome {
    let kept = table.schema.names.filter { !columns.contains($0) }
    return StepOutcome(table.selecting(kept))
  }
}
