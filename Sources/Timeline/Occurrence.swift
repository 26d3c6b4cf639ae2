package import Tables

/// One moment at which a schedule says that a job is due.
package struct Occurrence: Sendable, Hashable, Comparable {
  package var job: String
  /// Which of the job's schedules says so; where several do, the first.
  package var schedule: Int
  /// Microseconds since 1970-01-01T00:00:00Z.
  package var instant: Int64
  /// The local date of the instant.
  package var night: CivilDate

  package init(job: String, schedule: Int, instant: Int64, night: CivilDate) {
    self.job = job
    self.schedule = schedule
    self.instant = instant
    self.night = night
  }

  package static func < (a: Occurrence, b: Occurrence) -> Bool {
    (a.instant, a.job, a.schedule) < (b.instant, b.job, b.schedule)
  }
}
