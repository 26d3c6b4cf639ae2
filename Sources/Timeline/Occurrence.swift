package import Tables

/// A moment at which a job is due.
package struct Occurrence: Sendable, Hashable, Comparable {
  package var job: String
  /// The index of the job's schedule; the first one if several agree.
  package var schedule: Int
  /// Its names in the ledger: one for each schedule and local time that fall on this instant; never
  /// empty. It is done if a run is recorded under any of them.
  package var keys: [String]
  package var instant: Instant
  /// The local date of the instant.
  package var night: CivilDate

  package init(job: String, schedule: Int, keys: [String], instant: Instant, night: CivilDate) {
    precondition(!keys.isEmpty, "an occurrence has a name")
    self.job = job
    self.schedule = schedule
    self.keys = keys
    self.instant = instant
    self.night = night
  }

  /// The name under which its run is recorded. See ``OccurrenceKey``.
  package var key: String { keys[0] }

  package static func < (a: Occurrence, b: Occurrence) -> Bool {
    (a.instant, a.job, a.schedule) < (b.instant, b.job, b.schedule)
  }
}
