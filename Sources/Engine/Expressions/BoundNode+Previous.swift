extension BoundNode {
  /// The column of a figure, or of an item of it, in expressions over figures.
  static func figure(_ name: String, item: String?) -> String {
    "figures.\(name)" + (item.map { "[\"\($0)\"]" } ?? "")
  }

  /// The figure, and its item, of such a column; nil for another column.
  static func part(_ column: String) -> FigureKey? {
    guard column.hasPrefix("figures.") else { return nil }
    let name = column.dropFirst("figures.".count)
    guard let open = name.firstIndex(of: "[") else { return FigureKey(figure: String(name), item: nil) }
    return FigureKey(
      figure: String(name[..<open]), item: String(name[name.index(open, offsetBy: 2)...].dropLast(2)))
  }

  /// The name of the column with the value that a figure had in the night before.
  static func previous(of figure: String) -> String { "previous(\(figure))" }

  static func isPrevious(_ column: String) -> Bool { column.hasPrefix("previous(") }
}
