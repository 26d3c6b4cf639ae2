internal import ArgumentParser
internal import Diagnostics
internal import Engine
internal import JobSpec
internal import Ledger
internal import Runner
internal import Tables

/// Explains rows of a table or of a figure: the part of `acta explain` that asks for rows.
struct RowsExplanation {
  private let options: ExplainedRows
  /// As given: a table, a figure, or `figure[item]`.
  private let name: String
  private let jobName: String
  private let asOf: String?
  private let loaded: LoadedWorkspace

  init(
    _ options: ExplainedRows, of name: String, job: String, asOf: String?, _ loaded: LoadedWorkspace
  ) {
    self.options = options
    self.name = name
    jobName = Workspace.jobName(of: job)
    self.asOf = asOf
    self.loaded = loaded
  }

  func run() throws {
    SignalWatch.begin()
    let console = loaded.console
    try ResultFile.verify(options.csv, console)
    do {
      let traced = try traced()
      let explainer = Explainer(traced, in: loaded.workspace, withRaw: options.raw)
      if let lost = options.lost {
        let found = try explainer.fates(
          where: expression(lost, "--lost"), most: needsAll ? .max : RowReport.most)
        try tell(found.fates, of: found.count, in: traced)
      } else {
        try explain(explainer, traced)
      }
    } catch let code as ExitCode {
      throw code
    } catch {
      let isUsage =
        Diagnostics(error).all.contains { $0.location?.file.hasPrefix("--") == true }
        || (error as? Diagnostic)?.code == .unknownTable
      throw console.failure(Diagnostics(error).sorted, isUsage ? .usage : .inputOutput)
    }
  }

  /// Whether more rows are asked for than are shown in words.
  private var needsAll: Bool { loaded.console.isJSON || options.csv != nil }

  private func expression(_ text: String, _ option: String) -> ExpressionText {
    ExpressionText(text, at: SourceLocation(file: option))
  }

  // MARK: The run

  private func traced() throws -> TracedRun {
    let whole = options.lost != nil
    guard !options.now, asOf == nil else {
      let instant = try loaded.timeline.map { try loaded.instant(asOf, timeline: $0) } ?? Instant.now
      let bound = try loaded.valid([jobName], at: instant)
      let runner = JobRunner(
        workspace: loaded.workspace, timeline: bound.timeline, binding: bound.binding,
        ledger: try? Ledger.openForReading(state: loaded.workspace.state))
      let job = bound.jobs[0]
      return try TracedRun(
        job, of: try subject(in: job).table, whole: whole, runner: runner, timeline: bound.timeline,
        moment: RunMoment(asOf: instant, timeline: bound.timeline))
    }
    return try TracedRun(
      try snapshot(), in: loaded.workspace, of: { try subject(in: $0).table }, whole: whole)
  }

  private func snapshot() throws -> Snapshot {
    let past = PastRuns(loaded.workspace)
    if let run = options.run {
      let found = try past.snapshot(run, night: nil)
      guard found.run.job == jobName else {
        throw Diagnostic(
          .init(.unknownRun, "run '\(found.run.id)' is a run of job '\(found.run.job)', not of '\(jobName)'"))
      }
      return found
    }
    if let night = options.night.flatMap({ Night(iso: $0) }) {
      return try past.snapshot(jobName, night: night)
    }
    guard let newest = try loaded.ledger()?.latestGood(of: jobName) else {
      guard loaded.jobNames.contains(jobName) else {
        throw loaded.console.failure([loaded.unknownJob(jobName, among: loaded.jobNames)], .usage)
      }
      throw Diagnostic(
        .init(.unknownRun, "no run of job '\(jobName)' has been published"),
        hint: "use today's inputs with  --now")
    }
    return try past.snapshot(newest.id, night: nil)
  }

  /// The table, and the figure and its item if the name is that of a figure.
  private func subject(in job: Job) throws -> (table: String, figure: String?, item: String?) {
    var base = name
    var item: String?
    if name.hasSuffix("]"), let open = name.firstIndex(of: "[") {
      base = String(name[..<open])
      item = String(name[name.index(after: open)...].dropLast())
      for quote in ["\"", "'"] where item!.count > 1 && item!.hasPrefix(quote) && item!.hasSuffix(quote) {
        item = String(item!.dropFirst().dropLast())
      }
    }
    if item == nil, job.tables.contains(where: { $0.name.value == base }) { return (base, nil, nil) }
    if let figure = job.figures.first(where: { $0.name.value == base }) {
      return (figure.table?.value ?? FigureTable.name, base, item)
    }
    let known = job.tables.map(\.name.value) + job.figures.map(\.name.value)
    throw Diagnostic(
      .init(.unknownTable, "job '\(job.name.value)' has no table or figure '\(base)'"),
      reason: "it has \(known.joined(separator: ", "))", hint: suggestion(for: base, among: known))
  }

  // MARK: Rows of the table

