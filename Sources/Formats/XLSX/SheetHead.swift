internal import Diagnostics
internal import Tables

/// Where the header of a sheet is, and what stands above it.
struct SheetHead {
  /// By column of the sheet; empty where a column has no header.
  private(set) var header: [String] = []
  /// The number of the header's first row on the sheet; 0 when there is none.
  private(set) var line = 0
  /// The header's rows, among the grid's rows.
  private(set) var headerRows: [Int] = []
  /// The first row of data, among the grid's rows.
  private(set) var firstRow = 0
  /// The number of rows above the header, or between its rows.
  private(set) var preamble = 0
  /// How many of these fill more than half of the columns, as rows of data do.
  private(set) var widePreamble = 0
  /// Rows above the data that are no header, by what they are.
  private(set) var leftOut: [(what: String, rows: Int)] = []

  /// Rows in which a header is looked for.
  static let searched = 200

  func isSame(as other: SheetHead) -> Bool {
    header == other.header && line == other.line && headerRows == other.headerRows
      && firstRow == other.firstRow
      && preamble == other.preamble && widePreamble == other.widePreamble
      && leftOut.elementsEqual(other.leftOut) { $0.what == $1.what && $0.rows == $1.rows }
  }

  /// A header that is not among the rows.
  init(_ header: [String]) { self.header = header }

  /// - Parameter others: the workbook's other sheets that are shown.
  /// - Throws: a diagnostic when the sheet is empty, or has no row where the header is declared.
  init(
    _ grid: SheetGrid, options: ReadingOptions, file: String, sheet: String, others: [String]
  ) throws {
    guard grid.rowCount > 0 else {
      throw Diagnostic(
        .noHeader(sheet, file),
        reason: others.isEmpty
          ? "the sheet is empty" : "the sheet is empty; the others are \(HeaderMatching.list(others))",
        hint: others.first.map { "say which one in the input:  sheet: \(Inspection.yaml($0))" })
    }
    let width = grid.columns.count
    // Rows count from 1 on the sheet, blank ones included.
    var lastLine = 0
    if options.headerRow == 0 {
      header = (0..<width).map { "column_\($0 + 1)" }
    } else {
      headerRows = try SheetHead.rows(grid, options, file: file, sheet: sheet)
      line = Int(grid.lines[headerRows[0]])
      lastLine = Int(grid.lines[headerRows.last!])
      header = RowRules.joined(headerRows.map { SheetHead.texts(grid, row: $0, in: headerRows) })
      preamble = headerRows.last! + 1 - headerRows.count
      if preamble > 0 { leftOut.append(("preamble", preamble)) }
      let named = header.count { !$0.isEmpty }
      if options.headerRow == nil {
        widePreamble = grid.head(rows: headerRows[0]).count { cells in
          cells.count { !$0.cell.isFilled } * 2 > named
        }
      }
    }
    let first = headerRows.last.map { $0 + 1 } ?? 0
    firstRow = first
    while firstRow < grid.rowCount, Int(grid.lines[firstRow]) <= lastLine + options.delimited.skippedRows {
      firstRow += 1
    }
    if firstRow > first { leftOut.append(("skipped row", firstRow - first)) }
  }

  /// The rows of the header: declared, or found.
  private static func rows(
    _ grid: SheetGrid, _ options: ReadingOptions, file: String, sheet: String
  ) throws -> [Int] {
    guard let number = options.headerRow else {
      let rows = grid.head(rows: searched)
      return [declared(grid, rows, options.columns) ?? usual(grid, rows)]
    }
    let numbers = options.delimited.headerRows.isEmpty ? [number] : options.delimited.headerRows
    return try numbers.map { number in
      guard let found = grid.lines.firstIndex(of: Int32(clamping: number)) else {
        throw Diagnostic(
          .noHeader(sheet, file), reason: "header_row is \(number), and that row of the sheet is empty")
      }
      return found
    }
  }

  /// The texts of a row of the header, by column. A cell that is merged with the one above it says nothing anew.
  private static func texts(_ grid: SheetGrid, row: Int, in rows: [Int]) -> [String] {
    grid.columns.indices.map { column in
      guard let cell = grid.cell(row: row, column: column) else { return "" }
      let isRepeated =
        cell.isFilled
        && rows.contains { $0 < row && grid.cell(row: $0, column: column)?.start == cell.start }
      return isRepeated ? "" : trimmed(grid.text(cell))
    }
  }

