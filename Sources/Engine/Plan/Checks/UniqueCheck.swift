internal import Diagnostics
internal import JobSpec
internal import Tables

/// `unique: [columns]`: no two rows have the same key. All rows of a repeated key fail.
package struct UniqueCheck: CheckDefinition {
  static let keyword = Check.Keyword.unique

  package let table: String
  package let columns: [String]

  var reads: [String: Columns] { [table: .every(named: Set(columns))] }
  var columnsInExpressions: Set<String> { [] }
  var gathering: Gathering { .groups(by: columns) }
}

extension CheckBinding {
  func unique(_ columns: [Located<String>]) throws -> UniqueCheck {
    UniqueCheck(table: table, columns: try fields(columns).map(\.name))
  }
}
