package import Ledger
internal import Synchronization
package import Tables
package import Timeline

/// The record of a job's occurrences: in memory, or looked up in the ledger where somebody asks, so that a call does
/// not take longer the more runs are recorded.
package struct JobHistory: Sendable {
  /// The status of each occurrence's last run, by key, as far as it is in memory; these take precedence.
  package var states: [String: RunStatus]
  /// The keys whose last record says that they were missed: `skipped` because they were not run in time.
  package var missed: Set<String>
  /// The instants of occurrences, as far as they are in memory.
  package var dues: Set<Instant> = []
  /// The instant of the earliest recorded occurrence.
  package var firstKnown: Instant?
  /// Occurrences that were recorded as missed all together.
  private var missedSpans: [ClosedRange<Instant>] = []
  private var ledger: RecordedOccurrences?

  package init(states: [String: RunStatus] = [:], missed: Set<String> = [], firstKnown: Instant? = nil) {
    self.states = states
    self.missed = missed
    self.firstKnown = firstKnown
  }

  /// - Parameter isWhole: whether most occurrences will be asked for; they are then read at once.
  package init(of job: String, in ledger: Ledger, isWhole: Bool) throws {
    if isWhole {
      let known = try ledger.occurrences(of: job)
      self.init(states: known.states, missed: known.missed, firstKnown: known.firstDue)
    } else {
      self.init(firstKnown: try ledger.firstDue(of: job))
      self.ledger = RecordedOccurrences(ledger, job)
    }
    missedSpans = try ledger.missedSpans(of: job)
  }

  /// The status of the last run under this key.
  package func status(of key: String) -> RunStatus? { states[key] ?? ledger?[key]?.status }

  private func isMissed(_ key: String) -> Bool {
    states[key] == nil ? ledger?[key]?.isMissed == true : missed.contains(key)
  }

  /// The instant of the last recorded occurrence before another one, after which occurrences may be unrecorded;
  /// nil if there is none.
  func lastKnown(before instant: Instant) -> Instant? {
    if let ledger { return ledger.lastDue(before: instant) }
    return dues.filter { $0 < instant }.max() ?? firstKnown.flatMap { $0 < instant ? $0 : nil }
  }

  /// Whether each question costs a look into the ledger.
  var isLookedUp: Bool { ledger != nil }

  /// - Throws: the first error of the ledger since this was made; answers given since then are wrong.
  package func verify() throws { try ledger?.verify() }

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
    let known = occurrence.keys.filter { status(of: $0) != nil }
    if known.contains(where: { status(of: $0)?.isGood == true }) { return .done }
    if known.contains(where: { !isMissed($0) }) { return .open }
    if !known.isEmpty || missedSpans.contains(where: { $0.contains(occurrence.instant) }) { return .missed }
    return .untried
  }

  /// The outcome of an occurrence in one word: the status of its last run, `missed`, or `not run` if it was
  /// due, has no run of its own, and earlier runs of the job are recorded. Nil in all other cases.
  package func outcome(of occurrence: Occurrence, asOf now: Instant) -> String? {
    let statuses = occurrence.keys.compactMap(status)
    switch state(of: occurrence) {
    case .done: return statuses.first(where: \.isGood)?.rawValue
    case .open:
      return occurrence.keys.first { status(of: $0) != nil && !isMissed($0) }.flatMap {
        status(of: $0)?.rawValue
      }
    case .missed: return "missed"
    case .untried:
      guard let firstKnown, firstKnown <= occurrence.instant, occurrence.instant <= now else { return nil }
      return "not run"
    }
  }
}

/// Answers from the ledger, each asked for once. An error is kept for ``verify()``.
private final class RecordedOccurrences: Sendable {
  private struct Answers {
    var known: [String: (status: RunStatus, isMissed: Bool)?] = [:]
    var error: (any Error)?
  }

  private let ledger: Ledger
  private let job: String
  private let answers = Mutex(Answers())

  init(_ ledger: Ledger, _ job: String) {
    self.ledger = ledger
    self.job = job
  }

  subscript(key: String) -> (status: RunStatus, isMissed: Bool)? {
    if let known = answers.withLock({ $0.known[key] }) { return known }
    let found = asking { try ledger.occurrence(key, of: job) }
    answers.withLock { $0.known[key] = .some(found) }
    return found
  }

  func lastDue(before instant: Instant) -> Instant? {
    asking { try ledger.lastDue(of: job, before: instant) }
  }

  func verify() throws {
    if let error = answers.withLock({ $0.error }) { throw error }
  }

  private func asking<R>(_ question: () throws -> R?) -> R? {
    do {
      return try question()
    } catch {
      answers.withLock { $0.error = $0.error ?? error }
      return nil
    }
  }
}
