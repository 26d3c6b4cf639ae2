internal import Diagnostics
internal import Tables

/// The engine that keeps all rows in memory and makes one table after the other.
package struct MemoryEngine: PlanEngine {
  private let room: RowRoom

  package init(room: RowRoom = RowRoom()) { self.room = room }

  package func execute(
    _ plan: JobPlan, inputs: inout [String: InputData], languages: [String], previous: PreviousNight
  ) throws -> Execution {
    var execution = PlanExecution(plan, room)
    return try execution.run(&inputs, languages, previous)
  }
}

/// The state of one execution of a plan.
private struct PlanExecution {
  private let plan: JobPlan
  private let room: RowRoom
  private var execution = Execution()
  private let lifetimes: TableLifetimes

  init(_ plan: JobPlan, _ room: RowRoom) {
    self.plan = plan
    self.room = room
    lifetimes = TableLifetimes(plan)
  }

  mutating func run(
    _ inputs: inout [String: InputData], _ languages: [String], _ previous: PreviousNight
  ) throws -> Execution {
    for input in plan.inputs { account(for: input.name, &inputs) }
    var figuresMade = false
    for (place, table) in plan.tables.enumerated() {
      if !figuresMade, table.reads.contains(FigureTable.name) {
        try makeFigures(languages, previous)
        figuresMade = true
      }
      try make(table, at: place)
      for name in lifetimes.ended(at: place) { execution.tables[name] = nil }
    }
    if !figuresMade { try makeFigures(languages, previous) }
    for check in plan.checks {
      try Interruption.check()
      execution.checks.append(
        try check.judge(CheckContext(execution: execution, inputs: inputs, plan: plan, previous: previous)))
    }
    return execution
  }

  private mutating func account(for input: String, _ inputs: inout [String: InputData]) {
    guard let data = inputs[input] else { return }
    execution.tables["\(input).rejects"] = data.rejects
    execution.add(data, of: input)
    execution.tables[input] = inputs[input]!.takeTable()
  }

  private mutating func make(_ definition: TablePlan, at place: Int) throws {
    let source = definition.from
    var table = execution.tables[source]!
    // If this table is the only reader, the steps can free its columns one by one.
    let isReadOnce = definition.reads.count { $0 == source } == 1
    if isReadOnce, lifetimes.ends(source, at: place) { execution.tables[source] = nil }
    var chain = RowBalance.Chain(table: definition.name, from: source, steps: [])
    chain.steps.append(
      RowBalance.Step(step: "from \(source)", rowsIn: table.rowCount, rowsOut: table.rowCount))
    for step in definition.steps {
      try Interruption.check()
      let rowsIn = table.rowCount
      table = table.pruned(to: step.columnsRead)
      let outcome = try step.operation.kernel.apply(
        to: table, step.context(execution.tables, plan.constants, room: room))
      try TextOverflow.verify("step '\(step.summary)' of table '\(definition.name)'", at: step.location)
      chain.steps.append(
        RowBalance.Step(
          step: step.summary, rowsIn: rowsIn, joinedIn: outcome.joinedIn, rowsOut: outcome.table.rowCount,
          moves: outcome.moves, notes: outcome.corrections?.notes ?? [], location: step.location))
      if let corrections = outcome.corrections { execution.add(corrections, of: definition.name) }
      if let aside = outcome.setAside { execution.setAside.append((definition.name, aside)) }
      table = outcome.table
    }
    if let fault = try definition.keyFault(in: table, plan.constants.zone) {
      execution.keyFaults.append(fault)
    }
    execution.tables[definition.name] = table.pruned(to: definition.wanted)
    execution.balance.tables.append(chain)
  }

  private mutating func makeFigures(_ languages: [String], _ previous: PreviousNight) throws {
    execution.figures = try plan.figureResults(previous.figures) { figure, count in
      try figure.result(
        count, of: execution.tables[count.table]!, previous: previous.figures, in: plan.constants.zone)
    }
    execution.tables[FigureTable.name] = FigureTable.table(
      execution.figures, language: languages.first ?? "en", fallbacks: languages)
  }
}

extension JobPlan {
  /// Tables that figures, checks and exports read after the last step, and those with a key, which are
  /// compared with the night before.
  package var tablesReadAtEnd: Set<String> {
    let keyed = tables.filter { !$0.key.isEmpty }.map(\.name)
    return Set(
      figures.compactMap(\.count?.table) + checks.flatMap(\.reads.keys) + exports.flatMap(\.reads.keys)
        + keyed)
  }
}

extension InputData {
  package static let correctedRejects = "corrected rejects"

  /// The account of the rows in the files, with a line for rejects that were corrected.
  var balance: [RowBalance.Step] {
    var entry = RowBalance.Step(step: "read", rowsIn: rowsFound, rowsOut: stored?.rowCount ?? table.rowCount)
    entry.moves.rejected = rejects.rowCount
    entry.moves.filtered = leftOut.reduce(0) { $0 + $1.rows }
    entry.notes = leftOut.map { "\($0.what): \($0.rows)" }
    guard let corrections else { return [entry] }
    var corrected = RowBalance.Step(
      step: InputData.correctedRejects, rowsIn: entry.rowsOut, rowsOut: entry.rowsOut)
    corrected.notes = ["rows: \(rejectedRows.rows.count(where: \.isRead))"] + corrections.notes
    return [entry, corrected]
  }
}
