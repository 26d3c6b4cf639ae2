package import Diagnostics

/// The account of where every input row went, table by table and step by step.
package struct RowBalance: Sendable {
  package struct Step: Sendable {
    package var step: String
    package var rowsIn: Int
    package var rowsOut: Int
    package var moves = RowMoves()
    /// Whether rows of a second table can come in, as in a union or a full join.
    package var bringsRows = false
    package var notes: [String] = []
    package var location: SourceLocation?
  }

  package struct Chain: Sendable {
    package var table: String
    package var isInput: Bool
    package var steps: [Step]
  }

  package var tables: [Chain] = []

  package init() {}

  /// Fails when a step's rows do not add up, or a step did not begin with the rows that the one
  /// before it left.
  func verify(job: JobPlan) throws {
    var left: [String: Int] = [:]
    for chain in tables {
      var rows: Int?
      for step in chain.steps {
        let begins = rows.map { step.rowsIn == $0 || (step.rowsIn > $0 && step.bringsRows) } ?? true
        guard begins, step.moves.lead(from: step.rowsIn, to: step.rowsOut) else {
          throw Diagnostic(
            .doesNotAddUp(chain.table, step.step), at: step.location ?? job.location,
            reason: "\(rows ?? step.rowsIn) rows came, \(step.rowsIn) were read, \(step.moves.words)"
              + " and \(step.rowsOut) are left",
            hint: "this is a fault of the program, not of the job; please report it")
        }
        rows = step.rowsOut
      }
      left[chain.table] = rows
    }
  }
}

extension RowMoves {
  /// `12 filtered, 3 merged`, or nothing.
  package var words: String {
    [
      (filtered, "filtered"), (merged, "merged"), (grouped, "grouped"), (multiplied, "multiplied"),
      (rejected, "rejected"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
  }
}

extension Diagnostic.Message {
  fileprivate static func doesNotAddUp(_ table: String, _ step: String) -> Self {
    Self(.rowBalance, "the row balance of table '\(table)' does not add up at step '\(step)'")
  }
}
