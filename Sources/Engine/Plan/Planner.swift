package import Diagnostics
package import JobSpec
package import Tables

/// Binds a job to the columns of its inputs and reports all errors.
package struct Planner {
  private let job: Job
  private let constants: RunConstants
  private let constantsByName: [String: Scope.Constant]
  private var plan: JobPlan
  private var mistakes = Diagnostics()
  private var schemas: [String: Schema] = [:]
  /// Inputs and tables without errors, in themselves and in their sources.
  private var planned: Set<String> = []

  /// Plans a job as far as possible. If there are errors, the plan must not be executed.
  ///
  /// - Parameter inputs: the columns of each input: the declared ones when checking without data, those
  ///   of the files when running. An input that is absent here has an error of its own.
  package static func plan(
    _ job: Job, inputs: [String: Schema], constants: RunConstants
  ) -> (plan: JobPlan, diagnostics: Diagnostics) {
    var planner = Planner(job, inputs: inputs, constants: constants)
    planner.bind()
    return (planner.plan, planner.mistakes)
  }

  private init(_ job: Job, inputs: [String: Schema], constants: RunConstants) {
    self.job = job
    self.constants = constants
    constantsByName = constants.byName
    var known: [InputPlan] = []
    for input in job.inputs {
      guard var schema = inputs[input.name.value] else { continue }
      schema.set(.sourceFile)
      schema.set(.sourceLine)
      schemas[input.name.value] = schema
      if !schema.doubts.isAnyName { known.append(InputPlan(name: input.name.value, schema: schema)) }
    }
    plan = JobPlan(job: job.name.value, at: job.name.location, constants: constants, inputs: known)
    planned = Set(known.map(\.name) + job.inputs.map { "\($0.name.value).rejects" } + [FigureTable.name])
    for input in job.inputs { schemas["\(input.name.value).rejects"] = ReadingResult.rejectSchema }
    schemas[FigureTable.name] = FigureTable.schema
  }

  private mutating func bind() {
    for input in job.inputs { bindRules(of: input) }
    for table in job.tablesInOrder { bind(table) }
    let labels = job.usedLabels
    for set in labels { bindColumns(of: set) }
    let scope = { [self] schema, noun in self.scope(schema, noun) }
    let figures = self.scope(Schema(), "the figures").over(job)
    let schemaOf = { [schemas] name in schemas[name] ?? Schema.unknown }
    for figure in job.figures {
      let bound = mistakes.collect {
        try FigurePlan(figure, of: job, schema: schemaOf, scope: scope, figures: figures)
      }
      if let bound, bound.count.map({ planned.contains($0.table) }) ?? true { plan.figures.append(bound) }
    }
    verifyOrderOfFigures()
    for check in job.checks {
      let binding = CheckBinding(check: check, job: job, schemas: schemas, scope: scope, figures: figures)
      guard let bound = mistakes.collect({ try binding.plan() }) else { continue }
      if planned.isSuperset(of: bound.reads.keys) { plan.checks.append(bound) }
    }
    for export in job.exports {
      var warnings = Diagnostics()
      let bound = mistakes.collect {
        try ExportPlan(export, labels: labels, schemas: schemas, scope: scope, warnings: &warnings)
      }
      mistakes.add(warnings)
      if let bound, planned.isSuperset(of: bound.reads.keys) { plan.exports.append(bound) }
    }
    plan.dropUnusedProvenance()
    plan.findWantedColumns()
  }

  /// Reports figures that are made of themselves, each way back once.
  private mutating func verifyOrderOfFigures() {
    for names in plan.figures.cycles {
      guard let first = job.figures.first(where: { names.contains($0.name.value) }) else { continue }
      let start = names.firstIndex(of: first.name.value)!
      let way = names[start...] + names[..<start]
      let links = zip(way, way.dropFirst() + [way[start]]).map { "'\($0)' of '\($1)'" }
      mistakes.add(
        Diagnostic(
          .figureCycle(first.name.value), at: first.name.location, reason: "the job makes \(listing(links))",
          hint: "previous(figures.\(first.name.value)) is its value of the night before"))
    }
  }

  /// Binds the condition that ends an input's table, and the columns to be filled, as far as the columns are known.
  private mutating func bindRules(of input: Input) {
    let schema = schema(of: input.name.value)
    for column in input.fillDown {
      _ = mistakes.collect {
        try schema.resolve(column, of: input.name.value, orThrow: .unknownFilled(column.value))
      }
    }
    guard let until = input.until else { return }
    // The rows are compared as they are in the file.
    var texts = Schema(schema.fields.filter { !$0.isProvenance }.map { Field($0.name, .text) })
    texts.undeclared = schema.undeclared
    texts.doubts = schema.doubts
    let scope = scope(texts, "input '\(input.name.value)'")
    _ = mistakes.collect { try BoundExpression.bind(until, in: scope, expecting: .boolean) }
  }

  /// Looks up the columns of the file of a set of labels.
  private mutating func bindColumns(of set: ValueLabels) {
    let schema = schema(of: set.inputName)
    for column in set.columns {
      _ = mistakes.collect {
        try schema.resolve(
          column, of: set.inputName, orThrow: .unknownLabels(column.value, set.name.value))
      }
    }
  }

  /// The columns of an input or table, as far as they are known.
  private func schema(of name: String) -> Schema { schemas[name] ?? .unknown }

  private func scope(_ schema: Schema, _ noun: String) -> Scope {
    var scope = Scope(schema: schema, constants: constantsByName, zone: constants.zone, noun: noun)
    scope.unread.parameters = job.unread.parameters
    scope.unread.isAnyParameter = job.mayHaveAnyParameter
    return scope
  }

  /// Binds all steps of a table. A step after an error is bound to the columns that are still known.
  private mutating func bind(_ table: TableDefinition) {
    let name = table.name.value
    // Only those that it reads: a copy of all would be made for each table.
    let known = Dictionary(
      table.reads.map { ($0, self.schema(of: $0)) }, uniquingKeysWith: { first, _ in first })
    var schema = schema(of: table.from.value)
    var gaps = table.gaps[...]
    var steps: [PlannedStep] = []
    for (index, step) in table.steps.enumerated() {
      schema.pass(&gaps, before: index)
      var binding = StepBinding(
        step, schema: schema, table: name, key: table.key, scope: scope(schema, "table '\(name)'"),
        otherSchema: { known[$0] ?? .unknown })
      let outcome = binding.plan()
      mistakes.add(outcome.mistakes)
      schema = outcome.schema
      if let step = outcome.step { steps.append(step) }
    }
    schema.pass(&gaps, before: table.steps.count)
    var isSound = steps.count == table.steps.count && table.gaps.isEmpty
    for column in table.key {
      let found = mistakes.collect {
        try schema.resolve(column, of: name, orThrow: .unknownKey(column.value, name))
      }
      if found == nil { isSound = false }
    }
    // A table with the name of an input leaves open which of them the others mean.
    schemas[name] = job.input(named: name) == nil ? schema : .unknown
    guard isSound, planned.isSuperset(of: table.reads) else { return }
    planned.insert(name)
    if table.isCorrected {
      let stale = StaleCorrections.table(of: name)
      planned.insert(stale)
      schemas[stale] = StaleCorrections.schema
    }
    plan.tables.append(
      TablePlan(
        name: name, from: table.from.value, key: table.key.map(\.value),
        keyLocation: table.key.first?.location,
        steps: steps, schema: schema))
  }
}

