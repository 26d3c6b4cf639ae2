internal import Tables

/// Makes tables elsewhere than in this process.
protocol TableMaker: AnyObject {
  /// Makes a table from others. If something reads it here, its rows are in `run` afterwards.
  ///
  /// - Returns: nil if the table is to be made here; then all that it reads is in `run`.
  /// - Throws: a diagnostic if it cannot be made. After a fault of a value, all that the table reads is in `run`.
  func make(_ definition: TablePlan, _ run: StageRun) throws -> MadeTable?

  /// The table, or input, is read by nothing any more.
  func release(_ name: String)
}

/// A table that was made elsewhere.
struct MadeTable {
  /// From the rows of its source to the last step.
  var steps: [RowBalance.Step]
  /// Rows that the steps could not use.
  var aside: [Table]
}
