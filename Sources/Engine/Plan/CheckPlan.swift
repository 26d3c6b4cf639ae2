internal import Diagnostics
package import JobSpec
internal import Tables

/// A check, bound; the one place that knows which kind a definition means.
package struct CheckPlan: Sendable {
  package let definition: Check
  private let bound: any BoundCheck

  /// Nil when its table is itself mistaken.
  init?(
    _ check: Check, job: Job, schemas: [String: Schema], constants: RunConstants
  ) throws {
    let binding = CheckBinding(check: check, job: job, schemas: schemas, constants: constants)
    if let table = check.table, schemas[table.value] == nil { return nil }
    var definition = check
    definition.severity = job.severity(of: check)
    self.definition = definition
    switch check.kind {
    case .unique(let columns): bound = try UniqueCheck(columns, binding)
    case .required(let columns): bound = try RequiredCheck(columns, binding)
    case .oneOf(let column, let values): bound = try OneOfCheck(column, values, binding)
    case .references(let column, let table, let target):
      guard schemas[table.value] != nil else { return nil }
      bound = try ReferencesCheck(column, table, target, binding)
    case .range(let column, let low, let high): bound = try RangeCheck(column, low, high, binding)
    case .matches(let column, let pattern): bound = try MatchesCheck(column, pattern, binding)
    case .rows(let min, let max): bound = RowsCheck(table: binding.table, min: min, max: max)
    case .expect(let expression): bound = try ExpectCheck(expression, binding)
    case .fresh(let input, let within): bound = FreshCheck(input: input.value, within: within)
    case .published: bound = PublishedCheck()
    }
  }

  var reads: [String: Set<String>?] { bound.reads }

  func judge(_ execution: Execution, inputs: [String: InputData], plan: JobPlan) throws -> CheckResult {
    let finding = try bound.judge(CheckContext(execution: execution, inputs: inputs, plan: plan))
    return CheckResult(
      check: definition, failing: finding.failing, finding: finding.words, rows: finding.rows)
  }
}

/// What a check is bound against.
struct CheckBinding {
  var check: Check
  var job: Job
  var schemas: [String: Schema]
  var constants: RunConstants

  /// The table it is about; checks over figures have none.
  var table: String { check.table?.value ?? FigureTable.name }

  func field(_ name: Located<String>, of table: String? = nil) throws -> Field {
    let owner = table ?? self.table
    let schema = schemas[owner] ?? Schema()
    if let field = schema.field(named: name.value) { return field }
    let near = nearestName(to: name.value, among: schema.visibleNames)
    if let type = schema.undeclared, near == nil { return Field(name.value, type) }
    throw Diagnostic(
      .unknownColumn(name.value, check: check.keyword), at: name.location,
      reason: "table '\(owner)' has \(schema.visibleNames.joined(separator: ", "))",
      hint: near.map { "did you mean '\($0)'?" })
  }

  func fields(_ names: [Located<String>]) throws -> [Field] {
    var mistakes = Diagnostics()
    let found = names.compactMap { name in mistakes.collect { try field(name) } }
    try mistakes.throwIfErrors()
    return found
  }

  /// A constant as a value of the column's type, or the error.
  func constant(_ value: Located<Value>, for field: Field) throws -> Value {
    switch (field.type, value.value) {
    case (_, .null): return .null
    case (.number, .integer(let number)): return .number(Double(number))
    case (.text, .integer), (.text, .number), (.text, .boolean), (.text, .date):
      throw Diagnostic(
        .constantType(value.value, field, check.keyword), at: value.location,
        hint: "quote it:  \"\(value.value.messageText)\"")
    default:
      guard value.value.type == field.type else {
        throw Diagnostic(.constantType(value.value, field, check.keyword), at: value.location)
      }
      return value.value
    }
  }
}

extension Diagnostic.Message {
  fileprivate static func unknownColumn(_ name: String, check: String) -> Self {
    "unknown column '\(name)' in check '\(check)'"
  }
  fileprivate static func constantType(_ value: Value, _ field: Field, _ check: String) -> Self {
    "check '\(check)' compares column '\(field.name)' (\(field.type.rawValue)) with '\(value.messageText)'"
  }
}
