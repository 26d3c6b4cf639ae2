internal import ArgumentParser
internal import Engine
internal import Ledger
internal import Runner
internal import Tables

/// `acta history [JOB]`
struct HistoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history", abstract: "List past runs, newest first, with the names that 'acta replay' takes."
  )

  @OptionGroup var options: WorkspaceOptions

  @Argument(help: "Only runs of this job (also of one that is no longer in Jobs/).")
  var job: String?

  @Option(name: .long, help: ArgumentHelp("The maximum number of runs; 0 for all.", valueName: "n"))
  var limit = 50

  @Option(name: .long, help: ArgumentHelp("Only runs of this night.", valueName: "date"))
  var night: String?

  @Flag(
    name: .long, help: "Show each figure as well: its value, the value of the night before, and the change.")
  var figures = false

  func validate() throws {
    if limit < 0 { throw ValidationError("'--limit \(limit)' is less than 0.") }
    try Night.validate(night)
  }

  func run() throws {
    let loaded = try options.load()
    let entries = try entries(loaded)
    if options.json {
      loaded.console.result(.array(entries.map { $0.json(in: loaded.zone) }))
      return
    }
    guard !entries.isEmpty else {
      loaded.console.note("there are no such runs")
      return
    }
    var table = TextTable(
      ["run", "job", "night", "status", "started", "seconds", "rows", "rejected", ""], numbers: [5, 6, 7])
    for entry in entries { table.add(entry.cells(in: loaded)) }
    let lines = table.lines
    loaded.console.result(lines[0])
    for (entry, line) in zip(entries, lines.dropFirst()) {
      loaded.console.result(line)
      for figure in entry.figureLines { loaded.console.result("  \(figure)") }
    }
  }

  /// - Throws: exit code 64 for a job that has no definition and no runs.
  private func checkJob(_ loaded: LoadedWorkspace, _ ledger: Ledger?) throws {
    guard let job, !loaded.jobNames.contains(job) else { return }
    let past = try loaded.console.working { try ledger?.jobs() ?? [] }
    if past.contains(job) { return }
    let known = Set(loaded.jobNames + past).sorted()
    throw loaded.console.failure([loaded.unknownJob(job, among: known)], .usage)
  }

  private func entries(_ loaded: LoadedWorkspace) throws -> [HistoryEntry] {
    let ledger = try loaded.ledger()
    try checkJob(loaded, ledger)
    guard let ledger else { return [] }
    return try loaded.console.working {
      let wanted = limit == 0 ? nil : limit
      let runs = try ledger.runs(of: job, night: night.flatMap(Night.init(iso:)), limit: wanted)
      var previous: [String: Run?] = [:]
      return try runs.compactMap { try ledger.run(id: $0.id) }.map { run in
        guard figures, !run.figures.isEmpty else { return HistoryEntry(run: run) }
        let key = "\(run.night) \(run.job)"
        if previous[key] == nil {
          previous[key] = .some(try ledger.latestGood(of: run.job, before: run.night))
        }
        return HistoryEntry(run: run, changes: HistoryEntry.changes(of: run, since: previous[key] ?? nil))
      }
    }
  }
}

/// A run, with the previous values of its figures.
private struct HistoryEntry {
  let run: Run
  /// Nil if figures were not asked for.
  var changes: [(figure: RunFigure, previous: Value, change: Value)]?

  static func changes(
    of run: Run, since previous: Run?
  ) -> [(figure: RunFigure, previous: Value, change: Value)] {
    var before: [FigureKey: Value] = [:]
    for figure in previous?.figures ?? [] {
      before[FigureKey(figure: figure.figure, item: figure.item)] = figure.value
    }
    return run.figures.map {
      let old = before[FigureKey(figure: $0.figure, item: $0.item)] ?? .null
      return ($0, old, difference($0.value, old))
    }
  }

  /// `new - old`, or null if one of them is not a number.
  private static func difference(_ new: Value, _ old: Value) -> Value {
    if case .integer(let new) = new, case .integer(let old) = old {
      let (change, isTooLarge) = new.subtractingReportingOverflow(old)
      if !isTooLarge { return .integer(change) }
    }
    guard let new = new.asNumber, let old = old.asNumber else { return .null }
    return .number(new - old)
  }

  func cells(in loaded: LoadedWorkspace) -> [String] {
    [
      run.id, run.job, run.night.iso, run.status.rawValue, loaded.shortText(run.started),
      Value.number((run.seconds * 1000).rounded() / 1000).messageText, "\(run.rowsRead)",
      "\(run.rowsRejected)",
      run.pruned == nil ? run.remark : "pruned",
    ]
  }

  var figureLines: [String] {
    guard let changes, !changes.isEmpty else { return [] }
    func text(_ value: Value) -> String { value == .null ? "" : value.messageText }
    var table = TextTable(["figure", "item", "value", "previous", "change"], numbers: [2, 3, 4])
    for (figure, previous, change) in changes {
      let isMore = (change.asNumber ?? 0) > 0
      table.add([
        figure.figure, figure.item ?? "", text(figure.value), text(previous),
        (isMore ? "+" : "") + text(change),
      ])
    }
    return table.lines
  }

  func json(in zone: Zone) -> JSONValue {
    var members = run.members(in: zone)
    if let changes {
      let figures = changes.map { figure, previous, change in
        JSONValue.object([
          ("figure", .string(figure.figure)), ("item", .optional(figure.item)),
          ("value", figure.value.json), ("published", figure.published.json), ("previous", previous.json),
          ("change", change.json),
        ])
      }
      members.append(("figures", .array(figures)))
    }
    return .object(members)
  }
}
