/// How the rows of a table must come together before a step can work on them, when they are in
/// several places: on several machines, or in files that do not fit into memory at once.
package enum Gathering: Sendable, Equatable {
  /// Each row on its own, wherever it is.
  case nothing
  /// All rows that have the same values in these columns.
  case together(by: [String])
  /// All rows, in the order of these keys.
  case inOrder(by: [SortKey], collate: String?)
  /// The first rows of the table, so many.
  case first(Int)
  /// All rows of the table.
  case all

  /// Rows with the same key; by no columns all rows have the same key.
  static func groups(by columns: [String]) -> Gathering {
    columns.isEmpty ? .all : .together(by: columns)
  }
}

/// A column to sort by.
package struct SortKey: Sendable, Equatable {
  package let column: String
  package let isDescending: Bool
}

/// Another table that a step reads beside its own.
package struct OtherTable: Sendable, Equatable {
  package let name: String
  /// How its rows must come together with those of the step's own table.
  package let gathering: Gathering
  /// Whether its rows can become rows of the result on their own, as in a union.
  package let bringsRows: Bool
}
