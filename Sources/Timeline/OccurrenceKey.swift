internal import Diagnostics
package import JobSpec
package import Tables

/// The names of occurrences in the ledger.
///
/// A name depends on the job alone, never on the timeline. So an occurrence keeps its name when a stage
/// moves or `night` changes: one that is done is not run again, and one that is to come still comes.
///
///     nightly 2021-04-26                  the date
///     nightly 2021-04-26 06:00            if the job has 'at'
///     once main-review.end+1d 06:00       no date: a moment of a stage comes once
///     cron 2021-04-26 04:00
///
/// Dates and times are those of the schedule, even if the clock skips or repeats them.
package enum OccurrenceKey {
  /// - Parameters:
  ///   - date: the local date in the schedule.
  ///   - time: the local time in the schedule; only `cron` can have several a day.
  package static func text(_ schedule: Schedule, on date: CivilDate, at time: LocalTime) -> String {
    switch schedule {
    case .nightly(let nightly): "nightly \(date.iso)" + suffix(nightly.at)
    case .once(let once): "once \(once.stage.value).\(once.edge.rawValue)\(offset(once))" + suffix(once.at)
    case .cron: "cron \(date.iso) \(time.text)"
    }
  }

  private static func offset(_ once: Schedule.Once) -> String {
    if once.offsetDays == 0 { return "" }
    return "\(once.offsetDays > 0 ? "+" : "")\(once.offsetDays)d"
  }

  private static func suffix(_ time: LocalTime?) -> String { time.map { " \($0.text)" } ?? "" }
}
