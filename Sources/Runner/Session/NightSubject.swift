internal import Diagnostics
internal import JobSpec
internal import Tables
internal import Timeline

/// A job in a call of `acta nightly`: decides which of its occurrences are wanted, by its own `catch_up` alone.
struct NightSubject {
  let job: Job
  private let timeline: TimelineDefinition
  private let asOf: Instant
  private let looksAtAll: Bool
  private let history: JobHistory
  private let newest: Occurrence?

  init(job: Job, timeline: TimelineDefinition, asOf: Instant, looksAtAll: Bool, history: JobHistory) {
    self.job = job
    self.timeline = timeline
    self.asOf = asOf
    self.looksAtAll = looksAtAll
    self.history = history
    newest = timeline.latestOccurrence(of: job, through: asOf)
  }

  /// The occurrences to run now, oldest first, and the number left for the next call.
  func wanted() -> (now: [Occurrence], later: Int) {
    guard let newest else { return ([], 0) }
    guard job.catchUp == .all else { return (isWanted(newest) ? [newest] : [], 0) }
    let wanted = timeline.occurrences(of: job, from: beginning(newest), through: asOf).filter(isWanted)
    if wanted.count <= NightPlan.mostPerJob { return (wanted, 0) }
    // Earlier failures come last; otherwise enough of them would keep every new night from its run.
    let byTurn = wanted.filter { !isOpen($0) } + wanted.filter(isOpen)
    return (byTurn.prefix(NightPlan.mostPerJob).sorted(), wanted.count - NightPlan.mostPerJob)
  }

  /// The occurrence that a reading job needs as of its moment; nil if it has been run, or was missed for good.
  func wantedByReader(asOf moment: Instant) -> Occurrence? {
    timeline.latestOccurrence(of: job, through: moment).flatMap { isWanted($0) ? $0 : nil }
  }

  /// The number of occurrences above which they are not looked at one by one: many missed ones are recorded all
  /// together, and of a long history only what follows the last record.
  private static let mostSingle = 100

  /// Occurrences that will not be run any more, and have no record.
  struct Missed {
    /// The last of them.
    var last: Occurrence
    /// The instant of the first.
    var first: Instant
    var reason: String
  }

  /// The occurrences missed since the last record, one by one or, if there are many, as one span.
  func missed() -> [Missed] {
    guard job.catchUp != .all, let newest else { return [] }
    var missed: [Missed] = []
    // Occurrences before the first record do not count: a workspace may be set up in the middle of a process.
    if let first = history.firstKnown, first < newest.instant {
      missed = self.missed(since: first, before: newest)
    }
    if history.state(of: newest) == .untried, !isWanted(newest), !isPastRetention(newest) {
      let reason = "it was not run within 12 hours of when it was due (catch_up: none)"
      missed.append(Missed(last: newest, first: newest.instant, reason: reason))
    }
    return missed
  }

  private func missed(since first: Instant, before newest: Occurrence) -> [Missed] {
    let rule = "before '\(newest.key)' was due (catch_up: \(job.catchUp.rawValue))"
    let end = newest.instant - .microsecond
    let last = history.lastKnown(before: newest.instant) ?? first
    let gap = timeline.count(of: job, from: last + .microsecond, through: end) { !isPastRetention(night: $0) }
    if gap.count > NightSubject.mostSingle, let begin = gap.first,
      let earliest = timeline.latestOccurrence(of: job, through: begin),
      let latest = timeline.latestOccurrence(of: job, through: end)
    {
      let reason = "\(gap.count) occurrences from '\(earliest.key)' to '\(latest.key)' were not run \(rule)"
      return [Missed(last: latest, first: begin, reason: reason)]
    }
    let isLong =
      history.isLookedUp && !looksAtAll
      && timeline.count(
        of: job, from: first, through: end, enough: NightSubject.mostSingle, on: { _ in true }
      ).count >= NightSubject.mostSingle
    return timeline.occurrences(of: job, from: (isLong ? last : first) + .microsecond, through: end)
      .filter { history.state(of: $0) == .untried && !isPastRetention($0) }
      .map { Missed(last: $0, first: $0.instant, reason: "it was not run \(rule)") }
  }

  private func isWanted(_ occurrence: Occurrence) -> Bool {
    if isPastRetention(occurrence) { return false }
    return switch history.state(of: occurrence) {
    case .done: false
    case .open: true
    case .missed: job.catchUp != .none
    case .untried: job.catchUp != .none || asOf - occurrence.instant <= NightPlan.grace
    }
  }

  /// Whether `acta prune` would remove the run at once, or may have removed it, whatever the ledger still
  /// records.
  private func isPastRetention(_ occurrence: Occurrence) -> Bool { isPastRetention(night: occurrence.night) }

  private func isPastRetention(night: CivilDate) -> Bool {
    let stage = timeline.stage(on: night)?.name.value
    guard let end = timeline.retentionEnd(night: night, stage: stage) else { return false }
    return end.date <= timeline.night(of: asOf)
  }

  private func isOpen(_ occurrence: Occurrence) -> Bool { history.state(of: occurrence) == .open }

  /// The start of catching up: the first date of the job's stages or, for a job without stages, the first record.
  private func beginning(_ newest: Occurrence) -> Instant {
    if let day = timeline.firstDate(of: job) {
      // A local date begins between 14 hours before and 12 hours after the same date in UTC.
      return Zone.utc.instant(of: CivilDate(days: day.days - 1))
    }
    return min(history.firstKnown ?? newest.instant, newest.instant)
  }
}
