internal import Diagnostics
internal import JobSpec
package import Tables

/// An input's rows as they were read.
package struct InputData: Sendable {
  package var table: Table
  package var rejects: Table
  /// Data rows found, the rejected and the left-out included.
  package var rowsFound: Int
  /// Rows that are no data, by what they are (`total row`).
  package var leftOut: [(what: String, rows: Int)]
  /// When the newest of its files was last changed; microseconds since 1970.
  package var modified: Int64?

  package init(
    table: Table, rejects: Table, rowsFound: Int, leftOut: [(what: String, rows: Int)] = [], modified: Int64?
  ) {
    self.table = table
    self.rejects = rejects
    self.rowsFound = rowsFound
    self.leftOut = leftOut
    self.modified = modified
  }

  /// The table, which is no longer here afterwards.
  mutating func takeTable() -> Table {
    defer { table = Table(empty: Schema()) }
    return table
  }
}

/// What a run computed.
package struct Execution: Sendable {
  /// Inputs, their rejects, and tables, by name.
  package internal(set) var tables: [String: Table] = [:]
  package internal(set) var balance = RowBalance()
  /// Rows that a table's steps could not use, with their reason.
  package internal(set) var setAside: [(table: String, rows: Table)] = []
  package internal(set) var figures: [FigureResult] = []
  package internal(set) var checks: [CheckResult] = []
}

/// Makes a plan's tables, figures and judgements from the rows of its inputs.
package struct Executor {
  private let plan: JobPlan
  private var execution = Execution()
  /// Tables that figures, checks and exports read at the end.
  private let kept: Set<String>
  /// The last table, by its place in the plan, that reads each input and table.
  private var lastReaders: [String: Int] = [:]

  /// - Parameters:
  ///   - inputs: their tables are taken out, so that they go as soon as no step needs them.
  ///   - languages: the timeline's, for the titles in table `figures`.
  ///   - previous: values of the last successful run of an earlier night, by figure and item.
  /// - Throws: `Diagnostic` when the data cannot be computed with (an overflow, a join that would
  ///   multiply rows), and when the row balance does not add up.
  package static func run(
    _ plan: JobPlan, inputs: inout [String: InputData], languages: [String],
    previous: [FigureKey: Value] = [:]
  ) throws -> Execution {
    var executor = Executor(plan: plan)
    for input in plan.job.inputs { executor.account(for: input.name.value, &inputs) }
    var figuresMade = false
    for (place, table) in plan.tables.enumerated() {
      if !figuresMade, table.reads(FigureTable.name) {
        try executor.makeFigures(languages, previous)
        figuresMade = true
      }
      try executor.make(table, at: place)
      executor.release(after: place)
    }
    if !figuresMade { try executor.makeFigures(languages, previous) }
    try executor.execution.balance.verify(job: plan.job)
    for check in plan.checks {
      try Interruption.check()
      executor.execution.checks.append(try check.judge(executor.execution, inputs: inputs, plan: plan))
    }
    return executor.execution
  }

  private init(plan: JobPlan) {
    self.plan = plan
    kept = Set(
      plan.figures.map(\.table) + plan.checks.flatMap(\.reads.keys) + plan.exports.flatMap(\.reads.keys))
    for (place, table) in plan.tables.enumerated() {
      for name in table.definition.reads { lastReaders[name] = place }
    }
  }

  /// Lets go of what no later table, figure, check or export reads.
  private mutating func release(after place: Int) {
    let name = plan.tables[place].name
    if lastReaders[name] == nil, !kept.contains(name) { execution.tables[name] = nil }
    for other in plan.tables[place].definition.reads
    where lastReaders[other] == place && !kept.contains(other) {
      execution.tables[other] = nil
    }
  }

  private mutating func account(for input: String, _ inputs: inout [String: InputData]) {
    guard let data = inputs[input] else { return }
    execution.tables["\(input).rejects"] = data.rejects
    var entry = RowBalance.Step(step: "read", rowsIn: data.rowsFound, rowsOut: data.table.rowCount)
    entry.moves.rejected = data.rejects.rowCount
    entry.moves.filtered = data.leftOut.reduce(0) { $0 + $1.rows }
    entry.notes = data.leftOut.map { "\($0.what): \($0.rows)" }
    execution.balance.tables.append(RowBalance.Chain(table: input, isInput: true, steps: [entry]))
    execution.tables[input] = inputs[input]!.takeTable()
  }

  private mutating func make(_ plan: TablePlan, at place: Int) throws {
    let source = plan.definition.from.value
    var table = execution.tables[source]!
    // Where nobody else reads it, the steps let go of its columns one by one.
    let isReadOnce = plan.definition.reads.count { $0 == source } == 1
    if isReadOnce, lastReaders[source] == place, !kept.contains(source) { execution.tables[source] = nil }
    var chain = RowBalance.Chain(table: plan.name, isInput: false, steps: [])
    chain.steps.append(
      RowBalance.Step(
        step: "from \(plan.definition.from.value)", rowsIn: table.rowCount, rowsOut: table.rowCount))
    let needs = needsBeforeEachStep(of: plan)
    for (index, step) in plan.steps.enumerated() {
      try Interruption.check()
      let definition = plan.definition.steps[index]
      table = table.pruned(to: needs[index])
      let outcome = try step.apply(
        to: table,
        StepContext(needed: needs[index + 1], tables: execution.tables, location: definition.location))
      chain.steps.append(
        RowBalance.Step(
          step: definition.keyword, rowsIn: outcome.rowsIn, rowsOut: outcome.table.rowCount,
          moves: outcome.moves, location: definition.location))
      if let aside = outcome.setAside { execution.setAside.append((plan.name, aside)) }
      table = outcome.table
    }
    execution.tables[plan.name] = table.pruned(to: needs[plan.steps.count])
    execution.balance.tables.append(chain)
  }

  /// What is needed of the table as it comes to each step, and at the end.
  private func needsBeforeEachStep(of table: TablePlan) -> [Set<String>?] {
    var needs = [plan.needs[table.name] ?? nil]
    for step in table.steps.reversed() { needs.append(step.columnsRead(toMake: needs.last!)) }
    return needs.reversed()
  }

  private mutating func makeFigures(_ languages: [String], _ previous: [FigureKey: Value]) throws {
    execution.figures = try plan.figures.map { figure in
      try figure.result(of: execution.tables[figure.table]!, previous: previous, plan: plan)
    }
    execution.tables[FigureTable.name] = FigureTable.table(
      execution.figures, language: languages.first ?? "en", fallbacks: languages)
  }
}

extension TablePlan {
  func reads(_ name: String) -> Bool { definition.reads.contains(name) }
}

/// Which number of which figure. Items that only look alike are different ones.
package struct FigureKey: Hashable, Sendable {
  package var figure: String
  package var item: String?
  package init(figure: String, item: String?) {
    self.figure = figure
    self.item = item
  }

  package static func == (a: FigureKey, b: FigureKey) -> Bool { a.bytes == b.bytes }
  package func hash(into hasher: inout Hasher) { hasher.combine(bytes) }

  private var bytes: [[UInt8]] { [Array(figure.utf8)] + (item.map { [Array($0.utf8)] } ?? []) }
}
