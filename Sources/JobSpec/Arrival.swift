internal import Diagnostics
package import Tables

/// A run's reaction to an input that did not arrive as it should.
package struct Arrival: Sendable, Equatable {
  /// A fault in the arrival of an input, whatever its content.
  package enum Fault: String, Sendable, CaseIterable {
    /// The file, any file of the pattern, or the job's export does not exist.
    case missing
    /// The files have no bytes, or no data rows.
    case empty
    /// A file is still being written: its size or modification time changed during the run.
    case changing
    /// All files have the same bytes as in the last successful run of an earlier night.
    case unchanged
    /// The input is older than its `fresh` check allows.
    case stale
  }

  package enum Policy: String, Sendable, CaseIterable {
    /// The run fails.
    case fail
    /// The run continues with a warning; a missing input has no rows.
    case warn
    /// The job does not run, published files stay, and the next night tries again.
    case skip
  }

  /// The declared policies; a fault without one has its own default.
  package var policies: [Fault: Policy] = [:]
  /// A file counts as being written until it has been unchanged for this long.
  package var settle: TimeSpan?

  package init() {}

  /// Whether something changed at one instant is older than `within` at another.
  package static func isStale(modified: Instant, asOf: Instant, within: TimeSpan) -> Bool {
    asOf - modified > within
  }
}

extension Job {
  /// The check that declares how old an input may be.
  package func freshCheck(of input: String) -> (check: Check, within: TimeSpan)? {
    for check in checks {
      if case .fresh(let name, let within) = check.kind, name.value == input { return (check, within) }
    }
    return nil
  }

  /// Whether an input is older at an instant than its `fresh` check allows.
  package func isStale(_ input: String, modified: Instant, asOf: Instant) -> Bool {
    guard let fresh = freshCheck(of: input) else { return false }
    return Arrival.isStale(modified: modified, asOf: asOf, within: fresh.within)
  }

  /// The severity of a failing check. For a `fresh` check, the input's `arrival` decides if it has a
  /// policy for stale inputs.
  package func severity(of check: Check) -> CheckSeverity {
    guard case .fresh(let name, _) = check.kind else { return check.severity }
    switch input(named: name.value)?.arrival.policies[.stale] {
    case .fail: return .always(.error)
    case .warn: return .always(.warn)
    case .skip, nil: return check.severity
    }
  }
}
