internal import Tables

/// Rows that stand in the file in another order than on the sheet, or in several pieces, as some programs write them.
extension SheetGrid {
  /// Puts rows into the order of their numbers; rows with the same number become one.
  ///
  /// - Returns: why that cannot be: two of these rows have a cell at the same place, so they may be two rows of data,
  ///   of which none may be lost.
  mutating func orderRows() -> String? {
    let order = lines.indices.sorted { (lines[$0], $0) < (lines[$1], $1) }
    var places = [Int32](repeating: 0, count: lines.count)
    var ordered: [Int32] = []
    for row in order {
      if ordered.last != lines[row] { ordered.append(lines[row]) }
      places[row] = Int32(ordered.count - 1)
    }
    lines = ordered
    for column in columns.indices {
      for cell in columns[column].indices {
        columns[column][cell].row = places[Int(columns[column][cell].row)]
      }
      columns[column].sort { $0.row < $1.row }
      for (cell, next) in zip(columns[column], columns[column].dropFirst()) where cell.row == next.row {
        return "row \(lines[Int(cell.row)]) comes twice, each time with a cell in column "
          + CellPlace.letters(ofColumn: column)
      }
    }
    return nil
  }
}
