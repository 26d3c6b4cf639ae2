internal import Diagnostics
internal import JobSpec
package import Tables

/// The rows of a table and of everything it is made from, with what each step did with each row.
///
///     input ──steps──► table ──steps──► target        executed once, forwards
///     rows  ◄──links── rows  ◄──links── rows          followed backwards, or forwards from a row of an input
///
/// Nothing of this happens in a normal run.
package struct PlanTrace: Sendable {
  package let plan: JobPlan
  /// The table whose rows are explained.
  package let target: String
  /// The tables between the inputs and the target, in order of execution, the target last.
  package private(set) var order: [String] = []
  /// The inputs and the rejects that the target is made from.
  package private(set) var leaves: [String] = []
  package private(set) var tables: [String: Table] = [:]
  /// The rejects of the inputs that the target is made from, by input.
  package private(set) var rejectsOfInputs: [String: Table] = [:]
  /// The same rows with the columns of their input, as far as they can be read.
  package var rejectedRows: [String: Table] = [:]
  package private(set) var steps: [String: [StepTrace]] = [:]

  /// - Parameters:
  ///   - inputs: the rows of each input. The tables are taken out.
  ///   - languages: the timeline's languages, for the titles in table `figures`.
  /// - Throws: a `Diagnostic` if a value cannot be computed.
  package init(
    _ plan: JobPlan, of target: String, inputs: inout [String: InputData], languages: [String],
    previous: [FigureKey: Value] = [:]
  ) throws {
    self.plan = plan
    self.target = target
    collect(target)
    for name in leaves {
      if name.hasSuffix(PlanTrace.rejects) {
        tables[name] = inputs[String(name.dropLast(PlanTrace.rejects.count))]?.rejects
      } else {
        tables[name] = inputs[name]?.table
        rejectsOfInputs[name] = inputs[name]?.rejects
      }
    }
    for name in order {
      try Interruption.check()
      if name == FigureTable.name {
        try makeFigures(languages, previous)
      } else if let corrections = correctionsBehind(name) {
        makeStale(name, corrections)
      } else if let table = plan.tables.first(where: { $0.name == name }) {
        try make(table)
      }
    }
  }

  private static let rejects = ".rejects"

  /// The tables, inputs and rejects that a table reads; for the figures, their tables.
  func reads(_ name: String) -> [String]? {
    if name == FigureTable.name { return plan.figures.compactMap(\.count?.table) }
    if let corrections = correctionsBehind(name) {
      return [corrections.table] + corrections.steps.map(\.input)
    }
    return plan.tables.first { $0.name == name }?.reads
  }

  /// The table whose stale corrections have this name, and its steps that correct; nil for other names.
  private func correctionsBehind(_ name: String) -> (table: String, steps: [CorrectStep])? {
    guard let corrected = StaleCorrections.correctedTable(name),
      let table = plan.tables.first(where: { $0.name == corrected })
    else { return nil }
    let steps = table.steps.compactMap { step in
      if case .correct(let correct) = step.operation { correct } else { nil }
    }
    return steps.isEmpty ? nil : (corrected, steps)
  }

  private mutating func collect(_ name: String) {
    if order.contains(name) || leaves.contains(name) { return }
    guard let reads = reads(name) else {
      leaves.append(name)
      return
    }
    for other in reads { collect(other) }
    order.append(name)
  }

  private mutating func make(_ definition: TablePlan) throws {
    var table = tables[definition.from]!
    var traces: [StepTrace] = []
    for step in definition.steps {
      try Interruption.check()
      table = table.pruned(to: step.columnsRead)
      let tracer = StepTracer(
        step: step, table: table,
        context: step.context(tables, plan.constants))
      let (result, trace) = try tracer.run()
      traces.append(trace)
      table = result
    }
    steps[definition.name] = traces
    tables[definition.name] = table.pruned(to: definition.wanted)
  }

  /// The table of a table's stale corrections: each of its rows is one of the corrections.
  private mutating func makeStale(_ name: String, _ behind: (table: String, steps: [CorrectStep])) {
    let results = steps[behind.table]!.compactMap(\.corrections)
    let table = Table.concatenating(results.map(\.stale), like: Table(empty: StaleCorrections.schema))
    // All steps that correct a table read one input.
    let rows = results.flatMap { $0.states.filter { $0.state == .stale }.map { Int32($0.row) } }
    let input = behind.steps[0].input
    let others: [(table: String, links: RowLinks, rows: Int, lossReason: StepTrace.LossReason)] = [
      (input, .one(rows), tables[input]!.rowCount, .filtered)
    ]
    steps[name] = [
      StepTrace(
        nil, summary: "stale corrections", rowsIn: 0, rowsOut: table.rowCount,
        own: .one(Array(repeating: -1, count: table.rowCount)), others: others)
    ]
    tables[name] = table
  }

  private mutating func makeFigures(_ languages: [String], _ previous: [FigureKey: Value]) throws {
    let results = try plan.figureResults(previous) { figure, count in
      try figure.result(count, of: tables[count.table]!, previous: previous, in: plan.constants.zone)
    }
    let table = FigureTable.table(results, language: languages.first ?? "en", fallbacks: languages)
    steps[FigureTable.name] = [
      StepTrace(
        nil, summary: FigureTable.name, rowsIn: 0, rowsOut: table.rowCount,
        own: .one(Array(repeating: -1, count: table.rowCount)),
        others: try linksOfFigures(results, rowCount: table.rowCount))
    ]
    tables[FigureTable.name] = table
  }

  /// From the rows of the table `figures` to the rows that they count, themselves or through other figures.
  private func linksOfFigures(
    _ results: [FigureResult], rowCount: Int
  ) throws -> [(table: String, links: RowLinks, rows: Int, lossReason: StepTrace.LossReason)] {
    var rows: [FigureKey: [Int]] = [:]
    for (row, key) in results.flatMap(\.keys).enumerated() {
      for counted in plan.figures.counted(of: key) { rows[counted, default: []].append(row) }
    }
    var others: [(table: String, links: RowLinks, rows: Int, lossReason: StepTrace.LossReason)] = []
    for result in results {
      guard let count = result.figure.count else { continue }
      let table = tables[count.table]!
      let groups = try Grouping.by(
        count.by.map { [table.column(named: $0)!] } ?? [], rowCount: table.rowCount)
      // A row can count several items, and each row of a link leads to one group.
      var links: [[Int32]] = []
      var depth = [Int](repeating: 0, count: rowCount)
      for key in result.keys {
        let group = count.group(of: key.item, in: table, groups, plan.constants.zone)
        for row in rows[key] ?? [] {
          if depth[row] == links.count { links.append([Int32](repeating: -1, count: rowCount)) }
          links[depth[row]][row] = Int32(group ?? -1)
          depth[row] += 1
        }
      }
      others += links.map { (count.table, RowLinks(groups, of: $0), table.rowCount, .filtered) }
    }
    return others
  }

  /// The value of an item of a figure that counts rows, and the published one; nil if it has no such item.
  ///
  /// - Parameter item: nil for a figure without items.
  package func values(of figure: FigurePlan, item: String?) throws -> (value: Value, published: Value)? {
    guard let count = figure.count, count.by == nil || item != nil else { return nil }
    let result = try figure.result(count, of: tables[count.table]!, previous: [:], in: plan.constants.zone)
    return result.items.first { $0.item == item }.map { ($0.value, $0.published) }
  }

  /// The rows of the target that a figure counts; nil if it has no such item, and none if only a published value has it. The target of a figure that is made
  /// of others is the table `figures`, and the row is its own.
  package func rows(of figure: FigurePlan, item: String?) throws -> [Int32]? {
    guard let count = figure.count else {
      let names = tables[FigureTable.name]!.column(named: "figure")!
      return (0..<Int32(names.count)).filter { names.value(at: Int($0)) == .text(figure.name) }
    }
    let table = tables[count.table]!
    guard let by = count.by, let column = table.column(named: by) else {
      return item == nil ? (0..<Int32(table.rowCount)).map(\.self) : nil
    }
    let groups = try Grouping.by([column], rowCount: table.rowCount)
    guard let group = count.group(of: item, in: table, groups, plan.constants.zone) else {
      return figure.published.contains { $0.item == item } ? [] : nil
    }
    return groups.groupOf.indices.filter { groups.groupOf[$0] == Int32(group) }.map { Int32($0) }
  }
}

extension FigurePlan.Count {
  /// The group of an item among the rows of the figure's table; nil if no row has it.
  fileprivate func group(of item: String?, in table: Table, _ groups: Grouping, _ zone: Zone) -> Int? {
    guard let by, let column = table.column(named: by) else { return table.rowCount > 0 ? 0 : nil }
    return groups.firstRows.firstIndex { row in
      let value = column.value(at: Int(row))
      let text = value == .null ? nil : value.text(in: zone)
      return text.map { Array($0.utf8) } == item.map { Array($0.utf8) }
    }
  }
}
