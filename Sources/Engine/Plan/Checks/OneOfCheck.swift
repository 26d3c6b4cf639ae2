internal import Diagnostics
internal import JobSpec
package import Tables

/// `one_of: {column: [values]}`: the column has no other values. Nulls pass; `required` excludes them.
package struct OneOfCheck: CheckDefinition {
  static let keyword = Check.Keyword.oneOf

  package let table: String
  package let column: String
  package let values: [Value]

  var reads: [String: Columns] { [table: .every(named: [column])] }
  var columnsInExpressions: Set<String> { [] }
  var gathering: Gathering { .nothing }
}

extension CheckBinding {
  func oneOf(_ column: Located<String>, _ values: [WrittenValue]) throws -> OneOfCheck {
    let field = try field(column)
    var mistakes = Diagnostics()
    let allowed = values.compactMap { value in mistakes.collect { try constant(value, for: field) } }
    try mistakes.throwIfErrors()
    return OneOfCheck(table: table, column: field.name, values: allowed)
  }
}
