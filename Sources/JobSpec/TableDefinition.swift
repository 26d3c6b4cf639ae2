package import Diagnostics

/// A table that a job makes: another table or an input, then steps in order.
package struct TableDefinition: Sendable {
  package var name: Located<String>
  package var from: Located<String>
  /// What identifies a row from night to night.
  package var key: [Located<String>] = []
  package var steps: [Step] = []
  package var location: SourceLocation
  /// False where a mistake kept a part from being read: which columns the table has is then unknown.
  package var isComplete = true

  package init(name: Located<String>, from: Located<String>, location: SourceLocation) {
    self.name = name
    self.from = from
    self.location = location
  }

  /// The inputs and tables that it reads.
  package var reads: [String] { [from.value] + steps.flatMap(\.otherTables).map(\.value) }
}
