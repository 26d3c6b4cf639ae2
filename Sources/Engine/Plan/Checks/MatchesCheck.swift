package import Diagnostics
internal import JobSpec
internal import Tables

/// `matches: {column: regex}`: the pattern is found in every value; `^` and `$` anchor it. Nulls pass.
package struct MatchesCheck: CheckDefinition {
  static let keyword = Check.Keyword.matches

  package let table: String
  package let column: String
  /// Valid: it was compiled when the job was read.
  package let pattern: String
  package let patternLocation: SourceLocation

  var reads: [String: Columns] { [table: .every(named: [column])] }
  var columnsInExpressions: Set<String> { [] }
  var gathering: Gathering { .nothing }
}

extension CheckBinding {
  func matches(_ column: Located<String>, _ pattern: Located<String>) throws -> MatchesCheck {
    let field = try field(column)
    guard field.type == .text else { throw Diagnostic(.needsText(field), at: column.location) }
    return MatchesCheck(
      table: table, column: field.name, pattern: pattern.value, patternLocation: pattern.location)
  }
}

extension Diagnostic.Message {
  fileprivate static func needsText(_ field: Field) -> Self {
    Self(.columnType, "check 'matches' needs a text, but column '\(field.name)' is \(field.type.rawValue)")
  }
}
