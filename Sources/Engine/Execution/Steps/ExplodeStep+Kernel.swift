internal import Tables

extension ExplodeStep: StepKernel {
  func apply(to table: Table, _ context: StepContext) throws -> StepOutcome {
    guard case .text(let text) = table.column(named: column)! else {
      preconditionFailure("explode is bound to text")
    }
    let separator = Array(self.separator.utf8)
    var parts = TextColumn()
    var rows: [Int32] = []
    for row in 0..<table.rowCount {
      guard text.validity[row] else {
        rows.append(Int32(row))
        parts.appendNull()
        continue
      }
      for part in split(text.bytes[text.range(at: row)], at: separator) {
        rows.append(Int32(row))
        parts.append(part)
      }
    }
    var moves = RowMoves()
    for place in rows.indices.dropFirst() where rows[place] == rows[place - 1] { moves.multiplied += 1 }
    var result = table.gather(rows)
    result.set(column, .text(parts))
    return StepOutcome(result, moves: moves)
  }

  private func split(_ text: ArraySlice<UInt8>, at separator: [UInt8]) -> [ArraySlice<UInt8>] {
    var parts: [ArraySlice<UInt8>] = []
    var start = text.startIndex
    var position = start
    while position + separator.count <= text.endIndex {
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
}
