internal import Tables

extension SelectStep: StepKernel {
  func apply(to table: Table, _ context: StepContext) throws -> StepOutcome {
    let kept = context.schema.names.filter {
      context.wanted.contains($0) && table.schema.index(of: $0) != nil
    }
    return StepOutcome(table.selecting(kept))
  }
}
