internal import ArgumentParser
internal import Diagnostics
internal import Engine
internal import JobSpec
internal import Ledger
internal import Runner
internal import Tables

/// `acta explain JOB TABLE|figure[item]`, `acta explain FILE.xlsx CELL`, `acta explain JOB --plan` or `--engine`
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Show how a table, a row or a figure is made: its steps, and the rows of files behind it.",
    discussion: """
      Without other options: the chain of steps of a table or figure, with row counts; without a name, of all.

      With --where: each row for which the expression is true, with the rows of files that it was made of and \
      what each step did; an item of a figure, as figure[item], with the rows that it counts. With --lost: where \
      each row of the inputs went for which the expression is true. Both work on the newest published \
      night, from the archive, unless --night, --run, --now or --as-of says otherwise.

      'acta explain FILE.xlsx Personas!C17' explains the row that a cell of a published workbook shows.
      """)

  @OptionGroup var options: WorkspaceOptions

  @Argument(help: "The job, or a published workbook.") var job: String
  @Argument(
    help: "A table, an input, a figure, an item of a figure (figure[item]), or a cell (Personas!C17).")
  var name: String?

  @OptionGroup var rows: ExplainedRows

  @Flag(name: .long, help: "Show the plan of the job: its steps, with the columns and rows that each needs.")
  var plan = false

  @Flag(
    name: .long,
    help: "Show where the job's rows would be kept, and how much memory it needs, without reading rows.")
  var engine = false

  @OptionGroup var when: AsOfOption

  func validate() throws {
    if plan && engine { throw ValidationError("Use --plan or --engine, not both.") }
    if name != nil, plan || engine {
      throw ValidationError(
        "--\(plan ? "plan" : "engine") shows the whole job: leave out the table or figure.")
    }
    if name == nil, job.lowercased().hasSuffix(".xlsx") {
      throw ValidationError("Name a cell of the workbook, such as 'Personas!C17'.")
    }
    if name == nil, rows.isAsked { throw ValidationError("Name a table or figure of the job.") }
    if plan, rows.isAsked { throw ValidationError("--plan shows the whole job, not rows.") }
    try rows.validate(asOf: when.asOf)
  }

  func run() throws {
    if job.lowercased().hasSuffix(".xlsx"), let name {
      try CellExplanation(name, of: job, try options.load(jobs: [])).run()
      return
    }
    let loaded = try options.load(jobs: [job])
    if let name, rows.isAsked || name.hasSuffix("]") {
      try RowsExplanation(rows, of: name, job: job, asOf: when.asOf, loaded).run()
      return
    }
    let instant = try loaded.timeline.map { try loaded.instant(when.asOf, timeline: $0) } ?? Instant.now
    let bound = try loaded.valid([job], at: instant)
    let (timeline, job) = (bound.timeline, bound.jobs[0])
    if plan || engine {
      var binding = bound.binding
      let plan = binding.plan(job)
      if engine {
        let settings = try loaded.engineSettings()
        let choice = EngineDescription(
          choice: binding.engine(for: job, plan, limit: .ofThisProcess, settings), plan: plan)
        if options.json {
          loaded.console.result(choice.json)
        } else {
          loaded.console.result(lines: choice.lines)
        }
        return
      }
      if options.json {
        loaded.console.result(lines: try plan.json().lines)
      } else {
        loaded.console.result(lines: PlanDescription(plan: plan).text.lines)
      }
      return
    }
    let figure = job.figures.first { $0.name.value == name }
    let tables = job.inputs.map(\.name.value) + job.tables.map(\.name.value)
    let known = tables + job.figures.map(\.name.value).filter { !tables.contains($0) }
    if let name, !known.contains(name) {
      throw loaded.console.failure(
        [
          Diagnostic(
            .unknownName(name, job), reason: "it has \(known.joined(separator: ", "))",
            hint: suggestion(for: name, among: known))
        ], .usage)
    }
    let runner = JobRunner(
      workspace: loaded.workspace, timeline: timeline, binding: bound.binding,
      ledger: try? Ledger.openForReading(state: loaded.workspace.state),
      settings: try loaded.engineSettings())
    let moment = RunMoment(asOf: instant, timeline: timeline)
    let execution: Execution
    let balance: RowBalance
    do {
      (execution, balance) = try runner.execute(job, moment: moment)
    } catch {
      throw loaded.console.failure(Diagnostics(error).sorted, .runFailed)
    }
    let chains =
      name.map { self.chains(of: tablesCounted(by: figure, execution) ?? [$0], job, balance) }
      ?? balance.tables
    let results = execution.figures.filter { name == nil || $0.figure.name == figure?.name.value }
    if options.json {
      loaded.console.result(json(chains, results, balance))
    } else {
      loaded.console.result(lines: lines(chains, results, balance))
    }
  }

  /// The tables that a figure counts, itself or through the figures that it is made of; nil without a figure.
  private func tablesCounted(by figure: Figure?, _ execution: Execution) -> [String]? {
    guard let figure else { return nil }
    let plans = execution.figures.map(\.figure)
    let parts = execution.figures.filter { $0.figure.name == figure.name.value }.flatMap {
      result -> [FigureKey] in
      result.keys.flatMap { plans.counted(of: $0) }
    }
    let figures = Set(parts.map(\.figure))
    return Set(plans.filter { figures.contains($0.name) }.compactMap(\.count?.table)).sorted()
  }

  /// The chains of the tables and of all tables they are made from, sources first.
  private func chains(of names: [String], _ job: Job, _ balance: RowBalance) -> [RowBalance.Chain] {
    var chains: [RowBalance.Chain] = []
    let known = Dictionary(balance.tables.map { ($0.table, $0) }, uniquingKeysWith: { first, _ in first })
    var seen: Set<String> = []
    func visit(_ name: String) {
      guard seen.insert(name).inserted else { return }
      for other in job.table(named: name)?.reads ?? [] { visit(other) }
      if let chain = known[name] { chains.append(chain) }
    }
    for name in names { visit(name) }
    return chains
  }

  private func lines(
    _ chains: [RowBalance.Chain], _ figures: [FigureResult], _ balance: RowBalance
  ) -> [String] {
    var lines: [String] = []
    let uses = balance.uses()
    for chain in chains {
      lines.append("\(chain.isInput ? "input" : "table") \(chain.table)")
      for step in chain.steps {
        let moves = [step.joinedIn.words, step.moves.words, step.notes.joined(separator: "; ")].filter {
          !$0.isEmpty
        }
        let note = moves.isEmpty ? "" : "   (\(moves.joined(separator: "; ")))"
        lines.append(
          "  \(String(step.rowsIn).leftPadded(to: 9)) → \(String(step.rowsOut).leftPadded(to: 9))  \(step.step)\(note)"
        )
      }
      for use in uses[chain.table] ?? [] {
        let moves = use.moves.words.isEmpty ? "" : "   (\(use.moves.words))"
        lines.append("  \(String(use.rowsOut).leftPadded(to: 9))             → \(use.name)\(moves)")
      }
    }
    for figure in figures {
      lines.append("figure \(figure.figure.name): \(figure.figure.definition)")
      for item in figure.items where !item.isGone {
        let published = item.published == .null ? "" : "   (published \(item.published.messageText))"
        let label = item.item.map { "\($0): " } ?? ""
        lines.append("  \(label)\(item.value.messageText)\(published)")
      }
    }
    return lines
  }

  private func json(
    _ chains: [RowBalance.Chain], _ figures: [FigureResult], _ balance: RowBalance
  ) -> JSONValue {
    let uses = balance.uses()
    var members: [(String, JSONValue)] = [
      (
        "tables",
        .array(
          chains.map {
            .object([
              ("table", .string($0.table)), ("steps", .array($0.steps.map(\.json))),
              ("uses", .array((uses[$0.table] ?? []).map(\.json))),
            ])
          })
      )
    ]
    if name != nil, let figure = figures.first {
      members.append(("definition", .string(figure.figure.definition)))
    } else if name == nil {
      let definitions = figures.map { ($0.figure.name, JSONValue.string($0.figure.definition)) }
      members.append(("definitions", .object(definitions)))
    }
    if name == nil || !figures.isEmpty {
      members.append(("figures", .array(figures.flatMap(\.records).map(\.json))))
    }
    return .object(members)
  }
}

extension String {
  fileprivate func leftPadded(to width: Int) -> String {
    String(repeating: " ", count: max(0, width - count)) + self
  }
}

extension Diagnostic.Message {
  fileprivate static func unknownName(_ name: String, _ job: Job) -> Self {
    Self(.unknownTable, "job '\(job.name.value)' has no table or figure '\(name)'")
  }
}
