internal import Tables

extension FilterStep: StepKernel {
  func apply(to table: Table, _ context: StepContext) throws -> StepOutcome {
    guard case .boolean(let flags) = try condition.evaluate(on: table, in: context.zone) else {
      preconditionFailure("filter is bound to a boolean")
    }
    let kept = flags.trueRows
    let moves = RowMoves(filtered: flags.notTrueCount)
    let result = kept.count == table.rowCount ? table : table.pruned(to: context.wanted).gather(kept)
    return StepOutcome(result, moves: moves)
  }
}

extension PlainColumn where Element == Bool {
  /// The rows for which the condition is true, in order.
  var trueRows: [Int32] {
    var rows: [Int32] = []
    rows.reserveCapacity(count)
    if validity.mayHaveNulls {
      for row in 0..<count where values[row] && validity[row] { rows.append(Int32(row)) }
    } else {
      for row in 0..<count where values[row] { rows.append(Int32(row)) }
    }
    return rows
  }

  /// The number of rows for which the condition is false or null. Counted independently of ``trueRows``,
  /// for the row balance.
  var notTrueCount: Int {
    var number = 0
    for row in 0..<count where !(values[row] && validity[row]) { number += 1 }
    return number
  }
}
