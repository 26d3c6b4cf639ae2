internal import Tables

extension CorrectStep: StepKernel {
  func apply(to table: Table, _ context: StepContext) throws -> StepOutcome {
    let work = try CorrectionWork(self, table, context)
    var outcome = StepOutcome(work.corrected(table))
    if let note { outcome.table.set(note, work.notes(count: table.rowCount)) }
    outcome.corrections = work.result
    return outcome
  }
}
