package import Diagnostics

/// A table that a job makes: another table or an input, then steps in order.
package struct TableDefinition: Sendable {
  package var name: Located<String>
  package var from: Located<String>
  /// What identifies a row from night to night.
  package var key: [Located<String>] = []
  package var steps: [Step] = []
  package var location: SourceLocation
  /// Steps that could not be read, in order.
  package var gaps: [Gap] = []

  /// A step that could not be read.
  package struct Gap: Sendable {
    /// How many of the table's steps come before it.
    package var index: Int
    /// Nil where not even its name could be read.
    package var keyword: Step.Keyword?
  }

  package init(name: Located<String>, from: Located<String>, location: SourceLocation) {
    self.name = name
    self.from = from
    self.location = location
  }

  /// The inputs and tables that it reads.
  package var reads: [String] { [from.value] + steps.flatMap(\.otherTables).map(\.value) }
}
