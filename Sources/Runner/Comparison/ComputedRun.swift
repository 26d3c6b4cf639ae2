package import Diagnostics
package import Engine
package import JobSpec
package import Ledger

/// The tables, figures and checks of a past run, computed again from its archived files; nothing is published.
package struct ComputedRun: Sendable {
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
    let restored = try RestoredRun(snapshot, in: workspace, replacing: definitions, addingKeys: keys)
    (execution, balance) = try withExtendedLifetime(restored.workspace) {
      try restored.runner.execute(restored.job, moment: restored.moment, options: restored.options)
    }
    run = snapshot.run
    job = restored.job
    timeline = restored.timeline
  }
}
