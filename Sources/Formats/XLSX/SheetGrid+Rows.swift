extension SheetGrid {
  /// Appends rows that stand further down.
  mutating func append(_ rows: SheetGrid) {
    let (firstRow, firstByte) = (Int32(rowCount), UInt32(bytes.count))
    bytes += rows.bytes
    lines += rows.lines
    while columns.count < rows.columns.count { columns.append([]) }
    for (column, cells) in rows.columns.enumerated() {
      for var cell in cells {
        cell.row += firstRow
        cell.start += firstByte
        cell.end += firstByte
        columns[column].append(cell)
      }
    }
    notes += rows.notes
  }

  /// Whether a cell of a column, from a row on, holds exactly this.
  func has(_ kind: CellKind, _ text: ArraySlice<UInt8>, in column: Int, from row: Int) -> Bool {
    cells(of: column, rows: row..<max(row, rowCount)).contains { cell in
      cell.kind == kind && cell.range.count == text.count && bytes[cell.range] == text
    }
  }
}
