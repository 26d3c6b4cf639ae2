package import Diagnostics
package import Engine
package import JobSpec
package import Ledger
internal import Tables

/// The tables, figures and checks of a past run, computed again from its archived files; nothing is published.
package struct ComputedRun: Sendable {
  /// The run that it repeats.
  package let run: Run
  package let job: Job
  package let execution: Execution
  package let balance: RowBalance
  package let timeline: TimelineDefinition

  /// - Parameters:
  ///   - snapshot: of the past run.
  ///   - definitions: the timeline and jobs to use instead of those of the run, by display path.
  ///   - keys: by table, the key of tables that have none in the job.
  /// - Throws: diagnostics if the archive is incomplete, or the definitions do not fit the archived inputs.
  package init(
    _ snapshot: Snapshot, in workspace: Workspace, replacing definitions: [String: String] = [:],
    addingKeys keys: [String: [Located<String>]] = [:]
  ) throws {
    let restored = try RestoredWorkspace(of: snapshot, in: workspace, replacing: definitions)
    let read = restored.workspace.load(only: [snapshot.run.job])
    try read.diagnostics.throwIfErrors()
    guard let timeline = read.timeline,
      var job = read.jobs.first(where: { $0.name.value == snapshot.run.job })
    else { throw read.diagnostics }
    for index in job.tables.indices where job.tables[index].key.isEmpty {
      job.tables[index].key = keys[job.tables[index].name.value] ?? []
    }
    var options = JobRunner.Options()
    options.repeat(snapshot, from: Archive(state: workspace.state))
    let moment = RunMoment(asOf: snapshot.run.asOf, timeline: timeline)
    let jobs = read.jobs.map { $0.name.value == job.name.value ? job : $0 }
    let runner = JobRunner(
      workspace: restored.workspace, timeline: timeline,
      binding: JobBinding(jobs, workspace: restored.workspace, timeline: timeline, moment: moment))
    (execution, balance) = try withExtendedLifetime(restored) {
      try runner.execute(job, moment: moment, options: options)
    }
    run = snapshot.run
    self.job = job
    self.timeline = timeline
  }
}
