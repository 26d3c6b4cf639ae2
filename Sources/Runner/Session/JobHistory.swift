package import Ledger
package import Tables
package import Timeline

/// The record of a job's occurrences in the ledger.
package struct JobHistory: Sendable {
  /// The status of each occurrence's last run, by key.
  package var states: [String: RunStatus]
  /// The keys whose last record says that they were missed: `skipped` because they were not run in time.
  package var missed: Set<String>
  /// The instant of the earliest recorded occurrence.
  package var firstKnown: Instant?

  package init(states: [String: RunStatus] = [:], missed: Set<String> = [], firstKnown: Instant? = nil) {
    self.states = states
    self.missed = missed
    self.firstKnown = firstKnown
  }

  package init(_ known: Ledger.Occurrences) {
    self.init(states: known.states, missed: known.missed, firstKnown: known.firstDue)
  }

  /// The outcome of an occurrence.
  package enum State: Sendable {
    /// No run is recorded for it.
    case untried
    /// It was run, and its exports are published.
    case done
    /// Its last run failed, could not finish, or was skipped because a job that it reads failed.
    case open
    /// It was recorded as not run in time.
    case missed
  }

  /// Looks at all of its keys, because it may have been run under the key of another schedule of the job.
  package func state(of occurrence: Occurrence) -> State {
    let known = occurrence.keys.filter { states[$0] != nil }
    if known.contains(where: { states[$0]?.isGood == true }) { return .done }
    if known.contains(where: { !missed.contains($0) }) { return .open }
    return occurrence.keys.contains(where: missed.contains) ? .missed : .untried
  }

  /// The outcome of an occurrence in one word: the status of its last run, `missed`, or `not run` if it was
  /// due, has no run of its own, and earlier runs of the job are recorded. Nil in all other cases.
  package func outcome(of occurrence: Occurrence, asOf now: Instant) -> String? {
    let statuses = occurrence.keys.compactMap { states[$0] }
    switch state(of: occurrence) {
    case .done: return statuses.first(where: \.isGood)?.rawValue
    case .open:
      return occurrence.keys.first { states[$0] != nil && !missed.contains($0) }.flatMap {
        states[$0]?.rawValue
      }
    case .missed: return "missed"
    case .untried:
      guard let firstKnown, firstKnown <= occurrence.instant, occurrence.instant <= now else { return nil }
      return "not run"
    }
  }
}
