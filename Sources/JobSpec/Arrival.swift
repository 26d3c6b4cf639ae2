package import Tables

/// What a run does about an input that has not come as it should.
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
}
