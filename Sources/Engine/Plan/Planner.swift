package import Diagnostics
package import JobSpec
package import Tables

/// Binds a job to the columns of its inputs, and says everything that does not fit.
package struct Planner {
  private let job: Job
  private let constants: RunConstants
  private let constantsByName: [String: Scope.Constant]
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
    self.job = job
    self.constants = constants
    constantsByName = constants.byName
    let known = job.inputs.compactMap { input -> InputPlan? in
      guard var schema = inputs[input.name.value] else { return nil }
      schema.set(.sourceFile)
      schema.set(.sourceLine)
      return InputPlan(name: input.name.value, schema: schema)
    }
    plan = JobPlan(job: job.name.value, at: job.name.location, constants: constants, inputs: known)
    for input in known { schemas[input.name] = input.schema }
    for input in job.inputs { schemas["\(input.name.value).rejects"] = ReadingResult.rejectSchema }
    schemas[FigureTable.name] = FigureTable.schema
  }

  private mutating func bind() {
    for table in job.tablesInOrder { bind(table) }
    let scope = { [self] schema, noun in self.scope(schema, noun) }
    for figure in job.figures {
      let bound = mistakes.collect {
        try FigurePlan(figure, of: job, schema: schemas[figure.table.value], scope: scope)
      }
      if let bound = bound ?? nil { plan.figures.append(bound) }
    }
    for check in job.checks {
      let binding = CheckBinding(check: check, job: job, schemas: schemas, scope: scope)
      if let bound = mistakes.collect({ try binding.plan() }) ?? nil { plan.checks.append(bound) }
    }
    for export in job.exports {
      let bound = mistakes.collect { try ExportPlan(export, schemas: schemas, scope: scope) }
      if let bound = bound ?? nil { plan.exports.append(bound) }
    }
    plan.dropUnusedProvenance()
    plan.findWantedColumns()
  }

  private func scope(_ schema: Schema, _ noun: String) -> Scope {
    Scope(schema: schema, constants: constantsByName, zone: constants.zone, noun: noun)
  }

  private mutating func bind(_ table: TableDefinition) {
    // Of a table that could not be read whole, nothing true can be said.
    guard table.isComplete, var schema = schemas[table.from.value] else { return }
    let name = table.name.value
    let known = schemas
    var steps: [PlannedStep] = []
    for step in table.steps {
      let binding = StepBinding(
        schema: schema, table: name, step: step, scope: scope(schema, "table '\(name)'"),
        otherSchema: { known[$0] })
      // After a mistake the columns are no longer known: later steps would only repeat it.
      guard let bound = mistakes.collect({ try binding.plan() }) else { return }
      steps.append(bound)
      schema = bound.schema
    }
    for column in table.key {
      _ = mistakes.collect {
        try schema.resolve(column, of: name, orThrow: .unknownKey(column.value, name))
      }
    }
    schemas[name] = schema
    plan.tables.append(
      TablePlan(
        name: name, from: table.from.value, key: table.key.map(\.value), steps: steps, schema: schema))
  }
}

extension Job {
  /// Tables so that each comes after those it reads. (A cycle is reported when the file is read.)
  var tablesInOrder: [TableDefinition] {
    var ordered: [TableDefinition] = []
    var seen: Set<String> = []
    func visit(_ name: String) {
      guard seen.insert(name).inserted else { return }
      if name == FigureTable.name {
        for figure in figures { visit(figure.table.value) }
      } else if let table = table(named: name) {
        for other in table.reads { visit(other) }
        ordered.append(table)
      }
    }
    for table in tables { visit(table.name.value) }
    return ordered
  }
}

extension Diagnostic.Message {
  fileprivate static func unknownKey(_ name: String, _ table: String) -> Self {
    Self(.unknownColumn, "unknown column '\(name)' in the key of table '\(table)'")
  }
}
