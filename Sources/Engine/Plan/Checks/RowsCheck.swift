internal import JobSpec

/// `rows: {min, max}`: how many rows a table has.
package struct RowsCheck: CheckDefinition {
  static let keyword = Check.Keyword.rows

  package let table: String
  package let min: Int?
  package let max: Int?

  var reads: [String: Columns] { [table: .empty] }
  var columnsInExpressions: Set<String> { [] }
  var gathering: Gathering { .nothing }
}
