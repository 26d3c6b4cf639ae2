internal import Tables

/// The row balance of a step, added up over the pieces and parts on which it worked.
final class StepCount {
  private let step: PlannedStep
  private var rowsIn = 0
  private var rowsOut = 0
  private var moves = RowMoves()
  private var joinedIn: [RowBalance.Rows]
  /// The outcomes of the corrections that the step applies.
  private(set) var corrections: CorrectionResult?

  init(_ step: PlannedStep) {
    self.step = step
    joinedIn = step.otherTables.filter(\.bringsRows).map { RowBalance.Rows($0.name, 0) }
  }

  var entry: RowBalance.Step {
    RowBalance.Step(
      step: step.summary, rowsIn: rowsIn, joinedIn: joinedIn, rowsOut: rowsOut, moves: moves,
      notes: corrections?.notes ?? [], location: step.location)
  }

  func add(rowsIn: Int, _ outcome: StepOutcome) {
    self.rowsIn += rowsIn
    rowsOut += outcome.table.rowCount
    moves += outcome.moves
    corrections = outcome.corrections ?? corrections
    for (index, rows) in outcome.joinedIn.enumerated() { joinedIn[index].count += rows.count }
  }
}
