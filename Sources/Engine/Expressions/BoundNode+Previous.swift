extension BoundNode {
  /// The name of the column with the value that a figure had in the night before.
  static func previous(of figure: String) -> String { "previous(\(figure))" }

  static func isPrevious(_ column: String) -> Bool { column.hasPrefix("previous(") }
}
