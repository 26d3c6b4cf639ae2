internal import Diagnostics
internal import JobSpec
internal import Ledger

/// A past run in a workspace restored from the archive, ready to be computed again.
struct RestoredRun {
  let job: Job
  let timeline: TimelineDefinition
  let runner: JobRunner
  let moment: RunMoment
  let options: JobRunner.Options
  /// The files; they are removed with it.
  let workspace: RestoredWorkspace

  /// - Throws: diagnostics if the archive is incomplete.
  init(_ snapshot: Snapshot, in original: Workspace) throws {
    workspace = try RestoredWorkspace(of: snapshot, in: original)
    let place = workspace.workspace
    let read = place.load(only: [snapshot.run.job])
    try read.diagnostics.throwIfErrors()
    guard let timeline = read.timeline,
      let job = read.jobs.first(where: { $0.name.value == snapshot.run.job })
    else { throw read.diagnostics }
    var options = JobRunner.Options()
    options.repeat(snapshot, from: Archive(state: original.state))
    moment = RunMoment(asOf: snapshot.run.asOf, timeline: timeline)
    runner = JobRunner(
      workspace: place, timeline: timeline,
      binding: JobBinding(read.jobs, workspace: place, timeline: timeline, moment: moment))
    self.job = job
    self.timeline = timeline
    self.options = options
  }
}
