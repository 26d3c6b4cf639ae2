internal import Tables

extension RenameStep: StepKernel {
  func apply(to table: Table, _ context: StepContext) throws -> StepOutcome {
    let newNames = Dictionary(uniqueKeysWithValues: columns.map { ($0.from, $0.to) })
    return StepOutcome(table.renaming(newNames))
  }
}
