internal import JobSpec
package import Tables

/// The result of a check.
package struct CheckResult: Sendable {
  package enum Status: String, Sendable { case pass, warn, fail }

  package var check: CheckPlan
  /// The number of rows, or of figures, that fail.
  package var failing: Int
  /// The number of rows, or of figures, that were judged.
  package var judged: Int
  /// The finding for people: `3 of 982 rows have no email`.
  package var finding: String
  /// All failing rows; nil if the check is not about rows.
  package var rows: Table?

  package var status: Status {
    failing == 0 ? .pass : (check.severity == .warn ? .warn : .fail)
  }

  package init(check: CheckPlan, failing: Int, judged: Int = 1, finding: String, rows: Table? = nil) {
    self.check = check
    self.failing = failing
    self.judged = judged
    self.finding = finding
    self.rows = rows
  }
}
