internal import Diagnostics
package import JobSpec
package import Tables

/// How an occurrence is named in the record of runs.
///
/// A name holds what the job itself says, never what the timeline adds, so that a stage that moves, or
/// another `night`, gives no occurrence a new name: one that was run is not run again, and one that is
/// ahead is still ahead.
///
///     nightly 2021-04-26                  the date
///     nightly 2021-04-26 06:00            where the job says 'at'
///     once main-review.end+1d 06:00       no date: a moment of a stage comes once
///     cron 2021-04-26 04:00
///
/// Dates and times are those of the schedule, also where the clock skips or repeats them.
package enum OccurrenceKey {
  /// - Parameters:
  ///   - date: The local date that the schedule names.
  ///   - time: The local time that it names; only `cron` has many.
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
