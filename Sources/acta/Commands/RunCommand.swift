internal import ArgumentParser
internal import Diagnostics
internal import JobSpec
internal import Runner
internal import Tables

/// `acta run JOB… | --all`
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", _superCommandName: "acta",
    abstract: "Run jobs now, as of now or another moment.",
    discussion: """
      Jobs whose exports are read run first, as of the same moment, unless they have published that night: \
      what has been published is made again only with --with-sources. A run that replaces a published night \
      keeps the earlier version in Exports/<night>/.versions/.
      """)

  @OptionGroup var options: WorkspaceOptions

  @OptionGroup var runOptions: RunOptions

  @Argument(help: "Jobs to run.")
  var jobs: [String] = []

  @Flag(name: .long, help: "Run all jobs.")
  var all = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      "A date (that day at the timeline's night) or an ISO 8601 date-time.", valueName: "when"))
  var asOf: String?

  @Option(name: .long, help: ArgumentHelp("Set a parameter for this run.", valueName: "name=value"))
  var set: [String] = []

  @Flag(name: .long, help: "Compute everything but publish nothing.")
  var dryRun = false

  @Flag(name: .long, help: "Also run the jobs that these read if they have published that night.")
  var withSources = false

  func validate() throws {
    if jobs.isEmpty && !all { throw ValidationError("Name the jobs to run, or use --all.") }
    if !jobs.isEmpty && all { throw ValidationError("Name jobs or use --all, not both.") }
  }

  func run() throws {
    let loaded = try options.load(log: runOptions.log, jobs: jobs)
    let asOfInstant = try loaded.timeline.map { try loaded.instant(asOf, timeline: $0) } ?? Instant.now
    let bound = try loaded.valid(jobs, at: asOfInstant)
    let timeline = bound.timeline
    let moment = RunMoment(asOf: asOfInstant, timeline: timeline)
    let published = loaded.published
    func isPublished(_ job: Job) -> Bool {
      (try? published.run(of: job.name.value, night: moment.night)) != nil
    }
    // A night that is made again reads what it has read: sources need not have published that very night.
    let isAgain = bound.jobs.allSatisfy(isPublished)
    let ordered = JobOrder.withDependencies(bound.jobs, of: loaded.jobs) { source in
      if withSources { return false }
      return isPublished(source)
        || isAgain && published.newest(of: source.name.value, upTo: moment.night) != nil
    }
    var options = JobRunner.Options()
    options.isDry = dryRun
    if dryRun { options.rehearsal = Rehearsal(state: loaded.workspace.state) }
    options.overrides = try overrides(for: ordered, loaded, timeline)
    let console = loaded.console
    let engine = try loaded.engineSettings(runOptions.engine)
    // Of several jobs, some would have been published already.
    if engine.use == .auto, ordered.count == 1 { FaultExit.beginAgainByStages() }
    let reporter = RunReporter(
      console: console, isJSON: self.options.json, isDry: dryRun, zone: timeline.zone)
    let outcomes = try console.working {
      let session = try RunSession(
        loaded.workspace, timeline: timeline, binding: bound.binding, sources: loaded.sources,
        command: "acta run", engine: engine,
        waits: runOptions.lock.wait, clock: { Instant.now }, tell: reporter.tell)
      return try session.run(ordered, moment: moment, options: options)
    }
    if self.options.json {
      console.result(.array(outcomes.map { $0.json(in: timeline.zone) }))
    }
    let isGood = !outcomes.contains(where: \.blocksReaders)
    runOptions.ping(isGood ? .success : .runFailed, outcomes)
    if !isGood { throw ExitCode.runFailed }
  }

  /// The `--set` values, converted to the types of the jobs' parameters.
  private func overrides(
    for jobs: [Job], _ loaded: LoadedWorkspace, _ timeline: TimelineDefinition
  ) throws -> [String: Value] {
    var values: [String: Value] = [:]
    for setting in set {
      let parts = setting.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2 else { throw ValidationError("'\(setting)' is not NAME=VALUE.") }
      let name = String(parts[0])
      if values[name] != nil { throw ValidationError("Parameter '\(name)' is set twice.") }
      guard let parameter = jobs.lazy.flatMap(\.parameters).first(where: { $0.name.value == name }) else {
        let known = jobs.flatMap(\.parameters).map(\.name.value)
        let near = nearestName(to: name, among: known).map { " Did you mean '\($0)'?" } ?? ""
        throw ValidationError(
          known.isEmpty
            ? "No job that runs has parameters." : "No job that runs has a parameter '\(name)'.\(near)")
      }
      let type = parameter.value.value.type ?? .text
      guard let value = Value(String(parts[1]), as: type, in: timeline.zone) else {
        throw ValidationError(
          "'\(parts[1])' is not a valid value of type \(type.rawValue) for parameter '\(name)'.")
      }
      values[name] = value
    }
    return values
  }
}
