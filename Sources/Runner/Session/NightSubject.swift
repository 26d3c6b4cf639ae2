internal import Diagnostics
internal import JobSpec
internal import Tables
internal import Timeline

/// A job in a call of `acta nightly`: decides which of its occurrences are wanted, by its own `catch_up` alone.
struct NightSubject {
  let job: Job
  private let timeline: TimelineDefinition
  private let asOf: Instant
  private let history: JobHistory
  private let newest: Occurrence?

  init(job: Job, timeline: TimelineDefinition, asOf: Instant, history: JobHistory) {
    self.job = job
    self.timeline = timeline
    self.asOf = asOf
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

  /// Occurrences without a record that will not be run any more, with the reason.
  func missed() -> [(Occurrence, reason: String)] {
    guard job.catchUp != .all, let newest else { return [] }
    var missed: [(Occurrence, reason: String)] = []
    // Occurrences before the first record do not count: a workspace may be set up in the middle of a process.
    if let first = history.firstKnown, first < newest.instant {
      missed = timeline.occurrences(
        of: job, from: first + .microsecond, through: newest.instant - .microsecond
      )
      .filter { history.state(of: $0) == .untried && !isPastRetention($0) }
      .map { ($0, "it was not run before '\(newest.key)' was due (catch_up: \(job.catchUp.rawValue))") }
    }
    if history.state(of: newest) == .untried, !isWanted(newest), !isPastRetention(newest) {
      missed.append((newest, "it was not run within 12 hours of when it was due (catch_up: none)"))
    }
    return missed
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
  private func isPastRetention(_ occurrence: Occurrence) -> Bool {
    let stage = timeline.stage(on: occurrence.night)?.name.value
    guard let end = timeline.retentionEnd(night: occurrence.night, stage: stage) else { return false }
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
