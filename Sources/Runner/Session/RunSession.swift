package import Diagnostics
internal import Engine
internal import Foundation
package import JobSpec
internal import Ledger
package import Tables
internal import Timeline

/// The runs of one command: under the workspace's lock, one after the other, each in the ledger.
///
///     lock → open the ledger → clear up after a killed run → for each run: begin → run → finish
///
/// A run is in the ledger before it makes a file, and what it published is swapped in whole, so that a
/// process that is killed at any instant leaves the last good exports, and a row that says `running`,
/// by which the next session finds what to clear up.
package struct RunSession: ~Copyable {
  private let workspace: Workspace
  private let timeline: TimelineDefinition
  private let runner: JobRunner
  private let ledger: Ledger
  private let archive: Archive
  private let clock: @Sendable () -> Instant
  private let tell: (RunEvent) -> Void
  /// Held for as long as the session lives.
  private let lock: WorkspaceLock

  /// - Parameters:
  ///   - waits: for the lock; else a lock that is held is an error.
  ///   - clock: the present: when runs began, not the instants that they are as of.
  /// - Throws: `WorkspaceLock.Held`, or a diagnostic when the lock or the ledger cannot be had.
  package init(
    _ workspace: Workspace, timeline: TimelineDefinition, binding: JobBinding, sources: [String: String],
    command: String, waits: Bool = false, clock: @escaping @Sendable () -> Instant,
    tell: @escaping (RunEvent) -> Void
  ) throws {
    let state = workspace.state
    let lock = try WorkspaceLock.acquire(state: state, command: command, waits: waits) {
      tell(.waiting(holder: $0))
    }
    let ledger = try RunSession.openLedger(workspace, tell)
    for record in try Recovery(workspace: workspace).recover(ledger) { tell(.recovered(record)) }
    self.workspace = workspace
    self.timeline = timeline
    self.clock = clock
    self.tell = tell
    self.ledger = ledger
    archive = Archive(state: state)
    runner = JobRunner(
      workspace: workspace, timeline: timeline, binding: binding, sources: sources, ledger: ledger)
    self.lock = lock
  }

  /// The ledger; made from the manifests where it is missing though something was published.
  private static func openLedger(_ workspace: Workspace, _ tell: (RunEvent) -> Void) throws -> Ledger {
    let state = workspace.state
    if try !Ledger.exists(state: state) {
      let (runs, warnings) = Published(folder: workspace.exportsFolder).runRecords(failed: state.failed)
      for warning in warnings { tell(.warning(warning)) }
      if !runs.isEmpty {
        let ledger = try Ledger.rebuild(state: state, from: runs).ledger
        tell(.rebuilt(runs: runs.count))
        return ledger
      }
    }
    return try Ledger.open(state: state)
  }

  // MARK: Runs

  /// Runs jobs by hand, all as of one moment.
  package func run(_ jobs: [Job], moment: RunMoment, options: JobRunner.Options) throws -> [JobRunner.Outcome]
  {
    var outcomes: [JobRunner.Outcome] = []
    var failed: Set<String> = []
    for (index, job) in jobs.enumerated() {
      tell(.began(job: job.name.value, night: moment.night.iso, number: index + 1, of: jobs.count))
      let ticket = RunTicket(job.name.value, origin: .run, now: clock())
      let earlier = options.isDry ? nil : try ledger.latestGood(of: job.name.value, night: moment.night.iso)
      let outcome = try run(job, moment, options, ticket, failed: failed)
      if outcome.blocksReaders { failed.insert(job.name.value) }
      outcomes.append(outcome)
      try finish(outcome, ticket, isDry: options.isDry)
      if let earlier { compare(outcome, with: earlier) }
    }
    return outcomes
  }

  /// Runs what is due as of an instant and not done.
  ///
  /// - Parameters:
  ///   - jobs: the valid ones.
  ///   - invalid: names of jobs that cannot run, and why.
  package func runNight(_ jobs: [Job], invalid: [String: Diagnostic], asOf: Instant) throws -> [JobRunner
    .Outcome]
  {
    var histories: [String: JobHistory] = [:]
    for job in jobs { histories[job.name.value] = try history(of: job.name.value) }
    let plan = NightPlan(jobs: jobs, timeline: timeline, asOf: asOf) { histories[$0] ?? JobHistory() }
    for notice in plan.notices { tell(.warning(notice)) }
    let total = plan.decisions.count { if case .run = $0 { true } else { false } }
    var outcomes: [JobRunner.Outcome] = []
    var failed = Set(invalid.keys)
    for decision in plan.decisions {
      switch decision {
      case .missed(let job, let occurrence, let reason):
        let record = record(ofMissed: occurrence, of: job, reason)
        try ledger.record([record])
        tell(.missed(record))
      case .run(let job, let instant, let occurrence):
        let moment = RunMoment(asOf: instant, timeline: timeline)
        let name = job.name.value
        tell(.began(job: name, night: moment.night.iso, number: outcomes.count + 1, of: total))
        let ticket = RunTicket(name, origin: .nightly, occurrence: occurrence, now: clock())
        var options = JobRunner.Options()
        options.settle = RunSession.settle
        let outcome = try run(job, moment, options, ticket, failed: failed)
        if outcome.blocksReaders { failed.insert(name) } else { failed.remove(name) }
        outcomes.append(outcome)
        try finish(outcome, ticket, isDry: false)
      }
    }
    try recordInvalid(invalid, asOf: asOf)
    try keepTimeline()
    // Nobody waits any more: what was kept as it came is packed now.
    do {
      try archive.packLoose()
    } catch let problem as Diagnostic {
      tell(.warning(problem))
    } catch is Interrupted {
      // The next night packs the rest.
    }
    try ledger.checkpoint()
    return outcomes
  }

  private func run(
    _ job: Job, _ moment: RunMoment, _ options: JobRunner.Options, _ ticket: RunTicket, failed: Set<String>
  ) throws -> JobRunner.Outcome {
    if let signal = Interruption.signal {
      return runner.skip(
        job, moment: moment, ticket: ticket,
        because: "\(Interrupted(signal: signal).name) ended the session before it")
    }
    if let culprit = job.readsJobs.first(where: failed.contains) {
      return runner.skip(
        job, moment: moment, ticket: ticket, because: "job '\(culprit)', which it reads, did not publish")
    }
    if !options.isDry {
      var record = RunRecord(runner.blankManifest(job.name.value, moment, ticket), moment, ticket)
      record.status = .running
      try ledger.begin(record)
    }
    return runner.run(job, moment: moment, ticket: ticket, options: options)
  }

  private func finish(_ outcome: JobRunner.Outcome, _ ticket: RunTicket, isDry: Bool) throws {
    var failing: Ledger.Failing?
    var isRepeat = false
    if !isDry {
      var record = RunRecord(outcome.manifest, outcome.moment, ticket)
      record.folder = outcome.folder
      try ledger.finish(record)
      if !outcome.status.isGood {
        failing = try ledger.failing(record.job)
        let before = try ledger.runs(of: record.job, limit: 2).first { $0.id != record.id }
        isRepeat = before.map { isSameFailure($0, record) } ?? false
      }
    }
    tell(.ended(outcome, failing: failing, isRepeat: isRepeat))
  }

  /// Whether a run failed as the one before it did, on the same day: cron may call many times a day.
  private func isSameFailure(_ before: RunRecord, _ record: RunRecord) -> Bool {
    before.status == record.status && before.reason == record.reason
      && before.occurrence == record.occurrence && before.asOf == record.asOf
      && timeline.night(of: Instant(microseconds: before.started))
        == timeline.night(of: Instant(microseconds: record.started))
  }

  /// A file that was changed within the last second may be in the middle of being copied.
  private static let settle: TimeSpan = .second

  /// The timeline as this night read it: `acta plan` shows what has moved since.
  private func keepTimeline() throws {
    guard let text = runner.text(of: timeline.file) else { return }
    let path = workspace.state.lastTimeline
    if FileManager.default.contents(atPath: path) == Data(text.utf8) { return }
    try AtomicFile.write(Array(text.utf8), to: path, mode: FileModes.file)
  }

  // MARK: What the ledger knows

  private func history(of job: String) throws -> JobHistory {
    var history = JobHistory(try ledger.occurrences(of: job))
    // Exports that somebody has removed are not done, unless `acta prune` did it.
    if let newest = try ledger.latestGood(of: job), newest.pruned == nil, let folder = newest.folder,
      let key = newest.occurrence, !FileManager.default.fileExists(atPath: workspace.path(of: folder))
    {
      history.states[key] = .error
    }
    return history
  }

  private func record(ofMissed occurrence: Occurrence, of job: Job, _ reason: String) -> RunRecord {
    let moment = RunMoment(asOf: occurrence.instant, timeline: timeline)
    let ticket = RunTicket(job.name.value, origin: .nightly, occurrence: occurrence, now: clock())
    var record = RunRecord(runner.blankManifest(job.name.value, moment, ticket), moment, ticket)
    // Several may be missed within a microsecond.
    record.id += "-\(occurrence.instant.sinceEpoch.count(of: .second))"
    record.status = .skipped
    record.isMissed = true
    record.reason = reason
    return record
  }

  /// An invalid job is a job that fails this night.
  private func recordInvalid(_ invalid: [String: Diagnostic], asOf: Instant) throws {
    for (job, diagnostic) in invalid.sorted(by: { $0.key < $1.key }) {
      let moment = RunMoment(asOf: asOf, timeline: timeline)
      let ticket = RunTicket(job, origin: .nightly, now: clock())
      var record = RunRecord(runner.blankManifest(job, moment, ticket), moment, ticket)
      record.status = .error
      let place = diagnostic.location.map { "\($0.file):\($0.line): " } ?? ""
      record.reason = "its definition is invalid: \(place)\(diagnostic.message)"
      try ledger.record([record])
    }
  }

  /// Whether a run read or gave other bytes; else there is nothing to tell.
  private func isOther(_ manifest: Manifest, than earlier: RunRecord) -> Bool {
    let files = manifest.exports + manifest.handedOver
    return files.map(\.sha256) != earlier.exports.map(\.sha256)
      || manifest.inputs.map(\.sha256) != earlier.inputs.map(\.sha256)
  }

  private func compare(_ outcome: JobRunner.Outcome, with earlier: RunRecord) {
    let state = workspace.state
    guard outcome.status.isGood, let new = outcome.snapshot, isOther(outcome.manifest, than: earlier),
      let old = try? Snapshot.read(state: state, night: earlier.night, run: earlier.id)
    else { return }
    let comparison = RunComparison(old, new)
    if !comparison.isSame { tell(.compared(comparison, with: earlier.id, job: outcome.manifest.job)) }
  }
}

