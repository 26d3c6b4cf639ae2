internal import ArgumentParser
internal import Diagnostics
internal import JobSpec
internal import Ledger
internal import Runner
internal import Tables

struct CorrectionsListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the corrections of a job, or of all jobs, with the state of each.",
    discussion: """
      A correction is applied, done (the source has its value), stale (the value is another one, or the row is \
      gone) or expired.
      """)

  @OptionGroup var options: WorkspaceOptions

  @Argument(help: "The job (default: all).") var job: String?

  @OptionGroup var when: AsOfOption

  func run() throws {
    let loaded = try options.load(jobs: job.map { [$0] } ?? [])
    let lists = try loaded.corrections(of: job, asOf: when.asOf)
    if options.json {
      loaded.console.result(
        .array(lists.flatMap { job, list in list.entries.map { $0.json(of: job) } }))
      return
    }
    var table = TextTable(["correction", "state", "table", "key", "column", "from", "to", "by", "at", "why"])
    for entry in lists.flatMap(\.list.entries) {
      table.add([
        "\(entry.file):\(entry.line)", entry.state.rawValue, entry.table,
        entry.key.map(\.text).joined(separator: ", "), entry.column, entry.from, entry.to, entry.by, entry.at,
        entry.why,
      ])
    }
    if lists.allSatisfy({ $0.list.entries.isEmpty }) {
      loaded.console.summary("no corrections")
    } else {
      loaded.console.result(lines: table.lines)
    }
  }
}

extension LoadedWorkspace {
  /// The corrections of a job, or of each that applies any.
  func corrections(of job: String?, asOf: String?) throws -> [(job: String, list: CorrectionList)] {
    let instant = try timeline.map { try self.instant(asOf, timeline: $0) } ?? Instant.now
    let names =
      job.map { [$0] } ?? jobs.filter { !$0.correctionFiles(in: workspace).isEmpty }.map(\.name.value)
    if names.isEmpty { return [] }
    let bound = try valid(names, at: instant)
    let runner = JobRunner(
      workspace: workspace, timeline: bound.timeline, binding: bound.binding,
      ledger: try? Ledger.openForReading(state: workspace.state))
    return try console.working {
      try bound.jobs.map { job in
        (
          job.name.value,
          try CorrectionList(
            job, in: workspace, moment: RunMoment(asOf: instant, timeline: bound.timeline), runner)
        )
      }
    }
  }
}

extension CorrectionList.Entry {
  func json(of job: String) -> JSONValue {
    .object([
      ("job", .string(job)), ("file", .string(file)), ("line", .integer(Int64(line))),
      ("state", .string(state.rawValue)), ("table", .string(table)),
      ("key", .object(key.map { ($0.column, .string($0.text)) })), ("column", .string(column)),
      ("from", .string(from)), ("to", .string(to)), ("by", .string(by)), ("at", .string(at)),
      ("why", .string(why)), ("until", .string(until)),
    ])
  }
}
