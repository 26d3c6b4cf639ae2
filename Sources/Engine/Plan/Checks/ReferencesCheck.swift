internal import Diagnostics
internal import JobSpec
internal import Tables

/// `references: {column: table.column}`: every value stands in the other table too. Nulls pass.
struct ReferencesCheck: BoundCheck {
  private let table: String
  private let column: String
  private let other: String
  private let target: String

  init(
    _ column: Located<String>, _ other: Located<String>, _ target: Located<String>, _ binding: CheckBinding
  ) throws {
    let field = try binding.field(column)
    let found = try binding.field(target, of: other.value)
    guard commonType(field.type, found.type) != nil else {
      throw Diagnostic(.typesDiffer(field, found, other.value), at: target.location)
    }
    table = binding.table
    self.column = field.name
    self.other = other.value
    self.target = found.name
  }

  var reads: [String: Set<String>?] {
    table == other ? [table: nil] : [table: nil, other: .some([target])]
  }

  func judge(_ context: CheckContext) throws -> CheckFinding {
    let table = context.table(table)
    let other = context.table(other)
    let (values, targets) = widened(table.column(named: column)!, other.column(named: target)!)
    let found = try RowMatches(
      of: [values], rowCount: table.rowCount, among: [targets], rowCount: other.rowCount
    ).found
    let failing = (0..<table.rowCount).filter { found[$0] < 0 && values.validity[$0] }.map { Int32($0) }
    let example =
      failing.first.map { " (such as '\(values.value(at: Int($0)).text(in: context.plan.constants.zone))')" }
      ?? ""
    return CheckFinding(
      failing, of: table, words: "have '\(column)' that '\(self.other)' does not have\(example)")
  }
}

extension Diagnostic.Message {
  fileprivate static func typesDiffer(_ a: Field, _ b: Field, _ table: String) -> Self {
    "column '\(a.name)' (\(a.type.rawValue)) cannot refer to '\(b.name)' of '\(table)' (\(b.type.rawValue))"
  }
}
