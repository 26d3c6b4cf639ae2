internal import Tables

/// The data rows of one sheet, with everything needed to write them.
struct SheetBody: Sendable {
  /// Style numbers as in the workbook's styles part.
  struct Styles: Sendable {
    var cell: Int
    var link: Int
  }

  /// The name of the sheet's part in the package.
  let part: String
  /// Rows of the table; the first is the second row of the sheet.
  var rows: Range<Int>
  /// The cells; of rows on disk, those of none of them.
  var columns: [CellColumn]
  /// The rows on disk; nil if they are in ``columns``.
  var stored: (pieces: SheetPieces, texts: PieceTexts)?
  let zone: Zone
  /// By highlight (0 for no highlight) and column.
  let looks: [[Styles]]
  /// By row of the table: the index of its highlight plus one, or 0; empty if no row is highlighted.
  var highlights: [UInt16]
  /// By column: whether the cell in each of `rows` is a link; empty if no cell is.
  var links: [[Bool]]
  /// The height of each of `rows` in points, 0 for the default; empty if all have the default.
  var heights: [Int] = []
  /// By column: whether an empty cell is written too, with its style; empty if no column's are.
  var keepsBlanks: [Bool] = []
  /// Whether a row of totals follows.
  var hasTotals = false
  /// By column: the number of its first text among the texts of all bodies.
  var firstTexts: [Int]

  /// The number of cells with a text.
  var textCount: Int {
    if let stored { return stored.texts.textCount(in: rows) }
    return columns.reduce(0) { sum, column in
      guard let index = column.index else { return sum }
      if rows.count == index.numbers.count { return sum + index.count }
      return sum + rows.reduce(0) { $0 + (index.numbers[$1] == TextIndex.none ? 0 : 1) }
    }
  }
}
