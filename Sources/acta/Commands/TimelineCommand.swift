internal import Diagnostics
internal import ArgumentParser
internal import JobSpec
internal import Ledger
internal import Runner
internal import Tables
internal import Timeline

struct TimelineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "timeline",
    abstract: "Show the stages on the calendar, with their runs.")

  @OptionGroup var options: WorkspaceOptions

  @Option(
    name: .long, help: ArgumentHelp("The date or ISO 8601 date-time to show as today.", valueName: "when"))
  var asOf: String?

  func run() throws {
    let loaded = try options.load()
    let bound = try loaded.valid()
    let (timeline, jobs) = (bound.timeline, bound.jobs)
    let today = timeline.night(of: try loaded.instant(asOf, timeline: timeline))
    let published = Published(folder: loaded.workspace.exportsFolder)
    let nights = published.nights()
    let recurring = jobs.map { (job: $0, recurrences: timeline.recurrences(of: $0)) }
    let rows = timeline.stages.map { StageRow($0, recurring, timeline, published, nights) }
    if options.json {
      loaded.console.result(json(timeline, rows, today))
    } else {
      loaded.console.result(lines: lines(timeline, rows, today))
    }
  }

  /// A stage and the runs on its dates.
  private struct StageRow {
    let stage: Stage
    /// Jobs due on its dates: the number of occurrences, and of nights on which they published.
    let jobs: [(name: String, occurrences: Int, published: Int)]

    init(
      _ stage: Stage, _ jobs: [(job: Job, recurrences: [Recurrence])], _ timeline: TimelineDefinition,
      _ published: Published, _ nights: [Night]
    ) {
      self.stage = stage
      let nights = nights.filter {
        stage.from.days...max(stage.from.days, stage.to.days) ~= $0.date.days
      }
      let from = timeline.zone.instant(of: stage.from)
      let through = timeline.zone.instant(of: CivilDate(days: stage.to.days + 1)) - .microsecond
      self.jobs = jobs.compactMap { job, recurrences in
        let occurrences = timeline.count(of: job, from: from, through: through, recurrences) { _ in true }
          .count
        if occurrences == 0 { return nil }
        let done = nights.count { night in
          guard (try? published.run(of: job.name.value, night: night)) != nil else { return false }
          let midnight = timeline.zone.instant(of: night.date)
          let end = timeline.zone.instant(of: CivilDate(days: night.date.days + 1)) - .microsecond
          return !timeline.occurrences(of: job, from: midnight, through: end, recurrences).isEmpty
        }
        return (job.name.value, occurrences, done)
      }
    }
  }

  private func lines(_ timeline: TimelineDefinition, _ rows: [StageRow], _ today: CivilDate) -> [String] {
    let language = timeline.languages[0]
    let title = timeline.title?.text(in: language, fallbacks: timeline.languages) ?? timeline.process.value
    var lines = ["\(title)  (\(timeline.zone.identifier))", ""]
    let width = rows.map { $0.stage.name.value.count }.max() ?? 0
    // The whole process is at most about 60 columns wide.
    let first = rows.map(\.stage.from).min() ?? today
    let last = rows.map(\.stage.to).max() ?? today
    let scale = max(1, (last.days - first.days) / 60 + 1)
    for row in rows {
      let from = (row.stage.from.days - first.days) / scale
      let to = (row.stage.to.days - first.days) / scale
      let bar = String(repeating: "·", count: from) + String(repeating: "█", count: to - from + 1)
      let rest = String(repeating: "·", count: (last.days - first.days) / scale - to)
      let now = row.stage.from <= today && today <= row.stage.to ? "  ← \(today.iso)" : ""
      lines.append(
        "\(row.stage.name.value.padded(to: width))  \(row.stage.from.iso) – \(row.stage.to.iso)  \(bar)\(rest)\(now)"
      )
      for job in row.jobs {
        lines.append(
          "\("".padded(to: width))    \(job.name): \(counted(job.occurrences, "time")), published on \(job.published)"
        )
      }
    }
    return lines
  }

  private func json(_ timeline: TimelineDefinition, _ rows: [StageRow], _ today: CivilDate) -> JSONValue {
    .object([
      ("process", .string(timeline.process.value)), ("time_zone", .string(timeline.zone.identifier)),
      ("today", .string(today.iso)),
      (
        "stages",
        .array(
          rows.map { row in
            .object([
              ("stage", .string(row.stage.name.value)), ("from", .string(row.stage.from.iso)),
              ("to", .string(row.stage.to.iso)),
              (
                "jobs",
                .array(
                  row.jobs.map {
                    .object([
                      ("job", .string($0.name)), ("occurrences", .integer(Int64($0.occurrences))),
                      ("published", .integer(Int64($0.published))),
                    ])
                  })
              ),
            ])
          })
      ),
    ])
  }
}
