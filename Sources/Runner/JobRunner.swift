package import Diagnostics
package import Engine
internal import Foundation
package import JobSpec
package import Ledger
package import Tables
internal import Workbooks

/// One run of one job: read → archive → transform → check → export → publish. The page to read first.
package struct JobRunner {
  let workspace: Workspace
  let timeline: TimelineDefinition
  private let binding: JobBinding
  let engine: any PlanEngine
  /// How a run's engine is chosen; nil for always the same one.
  let settings: EngineSettings?
  /// The text of each definition by its display path, for the archive.
  private let sources: [String: String]
  /// The record of earlier runs; without it, the published manifests are used.
  let ledger: Ledger?
  /// The folder for results: `Exports/` of the workspace.
  let published: Published

  /// - Parameter binding: the jobs of the workspace, bound as of any moment.
  package init(
    workspace: Workspace, timeline: TimelineDefinition, binding: JobBinding, sources: [String: String] = [:],
    ledger: Ledger? = nil, engine: any PlanEngine = MemoryEngine(room: RowRoom { MemoryLimit.left }),
    settings: EngineSettings? = nil
  ) {
    self.workspace = workspace
    self.timeline = timeline
    self.binding = binding
    self.engine = engine
    self.settings = settings
    self.sources = sources
    self.ledger = ledger
    published = Published(folder: workspace.exportsFolder)
  }

  /// The text of a definition, as it was read.
  func text(of file: String) -> String? { sources[file] }

  package struct Options: Sendable {
    package var overrides: [String: Value] = [:]
    /// Computes everything and publishes nothing.
    package var isDry = false
    /// The exports that other jobs of a dry run would publish.
    package var rehearsal: Rehearsal?
    /// The figures of the night before; nil to take them from the ledger.
    package var previous: [FigureKey: Value]?
    /// With `previous`, the rows of the night before.
    var lastNight: LastNight?
    /// The archive that holds them; nil for that of the workspace.
    var archive: Archive?
    /// Files changed within this time are watched until they stay unchanged, unless their input says otherwise.
    package var settle: TimeSpan = .zero
    /// The table whose rows are explained, and the inputs and tables that are read whole for it.
    var tracing: (table: String, whole: Set<String>)?
    /// Corrections of rejected rows beside those in the job's file.
    var correctionsOfRejects: [RejectLedger.Addition] = []
    package init() {}
  }

  /// The outcome of a run.
  package struct Outcome: Sendable {
    package var run: Run
    package var balance = RowBalance()
    /// The folder with the rows that explain a failed run, relative to the workspace.
    package var evidence: String?
    /// Everything that the run read; nil if nothing was archived.
    package var snapshot: Snapshot?
    /// Whether the `arrival` of an input asked to skip the run.
    package var isSkippedByArrival = false
    /// For each input with rejects: how many, and why.
    package var rejects: [String] = []
    /// The errors of a run that could not finish, and the warnings of any run.
    package var diagnostics: [Diagnostic] = []

    package var status: RunStatus { run.status }
    package var manifest: Manifest { Manifest(run, balance: balance) }

    init(_ run: Run) { self.run = run }
  }

  /// Never throws: failures are part of the outcome.
  ///
  /// - Parameter begun: the run as it begins, without results.
  package func run(_ job: Job, as begun: Run, moment: RunMoment, options: Options = Options()) -> Outcome {
    let clock = ContinuousClock()
    let start = clock.now
    var outcome = Outcome(begun)
    do {
      try run(job, moment, options, start, &outcome)
    } catch let skip as SkippedByArrival {
      outcome.run = outcome.run.ended(as: .skipped, because: skip.reason)
      outcome.isSkippedByArrival = true
    } catch {
      var found = Diagnostics(error)
      outcome.run.status = .error
      if let signal = Interruption.signal {
        found = Diagnostics([
          Diagnostic(.ended(job.name.value, by: Interrupted(signal: signal)))
        ])
      }
      outcome.run.reason = found.all.first.map(\.message.kept) ?? "\(error)"
      outcome.diagnostics += found.sorted
    }
    if !outcome.status.isGood, outcome.evidence == nil { outcome.run.exports = [] }
    outcome.run.seconds = start.duration(to: clock.now).inSeconds
    return outcome
  }

  private func run(
    _ job: Job, _ moment: RunMoment, _ options: Options, _ start: ContinuousClock.Instant,
    _ outcome: inout Outcome
  ) throws {
    var (plan, loaded) = try read(job, moment, options, &outcome)
    var snapshot: Snapshot?
    let previous = options.previous ?? previousFigures(job, moment)
    let last = try lastNight(job, moment, options, &outcome)
    if !options.isDry, !sources.isEmpty {
      snapshot = try archived(job, loaded, outcome.run, options, previous)
      snapshot?.lastNight = last
    }
    let rejects = job.inputs.compactMap { input in
      loaded.inputs[input.name.value].flatMap { RejectSummary(input, $0) }
    }
    for rejects in rejects {
      if let lost = rejects.loss {
        outcome.diagnostics.append(lost)
        if lost.severity == .error, outcome.run.reason == nil { outcome.run.reason = lost.message.kept }
      } else {
        outcome.rejects += rejects.lines
      }
    }
    let execution = try loaded.engine.run(
      plan, inputs: &loaded.inputs, languages: timeline.languages,
      previous: PreviousNight(figures: previous, rows: last?.rows ?? [:]))
    judge(execution, loaded.arrivals, &outcome)
    if outcome.status == .fail {
      if outcome.run.reason == nil { outcome.run.reason = "a check failed" }
      if !options.isDry { try leaveEvidence(execution, loaded.inputs, of: job, moment, snapshot, &outcome) }
      return
    }
    try snapshot?.add(execution, plan, in: Archive(state: workspace.state))
    let changes = try last.map { last in
      try NightChanges(
        since: last, plan, execution, archived: snapshot?.tables ?? [],
        in: options.archive ?? Archive(state: workspace.state))
    }
    outcome.run.changes = changes?.records ?? []
    outcome.diagnostics += changes?.warnings ?? []
    let writer = try ExportWriter(
      job: job, plan: plan, execution: execution, timeline: timeline, moment: moment,
      inputs: outcome.run.inputs,
      absent: loaded.arrivals.filter { $0.fault == .missing }.map(\.input), rejects: rejects,
      changes: changes,
      logos: loaded.logos)
    outcome.balance = writer.balance
    let fallbacks = try writer.fallbacks()
    outcome.run.fallbacks = fallbacks.found
    outcome.diagnostics += fallbacks.warnings
    if options.isDry {
      outcome.run.exports = try writer.planned()
      if binding.isRead(job) { try options.rehearsal?.keep(writer, outcome.manifest) }
      return
    }
    let publication = try Publication(
      exports: workspace.exportsFolder, night: moment.night, job: job.name.value, keepsVersions: true)
    outcome.run.replaces = (try? published.run(of: job.name.value, night: moment.night))?.id
    do {
      outcome.run.exports = try writer.write(into: publication)
      outcome.run.handedOver = try handOver(
        execution, loaded.inputs, of: job, moment, outcome.run.inputs, into: publication)
      // Beside the exports, since it has none of their rows.
      outcome.run.handedOver += try RecipientIndex(of: outcome.run.exports, by: writer)
        .write(into: publication, beside: outcome.run.exports.map(\.file), by: writer)
      for export in outcome.run.exports {
        outcome.diagnostics += export.notices.map {
          Diagnostic(.init(.exportNotice, "\(export.file): \($0)"), severity: .warning)
        }
      }
      try loaded.verifySettled(&outcome)
      outcome.run.seconds = start.duration(to: ContinuousClock().now).inSeconds
      try outcome.manifest.write(
        to: try publication.path(for: Manifest.fileName), in: timeline.zone)
      outcome.snapshot = snapshot?.completed(by: outcome.run, in: publication.staging)
      try outcome.snapshot?.write(state: workspace.state)
      try Interruption.check()
      if let warning = try publication.publish() { outcome.diagnostics.append(warning) }
    } catch {
      publication.discard()
      if snapshot != nil {
        Snapshot.remove(state: workspace.state, night: moment.night, run: outcome.run.id)
      }
      throw error
    }
    outcome.run.folder = "Exports/\(moment.night)/\(job.name.value)"
    do {
      try publication.makeLatest(exports: workspace.exportsFolder, night: moment.night)
    } catch let problem as Diagnostic {
      // The exports are published all the same.
      outcome.diagnostics.append(problem.asWarning)
    }
  }

  /// The status that follows from checks and arrivals.
  private func judge(_ execution: Execution, _ arrivals: [InputArrival], _ outcome: inout Outcome) {
    outcome.balance = execution.balance
    outcome.run.figures = execution.figures.flatMap(\.records)
    outcome.run.checks =
      execution.keyFaults.map(\.record) + execution.checks.enumerated().map { $1.record(at: $0) }
      + execution.correctionChecks.compactMap(\.record)
    if let fault = execution.keyFaults.first {
      outcome.run.reason = outcome.run.reason ?? fault.diagnostic.message.kept
    }
    if execution.checks.contains(where: { $0.status == .fail }) || outcome.run.reason != nil {
      outcome.run.status = .fail
    } else if execution.checks.contains(where: { $0.status == .warn })
      || execution.correctionChecks.contains(where: { $0.diagnostic != nil })
      || arrivals.contains(where: { $0.policy == .warn })
    {
      outcome.run.status = .warn
    }
    outcome.diagnostics += execution.keyFaults.map(\.diagnostic)
    outcome.diagnostics += execution.correctionChecks.compactMap(\.diagnostic)
    outcome.diagnostics += execution.checks.enumerated().filter { $1.status != .pass }
      .map { $1.diagnostic(at: $0) }
  }

  // MARK: The parts of a run

  /// Binds the job to the headers of its files, loads the columns that it needs, and checks the plan against
  /// the columns found.
  func read(
    _ job: Job, _ moment: RunMoment, _ options: Options, _ outcome: inout Outcome
  ) throws -> (JobPlan, LoadedInputs) {
    var binding = binding.moved(to: moment, overrides: options.overrides, rehearsal: options.rehearsal)
    let bound = binding.planAnew(job)
    let judge = ArrivalJudge(
      job: job, asOf: moment.asOf, settle: options.settle, lastGood: try lastInputs(job, moment))
    let engine = options.tracing == nil ? try engine(for: job, bound.plan, binding) : self.engine
    let loader = InputLoader(
      job, bound.plan, binding, judge, keepsPlaces: options.tracing != nil, spill: engine.spill,
      adding: options.correctionsOfRejects)
    let whole = options.tracing?.whole
    // The needs of a job that could not be bound are unknown, so everything is read.
    let first = whole.map { bound.plan.whole($0) } ?? bound.plan
    var loaded = try loader.load(bound.hasMistakes ? nil : first.wantedOfInputs)
    var plan = first
    if bound.hasMistakes || !loaded.haveColumns(of: bound.plan) {
      plan = try confirmed(job, loaded, moment, options)
      if let whole { plan = plan.whole(whole) }
    }
    if !loaded.cover(plan) {
      // A file has changed since the job was bound, and now has other columns.
      loaded = try loader.load(nil)
    }
    loaded.engine = engine
    report(loaded, in: &outcome)
    return (plan, loaded)
  }

  /// The plan for files with other columns than the job was bound to.
  private func confirmed(
    _ job: Job, _ loaded: LoadedInputs, _ moment: RunMoment, _ options: Options
  ) throws -> JobPlan {
    let constants = RunConstants(job, timeline: timeline, moment: moment, overrides: options.overrides)
    let (plan, mistakes) = Planner.plan(job, inputs: loaded.schemas, constants: constants)
    try loaded.explaining(mistakes).throwIfErrors()
    return plan
  }

  private func report(_ loaded: LoadedInputs, in outcome: inout Outcome) {
    outcome.diagnostics += loaded.warnings
    outcome.run.inputs += loaded.entries
    outcome.run.arrivals = loaded.arrivals.map(\.record)
    outcome.diagnostics += loaded.arrivals.map(\.diagnostic)
    if let failed = loaded.arrivals.first(where: { $0.policy == .fail }) {
      outcome.run.reason = failed.words
    }
  }

  /// Archives everything that the run reads.
  private func archived(
    _ job: Job, _ loaded: LoadedInputs, _ run: Run, _ options: Options,
    _ previous: [FigureKey: Value]
  ) throws -> Snapshot {
    let definitions = ["Jobs/timeline.yaml"] + JobOrder.withDependencies([job], of: binding.jobs).map(\.file)
    return try Snapshot(
      archiving: definitions.compactMap { file in sources[file].map { (file, $0) } }, loaded.sources,
      in: Archive(state: workspace.state), of: run, options.overrides, previous)
  }

  /// Writes rejects, rows set aside and rows that a check warns about, beside the exports.
  private func handOver(
    _ execution: Execution, _ inputs: [String: InputData], of job: Job, _ moment: RunMoment,
    _ read: [RunInput], into publication: Publication
  ) throws -> [RunFile] {
    var entries: [RunFile] = []
    for (file, rows) in Evidence.files(execution, inputs) {
      let path = try publication.path(for: file)
      let fingerprint = try CSVWriter.writeFingerprinted(
        rows, headers: rows.schema.names, to: path, dialect: .machines, zone: timeline.zone)
      entries.append(
        RunFile(file: file, fingerprint, rows: rows.rowCount, columns: rows.schema.fields))
    }
    for book in RejectsBook.all(of: job, inputs, read, timeline, moment) {
      let file = Evidence.rejectsBook(of: book.input)
      let report = try WorkbookWriter.write(
        book.document(), to: try publication.path(for: file), temporaryDirectory: publication.staging,
        isFingerprinted: true)
      entries.append(RunFile(file: file, report.fingerprint!, rows: report.rows))
    }
    return entries
  }

  /// A failed run publishes nothing; the rows that explain the failure are kept elsewhere for examination.
  private func leaveEvidence(
    _ execution: Execution, _ inputs: [String: InputData], of job: Job, _ moment: RunMoment,
    _ snapshot: Snapshot?, _ outcome: inout Outcome
  ) throws {
    let publication = try Publication(
      exports: workspace.state.failed, night: outcome.run.night, job: outcome.run.job)
    do {
      outcome.run.handedOver = try handOver(
        execution, inputs, of: job, moment, outcome.run.inputs, into: publication)
      try outcome.manifest.write(
        to: try publication.path(for: Manifest.fileName), in: timeline.zone)
      outcome.snapshot = snapshot?.completed(by: outcome.run, in: publication.staging)
      try outcome.snapshot?.write(state: workspace.state)
      try publication.publish()
    } catch {
      publication.discard()
      throw error
    }
    outcome.evidence = workspace.state.displayName(of: publication.destination)
  }
}

extension Duration {
  fileprivate var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}

extension Diagnostic.Message {
  fileprivate static func ended(_ job: String, by interrupted: Interrupted) -> Self {
    Self(.interrupted, "\(interrupted.name) ended the run of job '\(job)'")
  }
}
