internal import Tables

extension DeriveStep: StepKernel {
  func apply(to table: Table, _ context: StepContext) throws -> StepOutcome {
    var result = table
    // From last to first: a column may be needed only by expressions that follow it.
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
