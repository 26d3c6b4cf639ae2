internal import Timeline
internal import ArgumentParser
internal import JobSpec
internal import Runner

/// `acta nightly`
struct NightlyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "nightly",
    abstract: "Run what is due: each job's latest occurrence up to now (what cron calls).")

  @OptionGroup var options: WorkspaceOptions

  @Option(
    name: .long,
    help: ArgumentHelp(
      "A date (that day at the timeline's night) or an ISO 8601 date-time.", valueName: "when"))
  var asOf: String?

  func run() throws {
    let loaded = try options.load()
    let (timeline, jobs, binding) = try loaded.valid()
    let asOf = try loaded.instant(asOf, timeline: timeline)
    let plan = NightPlan(jobs: jobs, timeline: timeline, asOf: asOf) { _ in JobHistory() }
    loaded.console.show(plan.notices)
    let due = plan.decisions.compactMap { decision in
      if case .run(let job, let instant, _) = decision {
        (job, RunMoment(asOf: instant, timeline: timeline))
      } else {
        nil
      }
    }
    if due.isEmpty {
      loaded.console.note("nothing is due")
      if options.json { loaded.console.result("[]") }
      return
    }
    try RunSession(loaded: loaded, timeline: timeline, binding: binding, isJSON: options.json)
      .run(due, options: JobRunner.Options())
  }
}
