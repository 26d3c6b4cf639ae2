internal import JobSpec
package import Tables

package struct CheckResult: Sendable {
  package enum Status: String, Sendable {
    case pass
    /// Rows fail, and the check's severity only notes it.
    case info
    case warn, fail
  }

  package var check: CheckPlan
  /// The number of rows, or of figures, that fail.
  package var failing: Int
  /// The number of rows, or of figures, that were judged.
  package var judged: Int = 1
  /// The finding for people: `3 of 982 rows have no email`.
  package var finding: String
  /// All failing rows; nil if the check is not about rows.
  package var rows: Table?

  package var status: Status {
    if failing == 0 { return .pass }
    return switch check.severity.level(failing: failing, of: judged) {
    case .info: .info
    case .warn: .warn
    case .error: .fail
    }
  }
}
