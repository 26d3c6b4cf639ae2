internal import Diagnostics
internal import Tables

/// Warnings about rows of a sheet that may be no data; see ``RowSuspicions``.
struct SheetSuspicions {
  let grid: SheetGrid
  let head: SheetHead
  let columns: [ColumnSpec]
  let file: String
  /// The first row of data, among the grid's rows.
  let firstRow: Int

  /// The row above a blank one, for the warning about the row behind it.
  struct Above {
    var line: Int32
    var holdsData: Bool
  }

  init(grid: SheetGrid, head: SheetHead, columns: [ColumnSpec], file: String, firstRow: Int? = nil) {
    self.grid = grid
    self.head = head
    self.columns = columns
    self.file = file
    self.firstRow = firstRow ?? head.firstRow
  }

  /// - Parameter options: a declared end of the table settles where it ends.
  func warnings(_ options: ReadingOptions) -> [Diagnostic] {
    let all = [preamble(options), header(options), gap(options, below: nil), rest(options)?.warning]
    return all.compactMap { $0 }
  }

  func preamble(_ options: ReadingOptions) -> Diagnostic? {
    if options.headerRow != nil { return nil }
    return RowSuspicions.preamble(
      head.preamble, wide: head.widePreamble, isDeclared: !options.columns.isEmpty,
      at: SourceLocation(file: file, line: head.line))
  }

  func header(_ options: ReadingOptions) -> Diagnostic? {
    if options.headerRow != nil { return nil }
    return RowSuspicions.header(head.header, at: SourceLocation(file: file, line: head.line))
  }

  /// - Parameter above: what stands above the first row, if that is a row of data.
  func gap(_ options: ReadingOptions, below above: Above?) -> Diagnostic? {
    guard options.delimited.until == nil, named.count >= 2, let row = gap(below: above) else { return nil }
    return RowSuspicions.gap(text(row), in: firstColumn, at: location(row))
  }

  /// - Returns: also the first row of which the warning is.
  func rest(_ options: ReadingOptions) -> (row: Int, warning: Diagnostic)? {
    guard options.delimited.until == nil, named.count >= 2, let row = rest() else { return nil }
    return (row, RowSuspicions.rest(text(row), in: firstColumn, at: location(row)))
  }

  /// The last row, for the rows below it.
  var last: Above? {
    guard grid.rowCount > firstRow else { return nil }
    return Above(line: grid.lines[grid.rowCount - 1], holdsData: holdsData(row: grid.rowCount - 1))
  }

  private var named: [Int] { head.header.indices.filter { !head.header[$0].isEmpty } }

  private var firstColumn: String? { columns.first { $0.source == named.first }?.name }

  private func location(_ row: Int) -> SourceLocation {
    SourceLocation(file: file, line: Int(grid.lines[row]))
  }

  /// The text of a row's first column.
  private func text(_ row: Int) -> String { texts(row, Array(named.prefix(1)))[0] }

  private func texts(_ row: Int, _ columns: [Int]) -> [String] {
    columns.map { column in
      // A note over the whole width is one cell.
      guard let cell = grid.cell(row: row, column: column), !cell.isFilled else { return "" }
      let bytes = grid.bytes.span
      return bytes.text(bytes.trimmed(cell.range))
    }
  }

  /// The first row behind a blank one that is not like the row above it.
  private func gap(below first: Above?) -> Int? {
    let named = named
    for row in firstRow..<max(firstRow, grid.rowCount) {
      guard let line = row > firstRow ? grid.lines[row - 1] : first?.line, grid.lines[row] > line + 1 else {
        continue
      }
      let cells = named.compactMap { grid.cell(row: row, column: $0) }.filter { !$0.isFilled }
      if cells.isEmpty { continue }
      let isGap = RowSuspicions.isGap(
        fields: named.count, filled: cells.count, holdsData: cells.contains(where: holdsData),
        above: row > firstRow ? holdsData(row: row - 1) : first!.holdsData)
      if isGap { return row }
    }
    return nil
  }

  /// The first of the last rows that may be totals or notes.
  private func rest() -> Int? {
    let named = named
    var found: Int?
    for row in (firstRow..<max(firstRow, grid.rowCount)).reversed() {
      guard RowSuspicions.isRest(texts(row, named), namedWidth: named.count) else { break }
      found = row
    }
    return found
  }

  private func holdsData(row: Int) -> Bool {
    named.contains { grid.cell(row: row, column: $0).map(holdsData) ?? false }
  }

  private func holdsData(_ cell: SheetGrid.Cell) -> Bool {
    cell.range.contains { RowSuspicions.isData(grid.bytes[$0]) }
  }
}
