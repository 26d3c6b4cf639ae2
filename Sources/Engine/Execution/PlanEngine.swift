package import Tables

/// Executes plans. An engine makes the tables, figures and judgements that a plan describes from the
/// rows of its inputs; how, and where the rows are meanwhile, is its own affair.
package protocol PlanEngine: Sendable {
  /// - Parameters:
  ///   - inputs: their tables are taken out, so that they go as soon as no step needs them.
  ///   - languages: the timeline's, for the titles in table `figures`.
  ///   - previous: values of the last successful run of an earlier night, by figure and item.
  /// - Throws: `Diagnostic` when the data cannot be computed with (an overflow, a join that would
  ///   multiply rows), and when the row balance does not add up.
  func execute(
    _ plan: JobPlan, inputs: inout [String: InputData], languages: [String], previous: [FigureKey: Value]
  ) throws -> Execution
}

/// An input's rows as they were read.
package struct InputData: Sendable {
  package var table: Table
  package var rejects: Table
  /// Data rows found, the rejected and the left-out included.
  package var rowsFound: Int
  /// Rows that are no data, by what they are (`total row`).
  package var leftOut: [(what: String, rows: Int)]
  /// When the newest of its files was last changed; microseconds since 1970.
  package var modified: Int64?

  package init(
    table: Table, rejects: Table, rowsFound: Int, leftOut: [(what: String, rows: Int)] = [], modified: Int64?
  ) {
    self.table = table
    self.rejects = rejects
    self.rowsFound = rowsFound
    self.leftOut = leftOut
    self.modified = modified
  }

  /// The table, which is no longer here afterwards.
  mutating func takeTable() -> Table {
    defer { table = Table(empty: Schema()) }
    return table
  }
}

/// What a run computed.
package struct Execution: Sendable {
  /// Inputs, their rejects, and tables, by name.
  package internal(set) var tables: [String: Table] = [:]
  package internal(set) var balance = RowBalance()
  /// Rows that a table's steps could not use, with their reason.
  package internal(set) var setAside: [(table: String, rows: Table)] = []
  package internal(set) var figures: [FigureResult] = []
  package internal(set) var checks: [CheckResult] = []
}