  private func explain(_ explainer: Explainer, _ traced: TracedRun) throws {
    let console = loaded.console
    let trace = traced.trace
    let subject = try subject(in: traced.job)
    var rows = (0..<Int32(trace.tables[trace.target]!.rowCount)).map(\.self)
    var figure: FigurePlan?
    if let name = subject.figure {
      figure = trace.plan.figures.first { $0.name == name }
      if let figure, figure.count == nil {
        rows = try trace.rows(of: figure, item: nil) ?? []
      } else if let figure, let by = figure.by, subject.item != nil || options.condition == nil {
        rows = try rowsOfItem(figure, by, subject.item, trace)
      }
    }
    if let condition = options.condition {
      let chosen = Set(try trace.rows(of: trace.target, where: expression(condition, "--where")))
      rows = rows.filter { chosen.contains($0) }
    }
    let explained = try rows.prefix(needsAll ? .max : RowReport.most).map { try explainer.explain($0) }
    let report = RowReport(zone: traced.timeline.zone, isShort: figure != nil)
    try write(explained, traced.timeline.zone)
    if loaded.console.isJSON {
      let values = try figure.flatMap { try trace.values(of: $0, item: subject.item) }
      console.result(
        .object(
          heading(traced) + [
            ("figure", .optional(subject.figure)), ("item", .optional(subject.item)),
            ("value", values.map { report.json($0.value) } ?? .null),
            ("published", values.map { report.json($0.published) } ?? .null),
            ("rows", .array(explained.map(report.json))),
          ]))
      return
    }
    if let figure {
      console.result("figure \(name): \(figure.definition)")
      console.result(figure.countedRows(rows.count) + (try withoutRows(figure, subject.item, rows, trace)))
    } else if explained.isEmpty {
      console.result("no row of '\(trace.target)' matches; --lost shows where rows of the inputs went")
    }
    for (place, row) in explained.prefix(RowReport.most).enumerated() {
      if place > 0, !report.isShort { console.result("") }
      console.result(lines: report.lines(row))
    }
    console.result(lines: RowReport.rest(of: rows.count))
  }

  /// The value of an item that no row made.
  private func withoutRows(
    _ figure: FigurePlan, _ item: String?, _ rows: [Int32], _ trace: PlanTrace
  ) throws -> String {
    guard rows.isEmpty, options.condition == nil, let found = try trace.values(of: figure, item: item) else {
      return ""
    }
    let report = RowReport(zone: trace.plan.constants.zone)
    let published = found.published == .null ? "" : ", and \(report.word(found.published)) was published"
    return ": its value is \(report.word(found.value))\(published); no row made it"
  }

  private func rowsOfItem(
    _ figure: FigurePlan, _ by: String, _ item: String?, _ trace: PlanTrace
  ) throws -> [Int32] {
    if item == nil { return (0..<Int32(trace.tables[trace.target]!.rowCount)).map(\.self) }
    if let rows = try trace.rows(of: figure, item: item) { return rows }
    let column = trace.tables[trace.target]!.column(named: by)!
    var known: [String] = []
    for row in 0..<column.count where known.count < 20 {
      let text = column.value(at: row).text(in: trace.plan.constants.zone)
      if !known.contains(text) { known.append(text) }
    }
    throw Diagnostic(
      .init(.unknownTable, "figure '\(figure.name)' has no item '\(item ?? "")'"),
      reason: "it has \(known.joined(separator: ", "))", hint: suggestion(for: item ?? "", among: known))
  }

  private func heading(_ traced: TracedRun) -> [(String, JSONValue)] {
    [
      ("job", .string(traced.job.name.value)), ("night", .string(traced.night.iso)),
      ("run", .optional(traced.run?.id)), ("table", .string(traced.trace.target)),
    ]
  }

  // MARK: Rows of the inputs

  private func tell(_ fates: [RowFate], of count: Int, in traced: TracedRun) throws {
    let report = RowReport(zone: traced.timeline.zone)
    let table = traced.trace.target
    if loaded.console.isJSON {
      loaded.console.result(
        .object(heading(traced) + [("rows", .array(fates.map { report.json($0, table: table) }))]))
    } else {
      if fates.isEmpty { loaded.console.result("no row of the inputs of '\(table)' matches") }
      for fate in fates.prefix(RowReport.most) {
        loaded.console.result(lines: report.lines(fate, table: table))
      }
      loaded.console.result(lines: RowReport.rest(of: count))
    }
    guard let csv = options.csv else { return }
    try write(
      csv, ["file", "line", "input", "rows", "why"],
      fates.map { fate in
        [
          fate.place.file, String(fate.place.line), fate.place.input,
          fate.results.map(String.init).joined(separator: " "),
          report.lines(fate, table: table).dropFirst().joined(separator: "; ").trimmingSpaces,
        ]
      }, traced.timeline.zone)
  }

  // MARK: Files

  private func write(_ rows: [RowExplanation], _ zone: Zone) throws {
    guard let csv = options.csv else { return }
    func records(_ row: RowExplanation) -> [[String]] {
      row.places.map { place in
        [row.job, row.table, String(row.number), place.input, place.file, String(place.line)]
      } + row.sources.flatMap(records)
    }
    try write(csv, ["job", "table", "row", "input", "file", "line"], rows.flatMap(records), zone)
  }

  private func write(_ file: String, _ names: [String], _ records: [[String]], _ zone: Zone) throws {
    let columns = names.indices.map { place in
      Column.text(TextColumn(records.map { Optional($0[place]) }))
    }
    let table = Table(Schema(names.map { Field($0, .text) }), columns, rowCount: records.count)
    try ResultFile.write(file) { partial in
      try CSVWriter.write(
        table, headers: names, to: partial, dialect: .machines, zone: zone,
        compressed: file.lowercased().hasSuffix(".gz"))
    }
  }
}

extension String {
  fileprivate var trimmingSpaces: String { String(drop { $0 == " " }) }
}

extension FigurePlan {
  /// `counts 3 rows of 'people'`, or the figures that it is made of.
  func countedRows(_ rows: Int) -> String {
    switch source {
    case .rows(let count): "counts \(counted(rows, "row")) of '\(count.table)'"
    case .figures:
      "is made of \(enumeration(parts.map { part in part.item.map { "\(part.figure)[\($0)]" } ?? part.figure }))"
    }
  }
}
