package import JobSpec
package import Tables

/// What a check found.
package struct CheckResult: Sendable {
  package enum Status: String, Sendable { case pass, warn, fail }

  package var check: Check
  /// How many rows, or figures, do not hold.
  package var failing: Int
  /// What was found, for people: `3 of 982 rows have no email`.
  package var finding: String
  /// All the rows that fail; nil where the check is not about rows.
  package var rows: Table?

  package var status: Status {
    failing == 0 ? .pass : (check.severity == .warn ? .warn : .fail)
  }

  package init(check: Check, failing: Int, finding: String, rows: Table? = nil) {
    self.check = check
    self.failing = failing
    self.finding = finding
    self.rows = rows
  }
}

/// A check whose columns are known to exist and to fit.
protocol BoundCheck: Sendable {
  /// The columns that it reads, by table; nil: all, so that failing rows are handed over whole.
  var reads: [String: Set<String>?] { get }
  func judge(_ context: CheckContext) throws -> CheckFinding
}

/// What a check may look at.
struct CheckContext {
  var execution: Execution
  var inputs: [String: InputData]
  var plan: JobPlan

  func table(_ name: String) -> Table { execution.tables[name]! }
}

struct CheckFinding {
  var failing: Int
  var words: String
  var rows: Table?

  init(failing: Int, words: String, rows: Table? = nil) {
    self.failing = failing
    self.words = words
    self.rows = rows
  }

  /// Of rows that fail by index.
  init(_ failing: [Int32], of table: Table, words: String) {
    self.init(
      failing: failing.count,
      words: "\(failing.count) of \(table.rowCount) rows \(words)",
      rows: failing.isEmpty ? nil : table.gather(failing))
  }
}
