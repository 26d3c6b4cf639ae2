internal import Diagnostics
internal import Tables

extension RenameStep: StepKernel {
  func apply(to table: Table, _ context: StepContext) throws -> StepOutcome {
    let newNames = Dictionary(uniqueKeysWithValues: columns.map { ($0.from, $0.to) })
    // The plan compares the names that it knows; a pivot makes others.
    for column in columns where newNames[column.to] == nil && table.schema.index(of: column.to) != nil {
      throw Diagnostic(
        .init(.repeatedColumn, "there is a column '\(column.to)' already"), at: context.location,
        hint: "choose another name for '\(column.from)'")
    }
    return StepOutcome(table.renaming(newNames))
  }
}
