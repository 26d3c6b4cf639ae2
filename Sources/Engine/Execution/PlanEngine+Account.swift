internal import Diagnostics
internal import JobSpec
internal import Tables

extension PlanEngine {
  /// Executes a plan and verifies the row balance that the engine reports.
  ///
  /// - Throws: the errors of ``execute(_:inputs:languages:previous:)``, and a diagnostic if the balance
  ///   does not add up or disagrees with the tables.
  package func run(
    _ plan: JobPlan, inputs: inout [String: InputData], languages: [String],
    previous: PreviousNight = PreviousNight()
  ) throws -> Execution {
    let found = inputs.mapValues { (rows: $0.rowsFound, rejected: $0.rejects.rowCount) }
    let execution = try execute(plan, inputs: &inputs, languages: languages, previous: previous)
    try TextOverflow.verify("the job", at: plan.location)
    try execution.balance.verify(rows: execution.rowsWithoutSteps, job: plan.location)
    for chain in execution.balance.tables {
      if let read = found[chain.table], chain.isInput {
        let step = chain.steps[0]
        guard step.rowsIn == read.rows, step.moves.rejected == read.rejected else {
          throw Diagnostic(
            .notAsRead(chain.table), at: plan.location,
            reason: "\(read.rows) rows were found and \(read.rejected) rejected; the account has "
              + "\(step.rowsIn) and \(step.moves.rejected)", hint: RowBalance.fault)
        }
      }
      // Tables without further readers have been freed already.
      let rows = execution.tables[chain.table]?.rowCount ?? execution.stored[chain.table]?.rowCount
      if let rows, rows != chain.rowsOut {
        throw Diagnostic(
          .otherRows(chain.table), at: plan.location,
          reason: "its last step left \(counted(chain.rowsOut, "row")), and it has \(rows)",
          hint: RowBalance.fault)
      }
    }
    let accounted = Set(execution.balance.tables.map(\.table))
    for name in plan.inputs.map(\.name) + plan.tables.map(\.name) where !accounted.contains(name) {
      throw Diagnostic(.noAccount(name), at: plan.location, hint: RowBalance.fault)
    }
    return execution
  }
}

extension Execution {
  /// Row counts of the sources without steps: the figures, the rejects of inputs and stale corrections.
  package var rowsWithoutSteps: [String: Int] {
    var rows = [FigureTable.name: figures.reduce(0) { $0 + $1.items.count }]
    for chain in balance.tables where chain.isInput {
      rows["\(chain.table).rejects"] = chain.steps.first?.moves.rejected ?? 0
    }
    for (table, result) in corrections { rows[StaleCorrections.table(of: table)] = result.stale.rowCount }
    return rows
  }
}

extension Diagnostic.Message {
  fileprivate static func notAsRead(_ input: String) -> Self {
    Self(.rowBalance, "the row balance of input '\(input)' does not begin with the rows of its files")
  }
  fileprivate static func otherRows(_ table: String) -> Self {
    Self(.rowBalance, "the row balance of table '\(table)' does not end with the rows that it has")
  }
  fileprivate static func noAccount(_ table: String) -> Self {
    Self(.rowBalance, "the row balance has no table '\(table)'")
  }
}
