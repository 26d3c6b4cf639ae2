internal import Diagnostics
internal import JobSpec
internal import Tables

/// One execution of a plan by stages.
final class StageRun {
  let plan: JobPlan
  let folder: String
  let sizes: StageSizes
  /// The inputs, their rejects, the tables made so far, and the figures.
  var rows: [String: StageRows] = [:]
  private var execution = Execution()
  let lifetimes: TableLifetimes
  /// Where rows go between steps.
  var place: SpillPlace { SpillPlace(folder: folder, block: sizes.block) }

  /// Makes tables elsewhere; nil: all are made here.
  private let maker: (any TableMaker)?

  init(_ plan: JobPlan, in folder: String, _ sizes: StageSizes, maker: (any TableMaker)? = nil) {
    self.maker = maker
    self.plan = plan
    self.folder = folder
    self.sizes = sizes
    lifetimes = TableLifetimes(plan)
  }

  func run(
    _ inputs: inout [String: InputData], _ languages: [String], _ previous: PreviousNight
  ) throws -> Execution {
    for input in plan.inputs { try take(input.name, &inputs) }
    var figuresMade = false
    for (place, table) in plan.tables.enumerated() {
      if !figuresMade, table.reads.contains(FigureTable.name) {
        try makeFigures(languages, previous)
        figuresMade = true
      }
      try make(table)
      for name in lifetimes.ended(at: place) {
        rows[name] = nil
        maker?.release(name)
      }
    }
    if !figuresMade { try makeFigures(languages, previous) }
    for check in plan.checks {
      try Interruption.check()
      execution.checks.append(try judge(check, inputs, previous))
    }
    return try finished()
  }

  private func take(_ input: String, _ inputs: inout [String: InputData]) throws {
    guard let data = inputs[input] else { return }
    rows["\(input).rejects"] = .resident(data.rejects)
    execution.add(data, of: input)
    if let stored = data.stored {
      inputs[input]!.stored = nil
      rows[input] = .stored(stored)
    } else {
      rows[input] = try keeping(RowFlow(inputs[input]!.takeTable(), in: sizes.block))
    }
  }

  // MARK: Tables

  private func make(_ definition: TablePlan) throws {
    var chain = RowBalance.Chain(table: definition.name, from: definition.from, steps: [])
    var counts: [StepCount] = []
    var aside: [Table] = []
    do {
      if let made = try maker?.make(definition, self) {
        chain.steps = made.steps
        aside = made.aside
      } else {
        let source = rows[definition.from]!
        chain.steps.append(
          RowBalance.Step(
            step: "from \(definition.from)", rowsIn: source.rowCount, rowsOut: source.rowCount))
        var flow = source.flow(definition.columnsRead, sizes.block)
        for step in definition.steps {
          try Interruption.check()
          let count = StepCount(step)
          counts.append(count)
          flow = try StageStep(step, of: definition.name, self, count).applied(to: flow, &aside)
        }
        rows[definition.name] = try keeping(flow.pruned(to: definition.wanted))
        try TextOverflow.verify("table '\(definition.name)'", at: definition.steps.first?.location)
      }
    } catch let fault as Diagnostic where fault.code == .evaluation || fault.code == .joinMultiplies {
      throw try faultInMemory(definition) ?? fault.withoutRow(in: definition.name)
    }
    chain.steps += counts.map(\.entry)
    for corrections in counts.compactMap(\.corrections) { execution.add(corrections, of: definition.name) }
    let stale = StaleCorrections.table(of: definition.name)
    if let table = execution.tables[stale] { rows[stale] = .resident(table) }
    execution.balance.tables.append(chain)
    execution.setAside += aside.map { (definition.name, $0) }
    if let fault = try keyFault(definition) { execution.keyFaults.append(fault) }
  }

  /// The fault of a value as a run in memory words it: with the number of the row or group in the whole table.
  /// Nil if the tables do not fit into memory.
  private func faultInMemory(_ definition: TablePlan) throws -> Diagnostic? {
    let names = Set(definition.reads)
    guard names.reduce(0, { $0 + rows[$1]!.bytes(of: nil) }) <= sizes.most else { return nil }
    var tables: [String: Table] = [:]
    for name in names { tables[name] = try rows[name]!.table(.all) }
    var table = tables[definition.from]!
    do {
      for step in definition.steps {
        table = try step.operation.kernel.apply(
          to: table.pruned(to: step.columnsRead), step.context(tables, plan.constants)
        ).table
      }
    } catch let fault as Diagnostic {
      return fault
    }
    return nil
  }

  /// The rows, kept in memory if they are few.
  func keeping(_ flow: RowFlow) throws -> StageRows {
    var pieces: [Table] = []
    var bytes = 0
    var spool: TableSpool?
    if sizes.partitions != nil { spool = try newSpool() }
    try flow.each { piece in
      if spool == nil {
        pieces.append(piece)
        bytes += piece.bytes
        if bytes <= sizes.partition / 8 { return }
        spool = try newSpool()
        for piece in pieces { try spool!.append(piece) }
        pieces = []
      } else {
        try spool!.append(piece)
      }
    }
    if let spool { return .stored(spool.stored(as: flow.empty.schema)) }
    return .resident(Table.concatenating(pieces, like: flow.empty))
  }

