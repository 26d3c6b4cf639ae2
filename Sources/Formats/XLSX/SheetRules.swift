internal import Diagnostics
internal import Tables

/// The rows of a sheet that are data: without repeated headers, without what stands after the end, and with empty
/// cells filled from above. Texts have the same rules in `TableEnd` and `TextFile.filled`.
struct SheetRules {
  private(set) var grid: SheetGrid
  /// Rows that are no data, by what they are.
  private(set) var leftOut: [(what: String, rows: Int)]

  private let head: SheetHead
  /// Rows for which the end of the table is looked for at once.
  private static let batch = 16_384

  /// - Throws: a diagnostic if a column to be filled does not exist, or the condition of the end fails.
  init(
    _ grid: SheetGrid, _ head: SheetHead, _ columns: [ColumnSpec], _ options: ReadingOptions,
    location: SourceLocation
  ) throws {
    self.grid = grid
    self.head = head
    leftOut = head.leftOut
    let rules = try RowRules(options, columns: columns, location: location)
    let repeated = repeatedHeaders()
    var headersAfterEnd = 0
    if !repeated.isEmpty { self.grid = grid.without(repeated) }
    if rules.hasEnd, let end = try end(rules) {
      headersAfterEnd = repeated.count { grid.lines[$0] > self.grid.lines[end] }
      leaveOut("after the end", self.grid.rowCount - end + headersAfterEnd)
      self.grid.cut(from: end)
    }
    leaveOut("repeated header", repeated.count - headersAfterEnd)
    for column in rules.filled where column < self.grid.columns.count {
      self.grid.fillDown(column, from: head.firstRow)
    }
  }

  private mutating func leaveOut(_ what: String, _ rows: Int) {
    if rows > 0 { leftOut.append((what, rows)) }
  }

  /// The rows below the header that have the same texts as a row of it, ascending. A header of one text may be a value.
  private func repeatedHeaders() -> [Int] {
    let named = head.header.indices.filter { !head.header[$0].isEmpty }
    guard named.count > 1 else { return [] }
    let headers = head.headerRows.map { row in head.header.indices.map { grid.cell(row: row, column: $0) } }
    var found = Set<Int>()
    for header in headers {
      guard let first = header.firstIndex(where: { $0 != nil }), header.count(where: { $0 != nil }) > 1 else {
        continue
      }
      for cell in grid.cells(of: first, rows: head.firstRow..<grid.rowCount)
      where grid.isSame(cell, header[first]!) {
        let isSame = header.indices.allSatisfy { column in
          switch (grid.cell(row: Int(cell.row), column: column), header[column]) {
          case (nil, nil): true
          case (let below?, let above?): grid.isSame(below, above)
          default: false
          }
        }
        if isSame { found.insert(Int(cell.row)) }
      }
    }
    return found.sorted()
  }

  /// The first row at which the table has ended.
  private func end(_ rules: RowRules) throws -> Int? {
    for start in stride(from: head.firstRow, to: grid.rowCount, by: SheetRules.batch) {
      try Interruption.check()
      let rows = start..<min(start + SheetRules.batch, grid.rowCount)
      var faults = RowFaults()
      let end = try rules.end(count: rows.count) { plan in
        let cells = plan.source.map { grid.cells(of: $0, rows: rows) } ?? []
        return ColumnReader(plan: plan).column(
          grid.bytes.span, grid.fields(cells, rows: rows), faults: &faults)
      }
      if let end { return start + end }
    }
    return nil
  }
}

extension SheetGrid {
  /// Whether two cells hold the same; texts that a workbook shares are at one place.
  fileprivate func isSame(_ a: Cell, _ b: Cell) -> Bool {
    if a.kind != b.kind || a.range.count != b.range.count { return false }
    return a.start == b.start || zip(a.range, b.range).allSatisfy { bytes[$0] == bytes[$1] }
  }

  /// - Parameter rows: ascending.
  fileprivate func without(_ rows: [Int]) -> SheetGrid {
    var places = [Int32](repeating: 0, count: rowCount)
    for row in rows { places[row] = -1 }
    var next: Int32 = 0
    for row in places.indices where places[row] == 0 {
      places[row] = next
      next += 1
    }
    var result = self
    result.lines = lines.indices.filter { places[$0] >= 0 }.map { lines[$0] }
    for column in columns.indices {
      result.columns[column] = columns[column].compactMap { cell in
        guard places[Int(cell.row)] >= 0 else { return nil }
        var cell = cell
        cell.row = places[Int(cell.row)]
        return cell
      }
    }
    return result
  }

  fileprivate mutating func cut(from row: Int) {
    for column in columns.indices {
      columns[column].removeLast(cells(of: column, rows: row..<rowCount).count)
    }
    lines.removeSubrange(row...)
  }

  /// Gives empty cells the value of the cell above.
  fileprivate mutating func fillDown(_ column: Int, from firstRow: Int) {
    var filled = Array(cells(of: column, rows: 0..<firstRow))
    filled.reserveCapacity(rowCount)
    let own = cells(of: column, rows: firstRow..<rowCount)
    var next = own.startIndex
    var last: Cell?
    for row in firstRow..<max(firstRow, rowCount) {
      if next < own.endIndex, own[next].row == row {
        let cell = own[next]
        next += 1
        if !bytes.span.trimmed(cell.range).isEmpty {
          last = cell
          filled.append(cell)
          continue
        }
      }
      guard var above = last else { continue }
      above.row = Int32(row)
      above.isFilled = true
      filled.append(above)
    }
    columns[column] = filled
  }
}
