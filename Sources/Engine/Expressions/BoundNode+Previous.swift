extension BoundNode {
  /// The column of a figure, or of an item of it, in checks over figures.
  static func figure(_ name: String, item: String?) -> String {
    "figures.\(name)" + (item.map { "[\"\($0)\"]" } ?? "")
  }

  /// The name of the column with the value that a figure had in the night before.
  static func previous(of figure: String) -> String { "previous(\(figure))" }

  static func isPrevious(_ column: String) -> Bool { column.hasPrefix("previous(") }
}
