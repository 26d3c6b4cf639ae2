internal import ArgumentParser
internal import Diagnostics
internal import JobSpec
internal import Ledger
internal import Runner
internal import Tables

/// Runs jobs one after the other under the workspace's lock, and tells what became of each.
struct RunSession {
  let loaded: LoadedWorkspace
  let timeline: TimelineDefinition
  let binding: JobBinding
  let isJSON: Bool

  /// - Returns: when a job failed, the exit code that says so.
  func run(_ runs: [(job: Job, moment: RunMoment)], options: JobRunner.Options) throws {
    let lock: WorkspaceLock
    do {
      lock = try WorkspaceLock.acquire(state: loaded.workspace.stateFolder)
    } catch let held as WorkspaceLock.Held {
      loaded.console.show([held.diagnostic])
      throw ExitCode.locked
    } catch let diagnostic as Diagnostic {
      loaded.console.show([diagnostic])
      throw ExitCode.inputOutput
    }
    let outcomes = runAll(runs, options)
    // The lock is held to here.
    _ = consume lock
    if isJSON { loaded.console.result(JSONValue.array(outcomes.map(\.manifest.json)).text) }
    if outcomes.contains(where: { !$0.status.isGood }) { throw ExitCode.runFailed }
  }

  private func runAll(
    _ runs: [(job: Job, moment: RunMoment)], _ options: JobRunner.Options
  ) -> [JobRunner.Outcome] {
    let console = loaded.console
    let runner = JobRunner(workspace: loaded.workspace, timeline: timeline, binding: binding)
    var outcomes: [JobRunner.Outcome] = []
    var failed: Set<String> = []
    for (index, (job, moment)) in runs.enumerated() {
      console.progress("[\(index + 1)/\(runs.count)] \(job.name.value) as of \(moment.night.iso) …")
      let outcome: JobRunner.Outcome
      if let culprit = job.readsJobs.first(where: { failed.contains($0) }) {
        outcome = runner.skip(
          job, moment: moment, because: "job '\(culprit)', which it reads, did not publish")
      } else {
        outcome = runner.run(job, moment: moment, options: options)
      }
      if !outcome.status.isGood { failed.insert(job.name.value) }
      outcomes.append(outcome)
      console.endProgress()
      console.show(outcome.diagnostics)
      if !isJSON { tell(outcome, isDry: options.isDry) }
    }
    return outcomes
  }

  /// One line a job.
  private func tell(_ outcome: JobRunner.Outcome, isDry: Bool) {
    let manifest = outcome.manifest
    let read = manifest.inputs.reduce(0) { $0 + $1.rows }
    let rejected = manifest.inputs.reduce(0) { $0 + $1.rejected }
    let job = manifest.job.padded(to: 20)
    var line = "\(job) \(manifest.night)  \(manifest.status.rawValue.padded(to: 8))"
    if manifest.status == .skipped || manifest.status == .error {
      line += manifest.reason.map { " \($0)" } ?? ""
    } else {
      line += " \(read) \(read == 1 ? "row" : "rows") read"
      if rejected > 0 { line += ", \(rejected) rejected" }
      line += ", \(manifest.exports.count) \(manifest.exports.count == 1 ? "file" : "files")"
      line += isDry ? " would be written" : ""
      line += " in \(Int((manifest.seconds * 1000).rounded())) ms"
      if let folder = outcome.folder { line += "  \(folder)" }
      if manifest.status == .fail, let reason = manifest.reason { line += "; \(reason)" }
    }
    if manifest.status.isGood { loaded.console.summary(line) } else { loaded.console.result(line) }
    if isDry { for export in manifest.exports { loaded.console.summary("  would write \(export.file)") } }
    if let evidence = outcome.evidence { loaded.console.note("  what failed is in \(evidence)") }
  }
}

extension String {
  func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
