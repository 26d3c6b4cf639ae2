internal import Diagnostics
package import Engine
package import JobSpec
internal import Ledger
internal import Tables

/// Runs that publish nothing, for `acta explain`, `acta diff` and `acta test`.
extension JobRunner {
  /// Computes a job's tables and row balance.
  package func execute(
    _ job: Job, moment: RunMoment, options: Options = Options()
  ) throws -> (execution: Execution, balance: RowBalance) {
    let writer = try writer(job, moment: moment, options: options)
    return (writer.execution, writer.balance)
  }

  /// Computes a job, and gives what would write its exports.
  ///
  /// - Parameters:
  ///   - withChanges: whether the tables are compared with the last published night.
  ///   - atOnce: whether all tables are in memory; else those with a key, whose rows are looked up.
  func writer(
    _ job: Job, moment: RunMoment, options: Options, withChanges: Bool = false, atOnce: Bool = false
  ) throws -> ExportWriter {
    var outcome = unrecorded(job, moment)
    var (plan, loaded) = try read(job, moment, options, &outcome)
    let last = try lastNight(job, moment, options, &outcome)
    var execution = try loaded.engine.run(
      plan, inputs: &loaded.inputs, languages: timeline.languages,
      previous: PreviousNight(
        figures: options.previous ?? previousFigures(job, moment), rows: last?.rows ?? [:]))
    try execution.readTables(atOnce ? nil : Set(plan.tables.filter { !$0.key.isEmpty }.map(\.name)))
    let archive = options.archive ?? Archive(state: workspace.state)
    let changes = try last.flatMap { last in
      withChanges ? try NightChanges(since: last, plan, execution, archived: [], in: archive) : nil
    }
    return try ExportWriter(
      job: job, plan: plan, execution: execution, timeline: timeline, moment: moment,
      inputs: outcome.run.inputs, absent: [], rejects: [], changes: changes, logos: loaded.logos)
  }

  /// Reads the inputs of a job, and computes nothing.
  func inputs(
    of job: Job, moment: RunMoment, options: Options
  ) throws -> (inputs: [String: InputData], entries: [RunInput]) {
    var outcome = unrecorded(job, moment)
    let (_, loaded) = try read(job, moment, options, &outcome)
    return (loaded.inputs, outcome.run.inputs)
  }

  /// Computes the tables that `table` is made from, and records the way of each row.
  ///
  /// - Parameter whole: inputs of which all columns are read.
  func trace(
    _ job: Job, of table: String, whole: [String], moment: RunMoment, options: Options
  ) throws -> (trace: PlanTrace, loaded: LoadedInputs) {
    var options = options
    options.tracing = (table, Set(whole + [table]))
    var outcome = unrecorded(job, moment)
    var (plan, loaded) = try read(job, moment, options, &outcome)
    var trace = try PlanTrace(
      plan, of: table, inputs: &loaded.inputs, languages: timeline.languages,
      previous: options.previous ?? previousFigures(job, moment))
    trace.rejectedRows = loaded.rejectedRows
    return (trace, loaded)
  }

  /// A run that begins at no time and is recorded nowhere.
  private func unrecorded(_ job: Job, _ moment: RunMoment) -> Outcome {
    Outcome(Run(of: job.name.value, at: moment, origin: .run, now: Instant(seconds: 0)))
  }
}
