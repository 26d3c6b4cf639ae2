internal import ArgumentParser
internal import Diagnostics
internal import JobSpec
internal import Runner
internal import Tables

struct NightlyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "nightly", _superCommandName: "acta",
    abstract: "Run all jobs that are due and not done yet (for cron).",
    discussion: """
      Missed occurrences are caught up as each job's 'catch_up' says, and failed ones are tried again. \
      Invalid jobs are reported, and the others run.
      """)

  @OptionGroup var options: WorkspaceOptions

  @OptionGroup var runOptions: RunOptions

  @Option(
    name: .long,
    help: ArgumentHelp(
      "A date (that day at the timeline's night) or an ISO 8601 date-time.", valueName: "when"))
  var asOf: String?

  func run() throws {
    var outcomes: [JobRunner.Outcome] = []
    var code = ExitCode.success
    do {
      code = try runNight(&outcomes)
    } catch let exit as ExitCode {
      code = exit
    }
    runOptions.ping(code, outcomes)
    if code != .success { throw code }
  }

  /// Whether nothing is due, as the definitions and the ledger alone can tell.
  private func isIdle(_ loaded: LoadedWorkspace, asOf: Instant) -> Bool {
    guard let timeline = loaded.timeline, NightSupervisor.remainder == nil,
      !loaded.diagnostics.sorted.contains(where: { $0.severity == .error })
    else { return false }
    return RunSession.isIdle(
      loaded.workspace, loaded.jobs, timeline: timeline, text: loaded.sources[timeline.file], asOf: asOf)
  }

  private func runNight(_ outcomes: inout [JobRunner.Outcome]) throws -> ExitCode {
    let loaded = try options.load(log: runOptions.log)
    let console = loaded.console
    let instant = try loaded.timeline.map { try loaded.instant(asOf, timeline: $0) } ?? Instant.now
    if isIdle(loaded, asOf: instant) {
      console.show(loaded.diagnostics.sorted)
      console.note("nothing is due")
      if options.json { console.result(.array([])) }
      return .success
    }
    let bound = try loaded.partlyValid(at: instant)
    let (timeline, invalid) = (bound.timeline, bound.invalid)
    var engine = try loaded.engineSettings(runOptions.engine)
    if engine.use == .auto {
      NightSupervisor.choosesByEstimates()
      if NightSupervisor.runsByStages { engine.use = .stages }
    }
    let reporter = RunReporter(console: console, isJSON: options.json, isDry: false, zone: timeline.zone)
    outcomes = try console.working {
      let process = unsafe NightSupervisor.process
      let session = try RunSession(
        loaded.workspace, timeline: timeline, binding: bound.binding, sources: loaded.sources,
        command: "acta nightly", engine: engine, process: process, waits: runOptions.lock.wait,
        remainder: NightSupervisor.remainder, clock: { Instant.now },
        tell: { event in
          NightSupervisor.tell(event)
          reporter.tell(event)
        })
      NightSupervisor.nightBegins(after: try session.lastRecord())
      return try session.runNight(bound.jobs, invalid: invalid, asOf: instant)
    }
    if outcomes.isEmpty, invalid.isEmpty { console.note("nothing is due") }
    if options.json {
      let failed = invalid.sorted { $0.key < $1.key }.map { job, mistake in
        JSONValue.object([
          ("job", .string(job)), ("status", .string("error")),
          ("reason", .string("its definition is invalid")),
          ("errors", .array([mistake.json])),
        ])
      }
      console.result(.array(outcomes.map { $0.json(in: timeline.zone) } + failed))
    }
    if NightSupervisor.hadFault { return .fault }
    if !invalid.isEmpty { return .invalid }
    return outcomes.contains(where: \.blocksReaders) ? .runFailed : .success
  }
}
