package import Diagnostics
package import JobSpec
internal import Tables

/// A check whose columns are known to exist and to fit: plain values, for any engine.
package struct CheckPlan: Sendable, Equatable {
  package enum Kind: Sendable, Equatable {
    case unique(UniqueCheck)
    case required(RequiredCheck)
    case oneOf(OneOfCheck)
    case references(ReferencesCheck)
    case range(RangeCheck)
    case matches(MatchesCheck)
    case rows(RowsCheck)
    case expect(ExpectCheck)
    case fresh(FreshCheck)
    case published(PublishedCheck)

    /// What is common to all checks.
    var definition: any CheckDefinition {
      switch self {
      case .unique(let check): check
      case .required(let check): check
      case .oneOf(let check): check
      case .references(let check): check
      case .range(let check): check
      case .matches(let check): check
      case .rows(let check): check
      case .expect(let check): check
      case .fresh(let check): check
      case .published(let check): check
      }
    }
  }

  package let kind: Kind
  /// Nil where it is about figures or an input.
  package let table: String?
  package let severity: Check.Severity
  package let location: SourceLocation

  /// The check's key in the job file.
  package var keyword: Check.Keyword { type(of: kind.definition).keyword }
  /// The columns that it reads, by table.
  package var reads: [String: Columns] { kind.definition.reads }
  package var gathering: Gathering { kind.definition.gathering }
  /// The columns that the expression in it reads.
  package var columnsInExpressions: Set<String> { kind.definition.columnsInExpressions }
}

/// What every check says of itself. None of it has a default, so that the compiler asks each new check.
protocol CheckDefinition: Sendable, Equatable, Codable {
  static var keyword: Check.Keyword { get }

  /// The columns that it reads, by table; all of the table it is about, as failing rows are handed
  /// over whole.
  var reads: [String: Columns] { get }

  /// The columns that the expression in it reads.
  var columnsInExpressions: Set<String> { get }

  /// How the rows of its table must come together.
  var gathering: Gathering { get }
}

/// What a check is bound against.
struct CheckBinding {
  var check: Check
  var job: Job
  var schemas: [String: Schema]
  var scope: (Schema, String) -> Scope

  /// The table it is about; checks over figures have none.
  var table: String { check.table?.value ?? FigureTable.name }

  /// - Throws: `Diagnostics`, empty where nothing can be said because of an earlier mistake.
  func plan() throws -> CheckPlan {
    CheckPlan(
      kind: try kind(), table: check.table?.value, severity: job.severity(of: check), location: check.location
    )
  }

  private func kind() throws -> CheckPlan.Kind {
    switch check.kind {
    case .unique(let columns): .unique(try unique(columns))
    case .required(let columns): .required(try required(columns))
    case .oneOf(let column, let values): .oneOf(try oneOf(column, values))
    case .references(let column, let table, let target):
      .references(try references(column, table, target))
    case .range(let column, let low, let high): .range(try range(column, low, high))
    case .matches(let column, let pattern): .matches(try matches(column, pattern))
    case .rows(let min, let max): .rows(RowsCheck(table: table, min: min, max: max))
    case .expect(let expression): .expect(try expect(expression))
    case .fresh(let input, let within): .fresh(FreshCheck(input: input.value, within: within))
    case .published: .published(PublishedCheck())
    }
  }

  func field(_ name: Located<String>, of table: String? = nil) throws -> Field {
    let owner = table ?? self.table
    return try (schemas[owner] ?? .unknown).resolve(
      name, of: owner, orThrow: .unknownColumn(name.value, check: check.keyword.rawValue))
  }

  func fields(_ names: [Located<String>]) throws -> [Field] {
    var mistakes = Diagnostics()
    let found = names.compactMap { name in mistakes.collect { try field(name) } }
    if found.count < names.count { throw mistakes }
    return found
  }

  /// A constant as a value of the column's type, or the error.
  func constant(_ value: WrittenValue, for field: Field) throws -> Value {
    switch (field.type, value.value) {
    case (_, .null): return .null
    case (.number, .integer(let number)): return .number(Double(number))
    case (.text, .integer), (.text, .number), (.text, .boolean), (.text, .date):
      throw Diagnostic(
        .constantType(value.text, field, check.keyword.rawValue), at: value.location,
        hint: "quote it:  \"\(value.text)\"")
    default:
      guard value.value.type == field.type else {
        throw Diagnostic(.constantType(value.text, field, check.keyword.rawValue), at: value.location)
      }
      return value.value
    }
  }
}

extension Diagnostic.Message {
  fileprivate static func unknownColumn(_ name: String, check: String) -> Self {
    Self(.unknownColumn, "unknown column '\(name)' in check '\(check)'")
  }
  fileprivate static func constantType(_ value: String, _ field: Field, _ check: String) -> Self {
    Self(
      .columnType,
      "check '\(check)' compares column '\(field.name)' (\(field.type.rawValue)) with '\(value)'")
  }
}
