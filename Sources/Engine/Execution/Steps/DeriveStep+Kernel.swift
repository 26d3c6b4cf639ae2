internal import Tables

extension DeriveStep: StepKernel {
  func apply(to table: Table, _ context: StepContext) throws -> StepOutcome {
    var result = table
    // From the last to the first: a column may be there only for those after it.
    var wanted = context.wanted
    var used: [Column] = []
    for column in columns.reversed() where wanted.contains(column.name) {
      used.append(column)
      wanted = wanted.union(column.expression.columns)
    }
    for column in used.reversed() {
      result.set(column.name, try column.expression.evaluate(on: result, in: context.zone))
    }
    return StepOutcome(result)
  }
}
