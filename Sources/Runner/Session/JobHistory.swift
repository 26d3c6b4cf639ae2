package import Ledger
package import Tables
package import Timeline

/// What the ledger knows of a job's occurrences.
package struct JobHistory: Sendable {
  /// How the last run of an occurrence ended, by its key.
  package var states: [String: RunStatus]
  /// The keys whose last record says that they were missed: `skipped`, as nobody ran them in time.
  package var missed: Set<String>
  /// The instant of the earliest occurrence recorded.
  package var firstKnown: Instant?

  package init(states: [String: RunStatus] = [:], missed: Set<String> = [], firstKnown: Instant? = nil) {
    self.states = states
    self.missed = missed
    self.firstKnown = firstKnown
  }

  package init(_ known: Ledger.Occurrences) {
    self.init(states: known.states, missed: known.missed, firstKnown: known.firstDue)
  }

  /// What became of an occurrence.
  package enum State: Sendable {
    /// No run for it is known.
    case untried
    /// It was run, and its exports are published.
    case done
    /// Its last run failed, could not finish, or was skipped as a source of it failed.
    case open
    /// It was recorded that nobody ran it in time.
    case missed
  }

  /// Judged by all of its keys, as it may have been run when another schedule of the job came first.
  package func state(of occurrence: Occurrence) -> State {
    let known = occurrence.keys.filter { states[$0] != nil }
    if known.contains(where: { states[$0]?.isGood == true }) { return .done }
    if known.contains(where: { !missed.contains($0) }) { return .open }
    return occurrence.keys.contains(where: missed.contains) ? .missed : .untried
  }

  /// What became of an occurrence, in a word: the status of its last run, `missed`, or `not run` where it
  /// was due, runs of the job are known from before it, and none is its own. Nil where there is nothing to
  /// tell.
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
