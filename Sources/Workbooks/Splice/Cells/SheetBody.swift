internal import Tables

/// The data rows of one sheet, with all that is needed to write them.
struct SheetBody: Sendable {
  /// Numbers of styles, as the workbook's part of styles counts them.
  struct Styles: Sendable {
    var cell: Int
    var link: Int
  }

  /// Name of the sheet's part in the package.
  let part: String
  /// Rows of the table; the first one is the sheet's second row.
  let rows: Range<Int>
  let columns: [CellColumn]
  let zone: Zone
  /// By highlight (0: none) and column.
  let looks: [[Styles]]
  /// By row of the table: 0, or the number of its highlight plus one; empty when there are none.
  let highlights: [UInt8]
  /// By column: whether the cell of each of `rows` is a link; empty if none is.
  var links: [[Bool]]
  /// The height of each of `rows` in points, 0 for the sheet's own; empty if all have that.
  var heights: [Int] = []
  /// Whether a row of totals follows.
  var hasTotals = false
  /// By column: the number of its first text among those of all bodies.
  var firstTexts: [Int]

  /// Cells that hold a text.
  var textCount: Int {
    columns.reduce(0) { sum, column in
      guard let index = column.index else { return sum }
      if rows.count == index.numbers.count { return sum + index.count }
      return sum + rows.reduce(0) { $0 + (index.numbers[$1] == TextIndex.none ? 0 : 1) }
    }
  }
}
