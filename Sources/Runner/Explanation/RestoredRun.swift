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

  /// - Parameters:
  ///   - definitions: the timeline and jobs to use instead of those of the run, by display path.
  ///   - keys: by table, the key of tables that have none in the job.
  /// - Throws: diagnostics if the archive is incomplete.
  init(
    _ snapshot: Snapshot, in original: Workspace, replacing definitions: [String: String] = [:],
    addingKeys keys: [String: [Located<String>]] = [:]
  ) throws {
    workspace = try RestoredWorkspace(of: snapshot, in: original, replacing: definitions)
    let place = workspace.workspace
    let read = place.load(only: [snapshot.run.job])
    try read.diagnostics.throwIfErrors()
    guard let timeline = read.timeline,
      var job = read.jobs.first(where: { $0.name.value == snapshot.run.job })
    else { throw read.diagnostics }
    for index in job.tables.indices where job.tables[index].key.isEmpty {
      job.tables[index].key = keys[job.tables[index].name.value] ?? []
    }
    let jobs = read.jobs.map { $0.name.value == job.name.value ? job : $0 }
    var options = JobRunner.Options()
    options.repeat(snapshot, from: Archive(state: original.state))
    moment = RunMoment(asOf: snapshot.run.asOf, timeline: timeline)
    runner = JobRunner(
      workspace: place, timeline: timeline,
      binding: JobBinding(jobs, workspace: place, timeline: timeline, moment: moment))
    self.job = job
    self.timeline = timeline
    self.options = options
  }
}
