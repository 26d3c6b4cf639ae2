internal import Diagnostics
internal import JobSpec
internal import Tables

/// `references: {column: table.column}`: every value exists in the other table. Nulls pass.
package struct ReferencesCheck: CheckDefinition {
  static let keyword = Check.Keyword.references

  package let table: String
  package let column: String
  package let other: String
  package let target: String

  var reads: [String: Columns] {
    table == other
      ? [table: .every(named: [column, target])] : [table: .every(named: [column]), other: .only([target])]
  }
  var columnsInExpressions: Set<String> { [] }
  /// The other table's rows are gathered by `target`.
  var gathering: Gathering { .together(by: [column]) }
}

extension CheckBinding {
  func references(
    _ column: Located<String>, _ other: Located<String>, _ target: Located<String>
  ) throws -> ReferencesCheck {
    var mistakes = Diagnostics()
    let own = mistakes.collect { try field(column) }
    let theirs = mistakes.collect { try field(target, of: other.value) }
    guard let field = own, let found = theirs else { throw mistakes }
    guard commonType(field.type, found.type) != nil else {
      throw Diagnostic(.typesDiffer(field, found, other.value), at: target.location)
    }
    return ReferencesCheck(table: table, column: field.name, other: other.value, target: found.name)
  }
}

extension Diagnostic.Message {
  fileprivate static func typesDiffer(_ a: Field, _ b: Field, _ table: String) -> Self {
    Self(
      .typesDiffer,
      "column '\(a.name)' (\(a.type.rawValue)) cannot refer to '\(b.name)' of '\(table)' (\(b.type.rawValue))"
    )
  }
}
