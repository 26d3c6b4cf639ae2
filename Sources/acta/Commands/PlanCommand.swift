internal import ArgumentParser
internal import Diagnostics
internal import Foundation
internal import JobSpec
internal import Ledger
internal import Runner
internal import Tables
internal import Timeline

struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Show which runs are due (default: the next 14 days), and the outcome of past ones.",
    discussion: """
      The changes since the last nightly follow the list. With --against or --draft, only changes are \
      shown: of the whole process, or of the time between --from and --to.
      """)

  @OptionGroup var options: WorkspaceOptions

  @Option(name: .long, help: ArgumentHelp("The first date or moment (default: now).", valueName: "when"))
  var from: String?

  @Option(name: .long, help: ArgumentHelp("The last date or moment.", valueName: "when"))
  var to: String?

  @Option(
    name: .long, help: ArgumentHelp("Show the changes since this older timeline.yaml.", valueName: "file"))
  var against: String?

  @Option(
    name: .long,
    help: ArgumentHelp("Show the changes if this were the timeline.yaml.", valueName: "file"))
  var draft: String?

  func validate() throws {
    if against != nil && draft != nil { throw ValidationError("Use --against or --draft, not both.") }
  }

  func run() throws {
    let loaded = try options.load()
    let bound = try loaded.valid()
    let (timeline, jobs) = (bound.timeline, bound.jobs)
    let from = try startOfDay(from, loaded, timeline)
    let to = try to.map { try endOfDay($0, loaded, timeline) }
    if let from, let to, to < from { throw ValidationError("--to is before --from.") }
    let histories = try loaded.histories()
    if let file = against ?? draft {
      let other = try readTimeline(file, loaded)
      let begin = from ?? .distantPast
      let span = begin...max(begin, to ?? .distantFuture)
      let (old, new) = draft == nil ? (other, timeline) : (timeline, other)
      let change = change(from: old, to: new, jobs, histories, within: span)
      let report = TimelineChangeReport(
        change: change, before: old.file, after: new.file, zone: timeline.zone)
      if options.json {
        loaded.console.result(report.json)
      } else {
        loaded.console.result(lines: report.lines)
      }
      return
    }
    let start = from ?? Instant.now
    show(jobs, timeline, histories, loaded.console, from: start, through: to ?? start + .days(14))
    if !options.json { showChangeSinceLastNight(jobs, timeline, histories, loaded) }
  }

  private func show(
    _ jobs: [Job], _ timeline: TimelineDefinition, _ histories: [String: JobHistory], _ console: Console,
    from: Instant, through: Instant
  ) {
    let now = Instant.now
    let planned = jobs.flatMap { job in
      let history = histories[job.name.value] ?? JobHistory()
      return timeline.occurrences(of: job, from: from, through: through).map {
        (occurrence: $0, outcome: history.outcome(of: $0, asOf: now))
      }
    }.sorted { ($0.occurrence.instant, $0.occurrence.job) < ($1.occurrence.instant, $1.occurrence.job) }
    func at(_ occurrence: Occurrence) -> String { occurrence.instant.text(in: timeline.zone) }
    if options.json {
      let entries = planned.map { occurrence, outcome in
        JSONValue.object([
          ("job", .string(occurrence.job)), ("key", .string(occurrence.key)),
          ("night", .string(occurrence.night.iso)), ("at", .string(at(occurrence))),
          ("outcome", .optional(outcome)),
        ])
      }
      console.result(.array(entries))
      return
    }
    if planned.isEmpty { console.note("nothing runs in this period") }
    let width = planned.map(\.occurrence.job.count).max() ?? 0
    for (occurrence, outcome) in planned {
      let fate = outcome.map { ": \($0)" } ?? ""
      let job = occurrence.job.padded(to: width)
      console.result("\(at(occurrence))  \(job)  \(occurrence.key)\(fate)")
    }
  }

  /// Prints what moved between the timeline that the last nightly read and the one of today.
  private func showChangeSinceLastNight(
    _ jobs: [Job], _ timeline: TimelineDefinition, _ histories: [String: JobHistory],
    _ loaded: LoadedWorkspace
  ) {
    let path = loaded.workspace.state.lastTimeline
    guard let data = FileManager.default.bytes(ofFile: path) else { return }
    let name = loaded.workspace.state.displayName(of: path)
    guard let old = try? TimelineFile.read(text: String(decoding: data, as: UTF8.self), file: name) else {
      loaded.console.note("the changes since the last night are unknown: \(name) is not a timeline")
      return
    }
    let change = change(from: old, to: timeline, jobs, histories)
    if change.isEmpty { return }
    let report = TimelineChangeReport(
      change: change, before: "the last night", after: timeline.file, zone: timeline.zone)
    loaded.console.result(lines: [""] + report.lines)
  }

  private func change(
    from old: TimelineDefinition, to new: TimelineDefinition, _ jobs: [Job],
    _ histories: [String: JobHistory], within span: ClosedRange<Instant>? = nil
  ) -> TimelineChange {
    TimelineChange(from: old, to: new, jobs: jobs, within: span) { job, key in
      histories[job]?.status(of: key)?.isGood == true
    }
  }

  private func readTimeline(_ file: String, _ loaded: LoadedWorkspace) throws -> TimelineDefinition {
    var diagnostics = Diagnostics()
    // Also of a pipe: --draft <(git show …)
    guard let data = FileManager.default.contents(atPath: file) else {
      _ = diagnostics.collect { try WholeFile.read(InputFile(path: file, displayName: file)) }
      throw loaded.console.failure(
        [Diagnostic(.unreadableTimeline(file), reason: diagnostics.all.first?.reason)], .inputOutput)
    }
    let text = String(decoding: data, as: UTF8.self)
    if let timeline = diagnostics.collect({ try TimelineFile.read(text: text, file: file) }) {
      return timeline
    }
    let console = Console(isQuiet: options.quiet, isJSON: options.json, sources: [file: text])
    throw console.failure(diagnostics.sorted, .invalid)
  }

  private func startOfDay(
    _ text: String?, _ loaded: LoadedWorkspace, _ timeline: TimelineDefinition
  ) throws -> Instant? {
    guard let text else { return nil }
    if let date = CivilDate(iso: text) {
      return timeline.zone.instant(of: date)
    }
    return try loaded.instant(text, timeline: timeline)
  }

  private func endOfDay(_ text: String, _ loaded: LoadedWorkspace, _ timeline: TimelineDefinition) throws
    -> Instant
  {
    if let date = CivilDate(iso: text) {
      return timeline.zone.instant(of: CivilDate(days: date.days + 1)) - .microsecond
    }
    return try loaded.instant(text, timeline: timeline)
  }
}

extension Diagnostic.Message {
  fileprivate static func unreadableTimeline(_ file: String) -> Self {
    Self(.unreadableDefinition, "cannot read the timeline '\(file)'")
  }
}
