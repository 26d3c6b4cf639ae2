internal import Diagnostics
internal import Tables

/// Where the header of a sheet is, and what stands above it.
struct SheetHead {
  /// By column of the sheet; empty where a column has no header.
  private(set) var header: [String] = []
  /// The number of the header's row on the sheet; 0 when there is none.
  private(set) var line = 0
  /// The first row of data, among the grid's rows.
  private(set) var firstRow = 0
  /// Rows above the header, by what they are.
  private(set) var leftOut: [(what: String, rows: Int)] = []

  /// Rows in which a header is looked for.
  private static let searched = 200

  /// A header that is not among the rows.
  init(_ header: [String]) { self.header = header }

  /// - Throws: a diagnostic when the sheet is empty, or has no row where the header is declared.
  init(_ grid: SheetGrid, options: ReadingOptions, file: String, sheet: String) throws {
    guard grid.rowCount > 0 else {
      throw Diagnostic(.noHeader(sheet, file), reason: "the sheet is empty")
    }
    let rows = grid.head(rows: SheetHead.searched)
    let width = grid.columns.count
    if options.headerRow == 0 {
      header = (0..<width).map { "column_\($0 + 1)" }
      return
    }
    let row: Int
    if let number = options.headerRow {
      guard let found = grid.lines.firstIndex(of: Int32(number)) else {
        throw Diagnostic(
          .noHeader(sheet, file), reason: "header_row is \(number), and that row of the sheet is empty")
      }
      row = found
    } else {
      row = SheetHead.declared(grid, rows, options.columns) ?? SheetHead.usual(rows)
    }
    line = Int(grid.lines[row])
    firstRow = row + 1
    header = [String](repeating: "", count: width)
    for (column, cells) in grid.columns.enumerated() {
      if let cell = cells.first(where: { $0.row == Int32(row) }) {
        header[column] = SheetHead.trimmed(grid.text(cell))
      }
    }
    if row > 0 { leftOut = [("preamble", row)] }
  }

  /// The row that has the most of the declared headers, if any has one.
  private static func declared(
    _ grid: SheetGrid, _ rows: [[(column: Int, cell: SheetGrid.Cell)]], _ columns: [InputColumn]
  ) -> Int? {
    if columns.isEmpty { return nil }
    let wanted = columns.map { Set(HeaderMatching.wanted($0)) }
    var best: (row: Int, score: Int)?
    for (row, cells) in rows.enumerated() {
      let present = Set(cells.map { HeaderMatching.key(trimmed(grid.text($0.cell))) })
      let score = wanted.count { !$0.isDisjoint(with: present) }
      if score > best?.score ?? 0 { best = (row, score) }
    }
    return best?.row
  }

  /// The first row that is as wide as the table: that has as many cells of its own as most rows that have more
  /// than one, or more. Titles over the whole table are one merged cell.
  private static func usual(_ rows: [[(column: Int, cell: SheetGrid.Cell)]]) -> Int {
    let widths = rows.map { cells in cells.count { !$0.cell.isFilled } }
    var counts: [Int: Int] = [:]
    for width in widths where width > 1 { counts[width, default: 0] += 1 }
    let most = counts.values.max() ?? 0
    guard let width = counts.filter({ $0.value == most }).keys.max() else { return 0 }
    // Half-empty rows are rows all the same; a header has more texts than a title has.
    return widths.firstIndex { $0 * 2 > width && $0 > 1 } ?? 0
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
