package import Diagnostics
package import JobSpec
internal import Tables

/// A check with resolved columns and types. Plain values, independent of the engine.
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

    /// The kind as the protocol that all checks share.
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
  /// Nil if the check is about figures or an input.
  package let table: String?
  package let severity: CheckSeverity
  /// The thing that is checked, in plain words.
  package let title: LocalizedText?
  package let location: SourceLocation

  /// The check's key in the job file.
  package var keyword: Check.Keyword { type(of: kind.definition).keyword }
  package var reads: [String: Columns] { kind.definition.reads }
  package var gathering: Gathering { kind.definition.gathering }
  package var columnsInExpressions: Set<String> { kind.definition.columnsInExpressions }
}

/// The properties of a kind of check. None has a default, so the compiler demands them of a new check.
protocol CheckDefinition: Sendable, Equatable, Codable {
  static var keyword: Check.Keyword { get }

  /// The columns it reads, by table. It reads all columns of the table it checks, because failing rows
  /// are published whole.
  var reads: [String: Columns] { get }

  /// The columns that its expression reads.
  var columnsInExpressions: Set<String> { get }

  /// How the rows of its table must be gathered.
  var gathering: Gathering { get }
}

/// A check and the schemas it is bound to.
struct CheckBinding {
  var check: Check
  var job: Job
  var schemas: [String: Schema]
  var scope: (Schema, String) -> Scope
  /// Of the job's figures.
  var figures: Scope

  /// The table it checks; the table of figures if it names none.
  var table: String { check.table?.value ?? FigureTable.name }

  /// - Throws: `Diagnostics`; empty if an error reported earlier is the cause.
  func plan() throws -> CheckPlan {
    CheckPlan(
      kind: try kind(), table: check.table?.value, severity: job.severity(of: check), title: check.title,
      location: check.location)
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
    case .rows(let min, let max, let drop): .rows(RowsCheck(table: table, min: min, max: max, drop: drop))
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

  /// Converts a constant to the column's type, or throws the error.
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
