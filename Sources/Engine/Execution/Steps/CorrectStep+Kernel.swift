internal import Tables

extension CorrectStep: StepKernel {
  func apply(to table: Table, _ context: StepContext) throws -> StepOutcome {
    var work = try CorrectionWork(self, table.schema, context)
    try work.judge(table)
    var outcome = StepOutcome(work.corrected(table))
    outcome.corrections = work.finished(table.schema)
    return outcome
  }
}
