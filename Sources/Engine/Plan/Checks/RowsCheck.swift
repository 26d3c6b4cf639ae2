package import JobSpec

/// `rows: {min, max, drop}`: how many rows a table has, and how many fewer than in the night before.
package struct RowsCheck: CheckDefinition {
  static let keyword = Check.Keyword.rows

  package let table: String
  package let min: Int?
  package let max: Int?
  /// The rows of the night before that may be missing.
  package let drop: RowLimit?

  var reads: [String: Columns] { [table: .empty] }
  var columnsInExpressions: Set<String> { [] }
  var gathering: Gathering { .nothing }
}
