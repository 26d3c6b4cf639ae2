internal import ArgumentParser
internal import JobSpec
internal import Runner
internal import Tables
internal import Timeline

/// `acta plan`
struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan", abstract: "What will run when (default: the next 14 days).")

  @OptionGroup var options: WorkspaceOptions

  @Option(name: .long, help: ArgumentHelp("The first date or moment (default: now).", valueName: "when"))
  var from: String?

  @Option(name: .long, help: ArgumentHelp("The last date or moment.", valueName: "when"))
  var to: String?

  func run() throws {
    let loaded = try options.load()
    let (timeline, jobs, _) = try loaded.valid()
    let day: Int64 = 86_400_000_000
    let from = try startOfDay(from, loaded, timeline) ?? Clock.now
    let to = try to.map { try endOfDay($0, loaded, timeline) } ?? from + 14 * day
    let all = jobs.flatMap { timeline.occurrences(of: $0, from: from, through: to) }
      .sorted { ($0.instant, $0.job) < ($1.instant, $1.job) }
    if options.json {
      let entries = all.map { occurrence in
        JSONValue.object([
          ("job", .string(occurrence.job)), ("night", .string(occurrence.night.iso)),
          ("at", .string(instantText(occurrence.instant, zone: timeline.zone))),
        ])
      }
      loaded.console.result(JSONValue.array(entries).text)
      return
    }
    if all.isEmpty { loaded.console.note("nothing runs in this span") }
    for occurrence in all {
      let at = instantText(occurrence.instant, zone: timeline.zone)
      loaded.console.result("\(at)  \(occurrence.job)")
    }
  }

  private func startOfDay(
    _ text: String?, _ loaded: LoadedWorkspace, _ timeline: TimelineDefinition
  ) throws -> Int64? {
    guard let text else { return nil }
    if let date = CivilDate(iso: text) {
      return timeline.zone.instant(local: Int64(date.days) * 86_400_000_000)
    }
    return try loaded.instant(text, timeline: timeline)
  }

  private func endOfDay(_ text: String, _ loaded: LoadedWorkspace, _ timeline: TimelineDefinition) throws
    -> Int64
  {
    if let date = CivilDate(iso: text) {
      return timeline.zone.instant(local: Int64(date.days + 1) * 86_400_000_000) - 1
    }
    return try loaded.instant(text, timeline: timeline)
  }
}
