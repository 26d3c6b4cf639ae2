package import Engine
package import JobSpec
package import Ledger
package import Tables

/// How a row of a table was made.
package struct RowExplanation: Sendable {
  /// The part of one step on the way to the row.
  package struct Step: Sendable {
    package var table: String
    /// The table or input that the table is made from; of a table's first step only.
    package var from: String?
    package var summary: String
    package var keyword: JobSpec.Step.Keyword?
    /// The numbers of rows on the way to the explained row.
    package var rowsIn: Int
    package var rowsOut: Int
    /// Rows of the same table that the values depend on, such as those of the same partition.
    package var dependsOn = 0
    /// Rows of other tables that the step used, by table.
    package var joined: [(table: String, rows: Int)] = []
    /// The places of the rows that were merged into these.
    package var merged: [RowPlace] = []
    /// The values that the step derived, if there is one row.
    package var derived: [(column: String, value: Value)] = []
  }

  package var job: String
  package var night: Night
  /// Nil on today's inputs.
  package var run: String?
  package var table: String
  /// The number of the row, from 1.
  package var number: Int
  package var values: [(column: String, value: Value)]
  /// The rows of files, by input in the order of the job.
  package var places: [RowPlace]
  /// Rows that are no part of this one, but that a run on ``places`` alone needs to make it again, because they
  /// decide about these on other ways to the table.
  package var deciders: [RowPlace]
  package var steps: [Step]
  /// The rows of other jobs' exports among ``places``, in turn.
  package var sources: [RowExplanation]
}

package struct RowFate: Sendable {
  /// A step at which the row ended.
  package struct Loss: Sendable {
    package var table: String
    package var summary: String
    package var reason: StepTrace.LossReason
    /// The places of the row that it was merged into.
    package var mergedInto: [RowPlace]
    /// Whether only one of several parts of the row ended.
    package var isPart: Bool
  }

  package var place: RowPlace
  package var values: [(column: String, value: Value)]
  /// The numbers of the rows of the table, from 1, that were made of it.
  package var results: [Int]
  /// The numbers of the rows whose values depend on it, although it ended.
  package var dependents: [Int] = []
  package var losses: [Loss]

  /// Whether no row of the table was made of it or depends on it.
  package var isLost: Bool { results.isEmpty && dependents.isEmpty }
}
