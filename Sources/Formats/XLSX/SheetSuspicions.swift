internal import Diagnostics
internal import Tables

/// Warnings about rows of a sheet that may be no data; see ``RowSuspicions``.
struct SheetSuspicions {
  let grid: SheetGrid
  let head: SheetHead
  let columns: [ColumnSpec]
  let file: String

  /// - Parameter options: a declared end of the table settles where it ends.
  func warnings(_ options: ReadingOptions) -> [Diagnostic] {
    var found: [Diagnostic] = []
    if options.headerRow == nil,
      let warning = RowSuspicions.preamble(
        head.preamble, wide: head.widePreamble, at: SourceLocation(file: file, line: head.line))
    {
      found.append(warning)
    }
    if options.headerRow == nil,
      let warning = RowSuspicions.header(head.header, at: SourceLocation(file: file, line: head.line))
    {
      found.append(warning)
    }
    if options.delimited.until != nil || named.count < 2 { return found }
    if let row = gap() {
      found.append(RowSuspicions.gap(text(row), in: firstColumn, at: location(row)))
    }
    if let row = rest() {
      found.append(RowSuspicions.rest(text(row), in: firstColumn, at: location(row)))
    }
    return found
  }

  /// The columns with a header.
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
  private func gap() -> Int? {
    let named = named
    for row in (head.firstRow + 1)..<max(head.firstRow + 1, grid.rowCount)
    where grid.lines[row] > grid.lines[row - 1] + 1 {
      let cells = named.compactMap { grid.cell(row: row, column: $0) }.filter { !$0.isFilled }
      if cells.isEmpty { continue }
      let isGap = RowSuspicions.isGap(
        fields: named.count, filled: cells.count, holdsData: cells.contains(where: holdsData),
        above: named.contains { grid.cell(row: row - 1, column: $0).map(holdsData) ?? false })
      if isGap { return row }
    }
    return nil
  }

  /// The first of the last rows that may be totals or notes.
  private func rest() -> Int? {
    let named = named
    var found: Int?
    for row in (head.firstRow..<max(head.firstRow, grid.rowCount)).reversed() {
      guard RowSuspicions.isRest(texts(row, named), namedWidth: named.count) else { break }
      found = row
    }
    return found
  }

  private func holdsData(_ cell: SheetGrid.Cell) -> Bool {
    cell.range.contains { RowSuspicions.isData(grid.bytes[$0]) }
  }
}
