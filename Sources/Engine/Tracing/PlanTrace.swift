internal import Diagnostics
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
      } else if let table = plan.tables.first(where: { $0.name == name }) {
        try make(table)
      }
    }
  }

  private static let rejects = ".rejects"

  /// The tables, inputs and rejects that a table reads; for the figures, their tables.
  private func reads(_ name: String) -> [String]? {
    name == FigureTable.name ? plan.figures.map(\.table) : plan.tables.first { $0.name == name }?.reads
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

  private mutating func makeFigures(_ languages: [String], _ previous: [FigureKey: Value]) throws {
    let results = try plan.figures.map {
      try $0.result(of: tables[$0.table]!, previous: previous, in: plan.constants.zone)
    }
    let table = FigureTable.table(results, language: languages.first ?? "en", fallbacks: languages)
    var others: [(table: String, links: RowLinks, rows: Int, lossReason: StepTrace.LossReason)] = []
    var start = 0
    for result in results {
      let counted = tables[result.figure.table]!
      let groups = try Grouping.by(
        result.figure.by.map { [counted.column(named: $0)!] } ?? [], rowCount: counted.rowCount)
      var groupOf = [Int32](repeating: -1, count: table.rowCount)
      for (place, item) in result.items.enumerated() {
        groupOf[start + place] = Int32(
          result.figure.group(of: item.item, in: counted, groups, plan.constants.zone) ?? -1)
      }
      start += result.items.count
      others.append((result.figure.table, RowLinks(groups, of: groupOf), counted.rowCount, .filtered))
    }
    steps[FigureTable.name] = [
      StepTrace(
        nil, summary: FigureTable.name, rowsIn: 0, rowsOut: table.rowCount,
        own: .one(Array(repeating: -1, count: table.rowCount)), others: others)
    ]
    tables[FigureTable.name] = table
  }

  /// The rows of the target that a figure counts; nil if it has no such item.
  package func rows(of figure: FigurePlan, item: String?) throws -> [Int32]? {
    let table = tables[figure.table]!
    guard let by = figure.by, let column = table.column(named: by) else {
      return item == nil ? (0..<Int32(table.rowCount)).map(\.self) : nil
    }
    let groups = try Grouping.by([column], rowCount: table.rowCount)
    guard let group = figure.group(of: item, in: table, groups, plan.constants.zone) else { return nil }
    return groups.groupOf.indices.filter { groups.groupOf[$0] == Int32(group) }.map { Int32($0) }
  }
}

extension FigurePlan {
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