  func newSpool() throws -> TableSpool {
    try place.spool()
  }

  /// All rows of a table in memory, with these columns.
  /// - Throws: a diagnostic if they are too many.
  func table(_ name: String, _ columns: Columns) throws -> Table {
    let source = rows[name]!
    try verifyFit(source.bytes(of: columns.names), "table '\(name)'", nil)
    return try source.table(columns)
  }

  /// - Parameters:
  ///   - need: what needs the rows at once.
  ///   - most: the bytes that are allowed; nil: those of one step.
  func verifyFit(_ bytes: Int, _ need: String, _ location: SourceLocation?, most: Int? = nil) throws {
    try sizes.verifyFit(bytes, need, location, most: most)
  }

  // MARK: Figures, checks and the end

  private func makeFigures(_ languages: [String], _ previous: PreviousNight) throws {
    execution.figures = try plan.figureResults(previous.figures) { figure, count in
      if case .stored(let stored)? = rows[count.table] {
        let result =
          count.by == nil
          ? try streamed(figure, count, of: stored, previous)
          : try streamed(figure, count, byItemsOf: stored, previous)
        if let result { return result }
      }
      return try figure.result(
        count, of: table(count.table, .only(count.columns)), previous: previous.figures,
        in: plan.constants.zone)
    }
    rows[FigureTable.name] = .resident(
      FigureTable.table(execution.figures, language: languages.first ?? "en", fallbacks: languages))
  }

  /// A figure of all rows of a table on disk, computed piece by piece; nil to compute it in memory, which also words
  /// the fault of a value.
  private func streamed(
    _ figure: FigurePlan, _ count: FigurePlan.Count, of stored: StoredTable, _ previous: PreviousNight
  ) throws -> FigureResult? {
    var sum = WholeAggregation(count.value, in: plan.constants.zone)
    do {
      try StageRows.stored(stored).flow(.only(count.columns), sizes.block).each { piece in
        try sum.add(piece)
        try verifyFit(sum.bytes, "figure '\(figure.name)'", nil)
      }
      return figure.result(of: try sum.result().value(at: 0), previous: previous.figures)
    } catch let fault as Diagnostic where fault.code == .evaluation {
      return nil
    }
  }

  /// Judges a check by the columns that it examines; the failing rows are then read whole.
  private func judge(
    _ check: CheckPlan, _ inputs: [String: InputData], _ previous: PreviousNight
  ) throws -> CheckResult {
    if let name = check.table, case .stored(let stored)? = rows[name] {
      let context = CheckContext(execution: execution, inputs: inputs, plan: plan, previous: previous)
      if let result = try judge(check, stored, context) { return result }
    }
    var partial = execution
    for (name, columns) in check.columnsExamined where rows[name] != nil {
      var table = try table(name, columns)
      if name == check.table { table = table.placed() }
      partial.tables[name] = table
    }
    var result = try check.judge(
      CheckContext(execution: partial, inputs: inputs, plan: plan, previous: previous))
    if let failing = result.rows, let name = check.table {
      result.rows = try whole(RowPlace.places(of: failing), of: name)
    }
    return result
  }

  /// The rows of a table at these places, which ascend.
  func whole(_ places: [Int64], of name: String) throws -> Table {
    let flow = rows[name]!.flow(.all, sizes.block)
    var found: [Table] = []
    var (start, index) = (0, 0)
    try flow.each { piece in
      var chosen: [Int32] = []
      while index < places.count, Int(places[index]) < start + piece.rowCount {
        chosen.append(Int32(Int(places[index]) - start))
        index += 1
      }
      if !chosen.isEmpty { found.append(piece.gather(chosen)) }
      start += piece.rowCount
    }
    return Table.concatenating(found, like: flow.empty)
  }

  /// The execution with the tables that are read later.
  private func finished() throws -> Execution {
    var bytes = 0
    execution.stages = (place, sizes)
    for name in rows.keys.sorted() where lifetimes.kept.contains(name) {
      if case .stored(let table)? = rows[name], plan.readersAtOnce(of: name).isEmpty {
        execution.stored[name] = table
        for column in plan.eachColumns(of: name) {
          execution.divided[name, default: [:]][column] = try divided(table, by: column, of: name)
        }
      } else {
        // The tables of exports are there together, when no step works any more.
        bytes += rows[name]!.bytes(of: nil)
        let readers = plan.readersAtOnce(of: name)
        let need = readers.isEmpty ? "table '\(name)'" : "table '\(name)', for \(enumeration(readers)),"
        try verifyFit(bytes, need, nil, most: 2 * sizes.most)
        execution.tables[name] = try rows[name]!.table(.all)
      }
    }
    return execution
  }
}

extension Diagnostic {
  /// The fault of a value, without the number of a row that counts only in a part of the table.
  fileprivate func withoutRow(in table: String) -> Diagnostic {
    Diagnostic(
      .init(code, "table '\(table)' cannot be computed"), at: location, reason: reason ?? message.kept,
      hint: hint, quoting: reason == nil ? quoting.subtracting(.reason) : quoting)
  }
}