extension Schema {
  /// Marks as unknown whatever unreadable steps before `index` may have made.
  fileprivate mutating func pass(_ gaps: inout ArraySlice<TableDefinition.Gap>, before index: Int) {
    while let gap = gaps.first, gap.index <= index {
      gaps.removeFirst()
      if gap.keyword?.keepsColumns != true { doubtAll() }
    }
  }
}

extension Job {
  /// Tables in order of execution. (Cycles are reported when the file is read.)
  var tablesInOrder: [TableDefinition] {
    let places = Dictionary(tables.indices.map { (tables[$0].name.value, $0) }, uniquingKeysWith: min)
    var ordered: [TableDefinition] = []
    var seen: Set<String> = []
    func visit(_ name: String) {
      if let corrected = StaleCorrections.correctedTable(name) { return visit(corrected) }
      guard seen.insert(name).inserted else { return }
      if name == FigureTable.name {
        for table in figures.compactMap(\.table) { visit(table.value) }
      } else if let place = places[name] {
        for other in tables[place].reads { visit(other) }
        ordered.append(tables[place])
      }
    }
    for table in tables { visit(table.name.value) }
    return ordered
  }
}

extension Diagnostic.Message {
  fileprivate static func unknownFilled(_ name: String) -> Self {
    Self(.unknownColumn, "unknown column '\(name)' in 'fill_down'")
  }
  fileprivate static func figureCycle(_ name: String) -> Self {
    Self(.badFigure, "figure '\(name)' is made of itself")
  }
  fileprivate static func unknownLabels(_ name: String, _ set: String) -> Self {
    Self(.unknownColumn, "unknown column '\(name)' in the file of the labels '\(set)'")
  }
  fileprivate static func unknownKey(_ name: String, _ table: String) -> Self {
    Self(.unknownColumn, "unknown column '\(name)' in the key of table '\(table)'")
  }
}