  /// The row that has the most of the declared headers, if any has one.
  private static func declared(
    _ grid: SheetGrid, _ rows: [[(column: Int, cell: SheetGrid.Cell)]], _ columns: [InputColumn]
  ) -> Int? {
    if columns.isEmpty { return nil }
    let wanted = columns.map { Set(HeaderMatching.wanted($0)) }
    func score(_ row: Int) -> Int {
      let present = Set(rows[row].map { HeaderMatching.key(trimmed(grid.text($0.cell))) })
      return wanted.count { !$0.isDisjoint(with: present) }
    }
    var best: (row: Int, score: Int)?
    for row in rows.indices {
      let score = score(row)
      if score > best?.score ?? 0 { best = (row, score) }
    }
    guard let best else { return nil }
    // A title above the header may have as many of its words.
    if let width = tableWidth(rows), isAboveHeader(grid, rows, best.row, width),
      best.score == score(best.row + 1)
    {
      return best.row + 1
    }
    return best.row
  }

  /// The first row that is as wide as the table: that has more than half as many cells of its own as most rows that have
  /// several. Titles over the whole table are one merged cell; others have fewer cells than the header below them, which has
  /// names for columns of numbers and dates.
  private static func usual(_ grid: SheetGrid, _ rows: [[(column: Int, cell: SheetGrid.Cell)]]) -> Int {
    let widths = rows.map(ownCells)
    // Rows of errors have no cell with a value.
    let first = widths.firstIndex { $0 > 0 } ?? 0
    guard let width = tableWidth(rows) else { return first }
    // Half-empty rows are rows all the same; a header has more texts than a title has.
    guard let row = widths.firstIndex(where: { $0 * 2 > width && $0 > 1 }) else { return first }
    return isAboveHeader(grid, rows, row, width) ? row + 1 : row
  }

  private static func ownCells(_ cells: [(column: Int, cell: SheetGrid.Cell)]) -> Int {
    cells.count { !$0.cell.isFilled }
  }

  /// The number of cells that most rows with several have.
  private static func tableWidth(_ rows: [[(column: Int, cell: SheetGrid.Cell)]]) -> Int? {
    var counts: [Int: Int] = [:]
    for width in rows.lazy.map(ownCells) where width > 1 { counts[width, default: 0] += 1 }
    let most = counts.values.max() ?? 0
    return counts.filter { $0.value == most }.keys.max()
  }

  /// Whether a row is a title of several cells: the next row has more, each with a name, and most cells below some of them
  /// are no names.
  private static func isAboveHeader(
    _ grid: SheetGrid, _ rows: [[(column: Int, cell: SheetGrid.Cell)]], _ row: Int, _ width: Int
  ) -> Bool {
    guard row + 1 < rows.count, ownCells(rows[row]) < width, ownCells(rows[row + 1]) >= width else {
      return false
    }
    func isName(_ cell: SheetGrid.Cell) -> Bool {
      cell.kind == .text && !grid.bytes[cell.range].contains { $0 &- 0x30 <= 9 || $0 == UInt8(ascii: "@") }
    }
    let names = rows[row + 1]
    guard names.allSatisfy({ isName($0.cell) }),
      Set(names.map { trimmed(grid.text($0.cell)) }).count == names.count
    else { return false }
    let below = rows.dropFirst(row + 2).prefix(20)
    return names.contains { name in
      let cells = below.compactMap { cells in cells.first { $0.column == name.column }?.cell }
      return !cells.isEmpty && cells.count { !isName($0) } * 5 >= cells.count * 4
    }
  }

  private static func trimmed(_ text: String) -> String {
    let bytes = Array(text.utf8)
    return bytes.span.text(bytes.span.trimmed(0..<bytes.count)).replacing("\r\n", with: " ").replacing(
      "\n", with: " ")
  }
}

extension Diagnostic.Message {
  fileprivate static func noHeader(_ sheet: String, _ file: String) -> Self {
    Self(.noHeader, "sheet '\(sheet)' of '\(file)' has no header row")
  }
}
