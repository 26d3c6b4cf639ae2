internal import Diagnostics
internal import JobSpec
internal import Tables

/// `required: [columns]`: every row has a value in each.
package struct RequiredCheck: CheckDefinition {
  static let keyword = Check.Keyword.required

  package let table: String
  package let columns: [String]

  var reads: [String: Columns] { [table: .every(named: Set(columns))] }
  var columnsInExpressions: Set<String> { [] }
  var gathering: Gathering { .nothing }
}

extension CheckBinding {
  func required(_ columns: [Located<String>]) throws -> RequiredCheck {
    RequiredCheck(table: table, columns: try fields(columns).map(\.name))
  }
}
