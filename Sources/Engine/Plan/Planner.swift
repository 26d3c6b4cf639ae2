package import Diagnostics
package import JobSpec
package import Tables

/// Binds a job to the columns of its inputs, and says everything that does not fit.
package struct Planner {
  private let constants: RunConstants
  private var plan: JobPlan
  private var mistakes = Diagnostics()
  private var schemas: [String: Schema] = [:]

  /// The plan as far as it could be made, and all mistakes. With mistakes the plan must not run.
  ///
  /// - Parameter inputs: the columns of each input: what is declared, when checking without data;
  ///   what the files have, when running. An input that is not there has a mistake of its own.
  package static func plan(
    _ job: Job, inputs: [String: Schema], constants: RunConstants
  ) -> (plan: JobPlan, diagnostics: Diagnostics) {
    var planner = Planner(job, inputs: inputs, constants: constants)
    planner.bind()
    return (planner.plan, planner.mistakes)
  }

  private init(_ job: Job, inputs: [String: Schema], constants: RunConstants) {
    self.constants = constants
    var inputs = inputs
    let texts = job.expressionTexts
    let wantsFile = texts.contains { $0.contains("source_file") }
    let wantsLine = texts.contains { $0.contains("source_line") }
    for name in inputs.keys {
      if wantsFile { inputs[name]!.set(Field.sourceFile) }
      if wantsLine { inputs[name]!.set(Field.sourceLine) }
    }
    plan = JobPlan(job: job, constants: constants, inputs: inputs)
    plan.wantsSourceFile = wantsFile
    plan.wantsSourceLine = wantsLine
    schemas = inputs
    for input in job.inputs { schemas["\(input.name.value).rejects"] = ReadingResult.rejectSchema }
    schemas[FigureTable.name] = FigureTable.schema
  }

  private mutating func bind() {
    let job = plan.job
    let scope = scope
    for table in job.tablesInOrder { bind(table) }
    for figure in job.figures {
      let schema = schemas[figure.table.value]
      let bound = mistakes.collect {
        try FigurePlan(figure, schema: schema, scope: scope)
      }
      if let bound = bound ?? nil { plan.figures.append(bound) }
    }
    let (schemas, constants) = (schemas, constants)
    for check in job.checks {
      let bound = mistakes.collect {
        try CheckPlan(check, job: job, schemas: schemas, constants: constants)
      }
      if let bound = bound ?? nil { plan.checks.append(bound) }
    }
    for export in job.exports {
      let bound = mistakes.collect { try ExportPlan(export, schemas: schemas, scope: scope) }
      if let bound = bound ?? nil { plan.exports.append(bound) }
    }
    plan.needs = plan.findNeeds()
  }

  private var scope: (Schema, String) -> Scope {
    let constants = constants
    return { schema, noun in
      Scope(schema: schema, constants: constants.byName, zone: constants.zone, noun: noun)
    }
  }

  private mutating func bind(_ table: TableDefinition) {
    // Of a table that could not be read whole, nothing true can be said.
    guard table.isComplete, var schema = schemas[table.from.value] else { return }
    let scope = scope
    let name = table.name.value
    let known = schemas
    var steps: [any BoundStep] = []
    for step in table.steps {
      let binding = StepBinding(
        schema: schema, table: name, step: step, scope: scope(schema, "table '\(name)'"),
        otherSchema: { known[$0] })
      // After a mistake the columns are no longer known: later steps would only repeat it.
      guard let bound = mistakes.collect({ try Engine.bind(binding) }) else { return }
      steps.append(bound)
      schema = bound.schema
    }
    for column in table.key where schema.index(of: column.value) == nil && schema.undeclared == nil {
      mistakes.add(
        Diagnostic(
          .unknownKey(column.value, name), at: column.location,
          reason: "table '\(name)' has \(schema.visibleNames.joined(separator: ", "))",
          hint: nearestName(to: column.value, among: schema.visibleNames).map { "did you mean '\($0)'?" }))
    }
    schemas[name] = schema
    plan.tables.append(TablePlan(definition: table, steps: steps, schema: schema))
  }
}

extension Job {
  /// Tables so that each comes after those it reads. (A cycle is reported when the file is read.)
  var tablesInOrder: [TableDefinition] {
    var ordered: [TableDefinition] = []
    var state: [String: Bool] = [:]
    func visit(_ name: String) {
      if name == FigureTable.name {
        guard state[name] == nil else { return }
        state[name] = true
        for figure in figures { visit(figure.table.value) }
        return
      }
      guard state[name] == nil, let table = table(named: name) else { return }
      state[name] = true
      for other in table.reads { visit(other) }
      ordered.append(table)
    }
    for table in tables { visit(table.name.value) }
    return ordered
  }

  /// Every expression of the job, as text.
  var expressionTexts: [String] {
    var texts: [String] = []
    for table in tables {
      for step in table.steps {
        switch step.operation {
        case .filter(let expression): texts.append(expression.text)
        case .derive(let columns): texts += columns.map(\.expression.text)
        case .group(let group): texts += group.summarize.map(\.expression.text)
        case .pivot(let pivot): texts.append(pivot.value.text)
        case .window(let window): texts += window.derive.map(\.expression.text)
        default: break
        }
      }
    }
    texts += figures.map(\.value.text)
    for check in checks { if case .expect(let expression) = check.kind { texts.append(expression.text) } }
    for export in exports {
      guard case .workbook(let workbook) = export else { continue }
      for case .table(let sheet) in workbook.sheets { texts += sheet.highlights.map(\.when.text) }
    }
    return texts
  }
}

extension TableDefinition {
  /// The inputs and tables that it reads.
  package var reads: [String] {
    var names = [from.value]
    for step in steps {
      switch step.operation {
      case .join(let join): names.append(join.with.value)
      case .union(let with): names += with.map(\.value)
      default: break
      }
    }
    return names
  }
}

extension Diagnostic.Message {
  fileprivate static func unknownKey(_ name: String, _ table: String) -> Self {
    "unknown column '\(name)' in the key of table '\(table)'"
  }
}
