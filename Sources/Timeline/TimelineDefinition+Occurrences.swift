internal import Diagnostics
package import JobSpec
package import Tables

// A local time that the clock skips is the first instant after the gap; one that it shows twice is the
// first of the two. If several times of a job fall on one instant, they are one occurrence.
extension TimelineDefinition {
  /// All occurrences of a job between two instants, both included, in order.
  package func occurrences(
    of job: Job, from: Instant, through: Instant, _ known: [Recurrence]? = nil
  ) -> [Occurrence] {
    guard from <= through else { return [] }
    let recurrences = known ?? recurrences(of: job)
    // A skipped time can belong to the day before.
    let days = localDay(of: from) - 1...localDay(of: through)
    var found: [Instant: Occurrence] = [:]
    for (index, recurrence) in recurrences.enumerated() {
      for range in recurrence.dates ?? [days] where range.overlaps(days) {
        for day in range.clamped(to: days) {
          for occurrence in occurrences(of: job, recurrence, index, on: CivilDate(days: day))
          where (from...through).contains(occurrence.instant) {
            found[occurrence.instant, default: occurrence].add(occurrence.keys)
          }
        }
      }
    }
    return found.values.sorted()
  }

  package func recurrences(of job: Job) -> [Recurrence] {
    job.schedules.map { Recurrence($0, in: self) }
  }

  /// The number of a job's occurrences between two instants, both included, on nights that are wanted, and the first
  /// of them. Makes no names, so that a year of minutes takes no time.
  ///
  /// - Parameters:
  ///   - enough: counting may stop at this number.
  ///   - known: the recurrences of the job, for many questions about it.
  package func count(
    of job: Job, from: Instant, through: Instant, enough: Int = .max, _ known: [Recurrence]? = nil,
    on isWanted: (CivilDate) -> Bool
  ) -> (count: Int, first: Instant?) {
    guard from <= through else { return (0, nil) }
    let days = localDay(of: from) - 1...localDay(of: through)
    let recurrences = known ?? recurrences(of: job)
    let dates = recurrences.map { ($0.dates ?? [days]).filter { $0.overlaps(days) } }
    var count = 0
    var first: Instant?
    var last = Instant.distantPast
    var whole = WholeDays(in: zone, from: from, through: through)
    for day in days where count < enough {
      let date = CivilDate(days: day)
      if first != nil, whole.includes(day) {
        var times: [[LocalTime]] = []
        for (recurrence, ranges) in zip(recurrences, dates) where ranges.contains(where: { $0.contains(day) })
        {
          let due = recurrence.times(on: date)
          if !due.isEmpty { times.append(due) }
        }
        if !times.isEmpty, isWanted(date) {
          count += times.count == 1 ? times[0].count : Set(times.joined()).count
          last = instant(of: date, at: times.map { $0[$0.count - 1] }.max()!)
        }
        continue
      }
      var instants: [Instant] = []
      for (recurrence, ranges) in zip(recurrences, dates) where ranges.contains(where: { $0.contains(day) }) {
        for time in recurrence.times(on: date) { instants.append(instant(of: date, at: time)) }
      }
      guard !instants.isEmpty, isWanted(date) else { continue }
      if recurrences.count > 1 { instants.sort() }
      for instant in instants where instant > last && instant >= from && instant <= through {
        count += 1
        first = first ?? instant
        last = instant
      }
    }
    return (count, first)
  }

  /// The last occurrence at or before an instant.
  ///
  /// Schedules without stages are searched for eight years back, which always include a 29 February.
  package func latestOccurrence(of job: Job, through: Instant) -> Occurrence? {
    let last = localDay(of: through)
    var latest: Occurrence?
    for (index, schedule) in job.schedules.enumerated() {
      let recurrence = Recurrence(schedule, in: self)
      let first = recurrence.dates.map { $0.map(\.lowerBound).min() ?? last + 1 } ?? last - 8 * 366
      let end = min(last, recurrence.dates.map { $0.map(\.upperBound).max() ?? last } ?? last)
      var day = end
      while day >= first {
        // Later local times never come at earlier instants, so the first day with a match decides.
        let due = occurrences(of: job, recurrence, index, on: CivilDate(days: day))
        if let found = due.last(where: { $0.instant <= through }) {
          if found.instant > latest?.instant ?? .distantPast { latest = found }
          break
        }
        day -= 1
      }
    }
    // Collect all its names, also those of other schedules and of skipped times.
    return latest.flatMap { occurrences(of: job, from: $0.instant, through: $0.instant).first }
  }

  /// Whether a schedule has a date: one of its days is on the dates of its stages. A stage that does not exist
  /// leaves it open.
  package func isEverDue(_ schedule: Schedule) -> Bool {
    let recurrence = Recurrence(schedule, in: self)
    guard let dates = recurrence.dates, !dates.isEmpty else { return true }
    return dates.contains { days in days.contains { !recurrence.times(on: CivilDate(days: $0)).isEmpty } }
  }

  /// The first date on which a job can be due; nil if one of its schedules has no beginning.
  package func firstDate(of job: Job) -> CivilDate? {
    var first: Int?
    for schedule in job.schedules {
      guard let ranges = Recurrence(schedule, in: self).dates else { return nil }
      first = (ranges.map(\.lowerBound) + (first.map { [$0] } ?? [])).min()
    }
    return first.map { CivilDate(days: $0) }
  }

  private func occurrences(of job: Job, _ recurrence: Recurrence, _ index: Int, on date: CivilDate)
    -> [Occurrence]
  {
    recurrence.times(on: date).map { time in
      let instant = self.instant(of: date, at: time)
      return Occurrence(
        job: job.name.value, schedule: index,
        keys: [OccurrenceKey.text(job.schedules[index], on: date, at: time)], instant: instant,
        night: night(of: instant))
    }
  }

  private func localDay(of instant: Instant) -> Int { night(of: instant).days }
}

/// The days in which the clock neither changes nor changed the day before, and that are whole in a period: each local
/// time is one instant on them.
private struct WholeDays {
  private let zone: Zone
  private let from: Instant
  private let through: Instant
  /// Whole days of one offset, as far as they were looked for.
  private var known = 0..<0

  init(in zone: Zone, from: Instant, through: Instant) {
    (self.zone, self.from, self.through) = (zone, from, through)
  }

  mutating func includes(_ day: Int) -> Bool {
    if known.contains(day) { return true }
    let begin = zone.instant(of: CivilDate(days: day - 1))
    let stretch = zone.stretch(at: begin)
    let end = min(stretch.end, through + .microsecond)
    guard begin >= from, end > begin else { return false }
    // Without the last day, in which the stretch or the period may end.
    let last = Int((end.sinceEpoch + stretch.offset).count(of: .day))
    guard day < last else { return false }
    known = day..<last
    return true
  }
}

extension Occurrence {
  fileprivate mutating func add(_ others: [String]) {
    for key in others where !keys.contains(key) { keys.append(key) }
  }
}