extension JobRunner.Outcome {
  /// Whether jobs that read this one must wait: it failed. One that an input's `arrival` skipped leaves
  /// what it published before, and that stands.
  package var blocksReaders: Bool { !status.isGood && !isSkippedByArrival }
}

extension RunRecord {
  /// A run as its manifest tells it.
  init(_ manifest: Manifest, _ moment: RunMoment, _ ticket: RunTicket) {
    self.init(
      id: manifest.run, job: manifest.job, origin: ticket.origin, night: manifest.night,
      asOf: moment.asOf.microseconds,
      stage: manifest.stage, status: manifest.status, started: ticket.started.microseconds,
      seconds: manifest.seconds,
      acta: Version.text)
    occurrence = ticket.occurrence
    due = ticket.due?.microseconds
    reason = manifest.reason
    inputs = manifest.inputs.map {
      Input(
        name: $0.name, file: $0.file, sha256: $0.sha256, bytes: $0.bytes, rows: $0.rows,
        rejected: $0.rejected,
        modified: $0.modified)
    }
    figures = manifest.figures.flatMap { result in
      result.items.map {
        Figure(figure: result.figure.name.value, item: $0.item, value: $0.value, published: $0.published)
      }
    }
    checks = manifest.checks.map {
      Check(
        table: $0.check.table?.value, kind: $0.check.keyword, severity: $0.check.severity.rawValue,
        status: $0.status.rawValue, failing: $0.failing, finding: $0.finding)
    }
    exports =
      manifest.exports.map { Export($0, isHandedOver: false) }
      + manifest.handedOver.map { Export($0, isHandedOver: true) }
  }
}

extension RunRecord.Export {
  fileprivate init(_ entry: Manifest.ExportEntry, isHandedOver: Bool) {
    self.init(
      file: entry.file, sha256: entry.sha256, bytes: entry.bytes, rows: entry.rows, isHandedOver: isHandedOver
    )
  }
}
