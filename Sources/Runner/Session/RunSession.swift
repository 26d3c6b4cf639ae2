package import Diagnostics
internal import Foundation
internal import Glibc
package import JobSpec
internal import Ledger
package import Tables
internal import Timeline

/// The runs of one command, one after the other under the workspace's lock, each recorded in the ledger.
///
///     lock → open the ledger → clear up after a killed run → for each run: begin → run → finish
///
/// A run is in the ledger before it makes a file, and its exports are swapped in as a whole. So a process
/// killed at any instant leaves the last good exports, and a row with status `running` that tells the next
/// session what to clear up.
package struct RunSession: ~Copyable {
  private let workspace: Workspace
  private let timeline: TimelineDefinition
  private let runner: JobRunner
  private let ledger: Ledger
  private let archive: Archive
  private let clock: @Sendable () -> Instant
  private let tell: (RunEvent) -> Void
  private let remainder: NightRemainder?
  /// Held during the whole session.
  private let lock: WorkspaceLock

  /// - Parameters:
  ///   - waits: whether to wait for the lock; otherwise a lock that is held is an error.
  ///   - process: the one to show to others that find the workspace locked.
  ///   - remainder: nil unless another process of this night has died.
  ///   - clock: returns the current time, at which runs begin; not the instant that they are as of.
  /// - Throws: `WorkspaceLock.Held`, or a diagnostic if the lock or the ledger is not available.
  package init(
    _ workspace: Workspace, timeline: TimelineDefinition, binding: JobBinding, sources: [String: String],
    command: String, engine: EngineSettings? = nil, process: Int32 = getpid(), waits: Bool = false,
    remainder: NightRemainder? = nil,
    clock: @escaping @Sendable () -> Instant,
    tell: @escaping (RunEvent) -> Void
  ) throws {
    let state = workspace.state
    let lock = try WorkspaceLock.acquire(state: state, command: command, process: process, waits: waits) {
      tell(.waiting(holder: $0))
    }
    let ledger = try Ledger.opened(in: workspace, tell)
    var recovery = Recovery(workspace: workspace)
    if let remainder { recovery.reason = remainder.reason }
    let recovered = try recovery.recover(ledger)
    if let remainder {
      // Without this, a process that dies before it has recorded a run would be followed by others for ever.
      guard !recovered.isEmpty else { throw remainder.withoutRun }
    } else {
      for run in recovered { tell(.recovered(run)) }
    }
    self.workspace = workspace
    self.timeline = timeline
    self.clock = clock
    self.tell = tell
    self.remainder = remainder
    self.ledger = ledger
    archive = Archive(state: state)
    runner = JobRunner(
      workspace: workspace, timeline: timeline, binding: binding, sources: sources, ledger: ledger,
      settings: engine)
    self.lock = lock
  }

  deinit { SparkCluster.end() }

  /// Whether a call of `acta nightly` would find nothing to do. Changes nothing and needs no lock; in doubt, the
  /// answer is no.
  ///
  /// - Parameters:
  ///   - jobs: the jobs of the workspace, none of them invalid.
  ///   - text: the text of the timeline.
  package static func isIdle(
    _ workspace: Workspace, _ jobs: [Job], timeline: TimelineDefinition, text: String?, asOf: Instant
  ) -> Bool {
    do {
      guard let text, isKept(text, in: workspace),
        let ledger = try Ledger.openForReading(state: workspace.state),
        try ledger.unfinished().isEmpty
      else { return false }
      let plan = try plan(jobs, timeline, asOf, ledger, workspace, looksAtAll: false)
      return plan.decisions.isEmpty && plan.notices.isEmpty
    } catch {
      return false
    }
  }

  /// Plans a night by the histories of all jobs.
  private static func plan(
    _ jobs: [Job], _ timeline: TimelineDefinition, _ asOf: Instant, _ ledger: Ledger, _ workspace: Workspace,
    looksAtAll: Bool
  ) throws -> NightPlan {
    var histories: [String: JobHistory] = [:]
    for job in jobs { histories[job.name.value] = try JobHistory(of: job, in: ledger, workspace) }
    let plan = NightPlan(jobs: jobs, timeline: timeline, asOf: asOf, looksAtAll: looksAtAll) {
      histories[$0] ?? JobHistory()
    }
    for history in histories.values { try history.verify() }
    return plan
  }

  /// Whether the last night read this timeline.
  private static func isKept(_ text: String, in workspace: Workspace) -> Bool {
    FileManager.default.bytes(ofFile: workspace.state.lastTimeline) == Data(text.utf8)
  }

  // MARK: Runs

  /// Runs jobs by hand, all as of one moment.
  package func run(_ jobs: [Job], moment: RunMoment, options: JobRunner.Options) throws -> [JobRunner.Outcome]
  {
    var outcomes: [JobRunner.Outcome] = []
    var failed: Set<String> = []
    for (index, job) in jobs.enumerated() {
      tell(.began(job: job.name.value, night: moment.night, number: index + 1, of: jobs.count))
      let begun = try newRun(of: job.name.value, at: moment, origin: .run)
      let earlier = options.isDry ? nil : try ledger.latestGood(of: job.name.value, night: moment.night)
      if let earlier, try closed(moment, job) == nil,
        FileManager.default.fileExists(
          atPath: workspace.path(of: "Exports/\(moment.night)/\(job.name.value)"))
      {
        let versions = "Exports/\(moment.night)/\(Publication.versionsFolder)/\(job.name.value)"
        tell(.replacing(earlier, keptIn: "\(versions)/\(earlier.id)"))
      }
      let outcome = try run(job, as: begun, moment, options, failed: failed)
      if outcome.blocksReaders { failed.insert(job.name.value) }
      outcomes.append(outcome)
      try finish(outcome, isDry: options.isDry)
      if let earlier { compare(outcome, with: earlier) }
    }
    return outcomes
  }

  /// Runs all jobs that are due as of an instant and not done.
  ///
  /// - Parameters:
  ///   - jobs: the valid ones.
  ///   - invalid: the names of jobs that cannot run, with the reason.
  package func runNight(_ jobs: [Job], invalid: [String: Diagnostic], asOf: Instant) throws -> [JobRunner
    .Outcome]
  {
    // A ledger that was rebuilt, and a timeline that has changed, may have gaps further back.
    let isKept = runner.text(of: timeline.file).map { RunSession.isKept($0, in: workspace) } ?? false
    let plan = try RunSession.plan(jobs, timeline, asOf, ledger, workspace, looksAtAll: !isKept)
    for notice in plan.notices { tell(.warning(notice)) }
    let total = plan.decisions.count { if case .run = $0 { true } else { false } }
    var failed = Set(invalid.keys)
    var outcomes = try earlierOutcomes(jobs, &failed)
    let tried = Set(outcomes.map { Attempt(job: $0.run.job, asOf: $0.run.asOf) })
    for decision in plan.decisions {
      switch decision {
      case .run(let job, let instant, _) where tried.contains(Attempt(job: job.name.value, asOf: instant)):
        continue
      case .missed(let job, let occurrence, let reason):
        try recordMissed(from: occurrence.instant, through: occurrence, of: job, reason)
      case .missedSpan(let job, let from, let last, let reason):
        try recordMissed(from: from, through: last, of: job, reason)
      case .run(let job, let instant, let occurrence):
        let moment = RunMoment(asOf: instant, timeline: timeline)
        // The schedules of a closed stage have ended.
        if try closed(moment, job) != nil { continue }
        let name = job.name.value
        tell(.began(job: name, night: moment.night, number: outcomes.count + 1, of: total))
        let begun = try newRun(of: name, at: moment, origin: .nightly, occurrence: occurrence)
        var options = JobRunner.Options()
        options.settle = RunSession.settle
        let outcome = try run(job, as: begun, moment, options, failed: failed)
        if outcome.blocksReaders { failed.insert(name) } else { failed.remove(name) }
        outcomes.append(outcome)
        try finish(outcome, isDry: false)
      }
    }
    try recordInvalid(invalid, asOf: asOf)
    try keepTimeline()
    // The exports are published: now there is time to compress the files that were archived as they came.
    do {
      try archive.packLoose()
    } catch let problem as Diagnostic {
      tell(.warning(problem))
    } catch is Interrupted {
      // The next night compresses the rest.
    }
    try ledger.checkpoint()
    return outcomes
  }

  /// A job as of an instant.
  private struct Attempt: Hashable {
    var job: String
    var asOf: Instant
  }

  /// The runs that a process of this night made before it died. The last one is reported now.
  private func earlierOutcomes(_ jobs: [Job], _ failed: inout Set<String>) throws -> [JobRunner.Outcome] {
    guard let remainder else { return [] }
    let jobs = Dictionary(jobs.map { ($0.name.value, $0) }, uniquingKeysWith: { first, _ in first })
    var outcomes: [JobRunner.Outcome] = []
    for run in try ledger.runs(after: remainder.after) where !run.isMissed {
      var outcome = JobRunner.Outcome(run)
      let readsFailed = jobs[run.job]?.readsJobs.contains(where: failed.contains) ?? false
      outcome.isSkippedByArrival = run.status == .skipped && !readsFailed
      if outcome.blocksReaders { failed.insert(run.job) } else { failed.remove(run.job) }
      outcomes.append(outcome)
    }
    if remainder.isTriedAgain, let last = outcomes.last, !last.status.isGood {
      failed.remove(last.run.job)
      outcomes.removeLast()
    } else if var last = outcomes.last {
      if !last.status.isGood { last.diagnostics = [remainder.diagnostic(of: last.run)] }
      outcomes[outcomes.count - 1] = last
      tell(.ended(last, failing: try ledger.failing(last.run.job), isRepeat: false))
    }
    return outcomes
  }

  /// The number of the ledger's last record.
  package func lastRecord() throws -> Int64 { try ledger.lastNumber() }

  private func run(
    _ job: Job, as begun: Run, _ moment: RunMoment, _ options: JobRunner.Options, failed: Set<String>
  ) throws -> JobRunner.Outcome {
    if let signal = Interruption.signal {
      return JobRunner.Outcome(
        begun.ended(as: .skipped, because: "\(Interrupted(signal: signal).name) ended the session before it"))
    }
    if !options.isDry, let reason = try closed(moment, job) {
      return JobRunner.Outcome(begun.ended(as: .skipped, because: reason))
    }
    if let culprit = job.readsJobs.first(where: failed.contains) {
      return JobRunner.Outcome(
        begun.ended(as: .skipped, because: "job '\(culprit)', which it reads, did not publish"))
    }
    if !options.isDry { try ledger.begin(begun) }
    #if DEBUG
      endAsTestsWant(in: begun)
    #endif
    return runner.run(job, as: begun, moment: moment, options: options)
  }

  /// The reason why nothing is published for the stage of a run; nil if it is open.
  private func closed(_ moment: RunMoment, _ job: Job) throws -> String? {
    let own = moment.stage?.name.value
    guard let stage = timeline.stage(ofRunOf: job, on: moment.night, own: own),
      let closed = try ClosedStage.read(stage, state: workspace.state).closedAt
    else { return nil }
    return
      "stage '\(stage)' was closed on \(timeline.night(of: closed).iso); 'acta close \(stage) --reopen REASON' opens it"
  }

  #if DEBUG
    /// `ACTA_END_IN=people:9` ends the process by signal 9 in a run of job `people`; with `memory`, memory runs out, but
    /// not by stages.
    private func endAsTestsWant(in run: Run) {
      let words = ProcessInfo.processInfo.environment["ACTA_END_IN"]?.split(separator: ":") ?? []
      if words.count == 2, words[0] == run.job, words[1] == "memory", runner.settings?.use != .stages {
        // No machine has as much.
        precondition([UInt64](repeating: 0, count: 1 << 57).isEmpty)
      }
      if words.count == 2, words[0] == run.job, let signal = Int32(words[1]) { raise(signal) }
    }
  #endif

  private func finish(_ outcome: JobRunner.Outcome, isDry: Bool) throws {
    var failing: Ledger.Failing?
    var isRepeat = false
    if !isDry {
      try ledger.finish(outcome.run)
      if !outcome.status.isGood {
        failing = try ledger.failing(outcome.run.job)
        let before = try ledger.runs(of: outcome.run.job, limit: 2).first { $0.id != outcome.run.id }
        isRepeat = before.map { isSameFailure($0, outcome.run) } ?? false
      }
    }
    tell(.ended(outcome, failing: failing, isRepeat: isRepeat))
  }

  /// Whether a run failed for the same reason as the previous one, on the same day: cron may call many times a
  /// day.
  private func isSameFailure(_ before: Run, _ run: Run) -> Bool {
    before.status == run.status && before.reason == run.reason && before.occurrence == run.occurrence
      && before.asOf == run.asOf && timeline.night(of: before.started) == timeline.night(of: run.started)
  }

  /// A file changed within the last second may still be being copied.
  private static let settle: TimeSpan = .second

  /// Stores the timeline that this night read: `acta plan` shows the changes since.
  private func keepTimeline() throws {
    guard let text = runner.text(of: timeline.file) else { return }
    if RunSession.isKept(text, in: workspace) { return }
    try AtomicFile.write(Array(text.utf8), to: workspace.state.lastTimeline, mode: FileModes.file)
  }

  // MARK: Records

  private func recordMissed(
    from: Instant, through last: Occurrence, of job: Job, _ reason: String
  ) throws {
    let moment = RunMoment(asOf: last.instant, timeline: timeline)
    var run = try newRun(of: job.name.value, at: moment, origin: .nightly, occurrence: last)
      .ended(as: .skipped, because: reason)
    run.asOf = from
    run.isMissed = true
    try ledger.record([run])
    tell(.missed(run))
  }

  /// A run that begins now, or a few microseconds later if another one has begun at the same time: the clock may
  /// stand still, or have been set back.
  private func newRun(
    of job: String, at moment: RunMoment, origin: Run.Origin, occurrence: Occurrence? = nil
  ) throws -> Run {
    var now = clock()
    while true {
      let run = Run(of: job, at: moment, origin: origin, occurrence: occurrence, now: now)
      if try !ledger.has(id: run.id) { return run }
      now = now + .microsecond
    }
  }

  /// An invalid job counts as failed for this night.
  private func recordInvalid(_ invalid: [String: Diagnostic], asOf: Instant) throws {
    for (job, diagnostic) in invalid.sorted(by: { $0.key < $1.key }) {
      let moment = RunMoment(asOf: asOf, timeline: timeline)
      let place = diagnostic.location.map { "\($0.file):\($0.line): " } ?? ""
      let run = try newRun(of: job, at: moment, origin: .nightly)
      try ledger.record([
        run.ended(as: .error, because: "its definition is invalid: \(place)\(diagnostic.message.kept)")
      ])
    }
  }

  /// Whether the bytes read or written differ; otherwise there is nothing to report.
  private func isOther(_ run: Run, than earlier: Run) -> Bool {
    run.files.map(\.sha256) != earlier.files.map(\.sha256)
      || run.inputs.map(\.sha256) != earlier.inputs.map(\.sha256)
  }

  private func compare(_ outcome: JobRunner.Outcome, with earlier: Run) {
    let state = workspace.state
    guard outcome.status.isGood, let new = outcome.snapshot, isOther(outcome.run, than: earlier),
      let old = try? Snapshot.read(state: state, night: earlier.night, run: earlier.id)
    else { return }
    let comparison = RunComparison(old, new)
    if !comparison.isSame { tell(.compared(comparison, with: earlier.id, job: outcome.run.job)) }
  }
}

extension JobRunner.Outcome {
  /// Whether jobs that read this one must wait because it failed. A job skipped by the `arrival` of an input
  /// leaves its previous exports, which remain valid.
  package var blocksReaders: Bool { !status.isGood && !isSkippedByArrival }
}

extension JobHistory {
  /// The history by which a night decides.
  fileprivate init(of job: Job, in ledger: Ledger, _ workspace: Workspace) throws {
    try self.init(of: job.name.value, in: ledger, isWhole: job.catchUp == .all)
    // An occurrence whose exports were removed by hand is not done; after `acta prune` it is.
    if let newest = try ledger.latestGood(of: job.name.value), newest.pruned == nil,
      let folder = newest.folder,
      let key = newest.occurrence?.key, !FileManager.default.fileExists(atPath: workspace.path(of: folder))
    {
      states[key] = .error
    }
  }
}
