internal import Diagnostics
package import Tables

/// What a run does about an input that did not arrive as it should.
package struct Arrival: Sendable, Equatable {
  /// What can be wrong with how an input came, whatever is in it.
  package enum Fault: String, Sendable, CaseIterable {
    /// No such file, no file of the pattern, nothing published by the job.
    case missing
    /// No byte, or no row of data.
    case empty
    /// It is still being written: its size or its time changed while the run looked on.
    case changing
    /// Every file has the bytes that it had at the last good run of an earlier night.
    case unchanged
    /// Older than its `fresh` check allows.
    case stale
  }

  package enum Policy: String, Sendable, CaseIterable {
    /// The run fails.
    case fail
    /// The run goes on and says so; of a missing input there are no rows.
    case warn
    /// The run is not made, what was published stays, and the next night tries again.
    case skip
  }

  /// What the job says; what it says nothing about has the fault's own rule.
  package var policies: [Fault: Policy] = [:]
  /// A file counts as being written until it has not changed for so long.
  package var settle: TimeSpan?

  package init() {}

  /// Whether what was changed at one instant is, as of another, older than it may be.
  package static func isStale(modified: Instant, asOf: Instant, within: TimeSpan) -> Bool {
    asOf - modified > within
  }
}

extension Job {
  /// The check that says how old an input may be.
  package func freshCheck(of input: String) -> (check: Check, within: TimeSpan)? {
    for check in checks {
      if case .fresh(let name, let within) = check.kind, name.value == input { return (check, within) }
    }
    return nil
  }

  /// Whether an input is older, as of an instant, than its `fresh` check allows.
  package func isStale(_ input: String, modified: Instant, asOf: Instant) -> Bool {
    guard let fresh = freshCheck(of: input) else { return false }
    return Arrival.isStale(modified: modified, asOf: asOf, within: fresh.within)
  }

  /// How severe it is when a check fails. For a `fresh` check the input's `arrival` decides, where it
  /// says what to do about a stale input.
  package func severity(of check: Check) -> Check.Severity {
    guard case .fresh(let name, _) = check.kind else { return check.severity }
    switch input(named: name.value)?.arrival.policies[.stale] {
    case .fail: return .error
    case .warn: return .warn
    case .skip, nil: return check.severity
    }
  }
}
