internal import Tables

/// The content of a cell, as the workbook states it.
enum CellKind: UInt8, Sendable {
  case text
  case number
  case boolean
  case date
  /// An ISO local date and time.
  case datetime
  /// `HH:mm:ss`, of a cell that shows a time of day or a duration.
  case time

  /// For sets of kinds.
  var bit: UInt8 { 1 << rawValue }
}

/// The cells of a sheet as texts, column by column; only cells that hold something take memory.
///
///     sheet     A       B            bytes    A n a 1 2 2 0 2 1 - 0 4 - 2 6
///     row 0     Ana     12           columns  A: row 0, bytes 0..<3, text
///     row 1             26/04/2021            B: row 0, bytes 3..<5, number
///                                                row 1, bytes 5..<15, date
///
/// Rows count from 0 among those that hold something; ``lines`` has their numbers on the sheet.
struct SheetGrid: Sendable {
  struct Cell: Sendable {
    var row: Int32
    var start: UInt32
    var end: UInt32
    var kind: CellKind
    /// The cell is empty itself and shows the value of a merged cell that it is part of.
    var isFilled = false

    var range: Range<Int> { Int(start)..<Int(end) }
  }

  /// Texts of all cells, and of the workbook's shared texts; valid UTF-8 without NUL.
  var bytes: [UInt8] = []
  /// By column of the sheet, from A; cells in the order of their rows.
  var columns: [[Cell]] = []
  /// The sheet's row number of each row, 1-based.
  var lines: [Int32] = []

  var notes = CellNotes()
  /// Columns that are not shown, whether they hold anything or not.
  var hiddenRanges: [ClosedRange<Int>] = []
  /// The cells with an error, and those with a formula without a value: the row's number on the sheet, the column from 0, and
  /// what is there. Nil unless they were asked for.
  var unreadable: [(line: Int, column: Int, what: String)]?
  /// The cells with a formula, likewise.
  var formulas: [(line: Int, column: Int)]?

  var rowCount: Int { lines.count }

  /// More cells than merged ranges of people have.
  static let mostFilled = 10_000_000

  /// A cell's text; nil where the cell is empty.
  func text(_ cell: Cell) -> String { String(decoding: bytes[cell.range], as: UTF8.self) }

  /// The cells of the first rows, row by row: for finding the header.
  func head(rows count: Int) -> [[(column: Int, cell: Cell)]] {
    var result = [[(column: Int, cell: Cell)]](repeating: [], count: min(count, rowCount))
    for (column, cells) in columns.enumerated() {
      for cell in cells {
        if cell.row >= result.count { break }
        result[Int(cell.row)].append((column, cell))
      }
    }
    return result
  }

  /// The fields of cells of one column, for the rows from `rows.lowerBound` on.
  func fields(
    _ cells: ArraySlice<Cell>, rows: Range<Int>, where isTaken: (Cell) -> Bool = { _ in true }
  ) -> ColumnReader.Fields {
    var fields = ColumnReader.Fields(
      starts: [UInt32](repeating: ColumnReader.Fields.missing, count: rows.count),
      ends: [UInt32](repeating: 0, count: rows.count), mayBeQuoted: false)
    for cell in cells where isTaken(cell) {
      fields.starts[Int(cell.row) - rows.lowerBound] = cell.start
      fields.ends[Int(cell.row) - rows.lowerBound] = cell.end
    }
    return fields
  }

  func cells(of column: Int, rows: Range<Int>) -> ArraySlice<Cell> {
    let cells = columns[column]
    let start = cells.firstPlace { $0.row >= rows.lowerBound }
    let end = cells.firstPlace { $0.row >= rows.upperBound }
    return cells[start..<end]
  }

  /// Gives the cells of merged ranges, but the first, the first one's value. Rows that hold nothing else
  /// are not made.
  ///
  /// - Returns: false if that would be more than ``mostFilled`` cells; then some are missing.
  mutating func fill(_ merges: [CellRange]) -> Bool {
    var additions: [Int: [Cell]] = [:]
    var room = SheetGrid.mostFilled
    for merge in merges {
      guard let corner = cell(line: merge.rows.lowerBound + 1, column: merge.columns.lowerBound) else {
        continue
      }
      let rows = rowsBetween(merge.rows)
      room -= rows.count * min(merge.columns.count, max(columns.count, 512))
      if room < 0 { return false }
      for column in merge.columns where column < columns.count || merge.columns.count <= 512 {
        for row in rows where !(column == merge.columns.lowerBound && row == Int(corner.row)) {
          var filled = corner
          filled.row = Int32(row)
          filled.isFilled = true
          additions[column, default: []].append(filled)
        }
      }
    }
    for (column, cells) in additions {
      while columns.count <= column { columns.append([]) }
      let known = Set(columns[column].map(\.row))
      let added = cells.filter { !known.contains($0.row) }
      columns[column] = (columns[column] + added).sorted { $0.row < $1.row }
    }
    return true
  }

  /// Only the cells of a range, whose first column is the first column then.
  func restricted(to range: CellRange) -> SheetGrid {
    var result = self
    let first = lines.firstPlace { $0 > range.rows.lowerBound }
    let end = lines.firstPlace { $0 > range.rows.upperBound + 1 }
    result.lines = Array(lines[first..<end])
    result.hiddenRanges = hiddenRanges.compactMap { hidden in
      guard hidden.overlaps(range.columns) else { return nil }
      let part = hidden.clamped(to: range.columns)
      return part.lowerBound - range.columns.lowerBound...part.upperBound - range.columns.lowerBound
    }
    result.columns = range.columns.map { column in
      guard column < columns.count else { return [] }
      return columns[column].filter { $0.row >= first && $0.row < end }.map { cell in
        var cell = cell
        cell.row -= Int32(first)
        return cell
      }
    }
    while result.columns.last?.isEmpty == true { result.columns.removeLast() }
    return result
  }

  /// The cell of a column in a row; nil where it is empty.
  func cell(row: Int, column: Int) -> Cell? {
    let cells = columns[column]
    let place = cells.firstPlace { $0.row >= row }
    return place < cells.count && cells[place].row == row ? cells[place] : nil
  }

  private func cell(line: Int, column: Int) -> Cell? {
    guard column < columns.count, let row = row(line: line) else { return nil }
    return cell(row: Int(row), column: column)
  }

  private func row(line: Int) -> Int32? {
    let place = lines.firstPlace { $0 >= line }
    return place < lines.count && lines[place] == line ? Int32(place) : nil
  }

  /// The rows whose numbers on the sheet, from 0, lie in `range`.
  private func rowsBetween(_ range: ClosedRange<Int>) -> Range<Int> {
    lines.firstPlace { $0 > range.lowerBound }..<lines.firstPlace { $0 > range.upperBound + 1 }
  }
}
