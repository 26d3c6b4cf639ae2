package import Diagnostics

/// A table of a job: its source, and its steps in order.
package struct TableDefinition: Sendable {
  package var name: Located<String>
  package var from: Located<String>
  /// The columns that identify a row from night to night.
  package var key: [Located<String>] = []
  package var steps: [Step] = []
  package var location: SourceLocation
  /// Steps with errors, in order.
  package var gaps: [Gap] = []

  /// A step with an error.
  package struct Gap: Sendable {
    /// The number of the table's valid steps before it.
    package var index: Int
    /// Nil if its kind could not be recognised either.
    package var keyword: Step.Keyword?
  }

  package var reads: [String] { [from.value] + steps.flatMap(\.otherTables).map(\.value) }
}
