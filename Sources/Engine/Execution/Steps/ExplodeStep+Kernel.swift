internal import Tables

extension ExplodeStep: StepKernel {
  func apply(to table: Table, _ context: StepContext) throws -> StepOutcome {
    guard case .text(let text) = table.column(named: column)! else {
      preconditionFailure("explode is bound to text")
    }
    let separator = Array(self.separator.utf8)
    // The longest first: `A, B` before `A`.
    let options = self.options.map { Array($0.utf8) }.sorted { $0.count > $1.count }
    var parts = TextColumn()
    var rows: [Int32] = []
    for row in 0..<table.rowCount {
      if rows.count > RowRoom.mostRows { try verifyRoom(table, rows, context) }
      guard text.validity[row] else {
        rows.append(Int32(row))
        parts.appendNull()
        continue
      }
      for part in split(text.bytes[text.range(at: row)], at: separator, options) {
        rows.append(Int32(row))
        parts.append(part)
      }
    }
    var moves = RowMoves()
    for place in rows.indices.dropFirst() where rows[place] == rows[place - 1] { moves.multiplied += 1 }
    try verifyRoom(table, rows, context)
    var result = table.gather(rows)
    result.set(column, .text(parts))
    return StepOutcome(result, moves: moves)
  }

  private func verifyRoom(_ table: Table, _ rows: [Int32], _ context: StepContext) throws {
    let others = table.selecting(table.schema.names.filter { $0 != column })
    try context.room.verify(
      rows: rows.count, texts: others.textBytes(ofRows: rows), others: others.plainColumnCount,
      of: "explode of '\(column)'", context)
  }

  private func split(
    _ text: ArraySlice<UInt8>, at separator: [UInt8], _ options: [[UInt8]]
  ) -> [ArraySlice<UInt8>] {
    var parts: [ArraySlice<UInt8>] = []
    var start = text.startIndex
    var position = start
    while position + separator.count <= text.endIndex {
      if position == start,
        let option = options.first(where: { begins(text[start...], with: $0, before: separator) })
      {
        position += option.count
        if position == text.endIndex { break }
      }
      if text[position..<position + separator.count].elementsEqual(separator) {
        parts.append(text[start..<position])
        position += separator.count
        start = position
      } else {
        position += 1
      }
    }
    if start < text.endIndex || parts.isEmpty { parts.append(text[start...]) }
    return parts
  }

  /// Whether the text begins with this option, and a separator or nothing follows.
  private func begins(_ text: ArraySlice<UInt8>, with option: [UInt8], before separator: [UInt8]) -> Bool {
    guard text.starts(with: option) else { return false }
    let rest = text.dropFirst(option.count)
    return rest.isEmpty || rest.starts(with: separator)
  }
}
