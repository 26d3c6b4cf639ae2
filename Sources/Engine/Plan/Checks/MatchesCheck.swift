internal import Diagnostics
internal import JobSpec
internal import Tables

/// `matches: {column: regex}`: the pattern is found in every value; `^` and `$` hold it to the
/// whole. Nulls pass.
struct MatchesCheck: BoundCheck {
  private let table: String
  private let column: String
  private let pattern: String

  init(_ column: Located<String>, _ pattern: Located<String>, _ binding: CheckBinding) throws {
    let field = try binding.field(column)
    guard field.type == .text else { throw Diagnostic(.needsText(field), at: column.location) }
    table = binding.table
    self.column = field.name
    self.pattern = pattern.value
  }

  var reads: [String: Set<String>?] { [table: nil] }

  func judge(_ context: CheckContext) throws -> CheckFinding {
    let table = context.table(table)
    guard case .text(let texts) = table.column(named: column)! else {
      preconditionFailure("matches is bound to text")
    }
    let regex = try Regex(pattern).matchingSemantics(.unicodeScalar)
    var failing: [Int32] = []
    for row in 0..<table.rowCount where texts.validity[row] {
      if try regex.firstMatch(in: texts.string(at: row)) == nil { failing.append(Int32(row)) }
    }
    return CheckFinding(failing, of: table, words: "have '\(column)' unlike \(pattern)")
  }
}

extension Diagnostic.Message {
  fileprivate static func needsText(_ field: Field) -> Self {
    "check 'matches' needs a text, and column '\(field.name)' is \(field.type.rawValue)"
  }
}
