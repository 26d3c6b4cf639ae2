package import JobSpec
package import Tables

/// The times at which `acta nightly` must be called so that no occurrence is delayed.
package struct CallTimes: Sendable, Equatable {
  /// The local times, in the timeline's zone, at which a job can be due, in order. If the clock can skip
  /// one of them, the time after the gap is included.
  package let local: [LocalTime]
  /// The pairs of offsets that the two zones have simultaneously.
  private let offsets: [Offsets]

  private struct Offsets: Hashable {
    var timeline: TimeSpan
    var server: TimeSpan
  }

  /// - Parameters:
  ///   - server: the zone of the server's clock, which cron follows.
  ///   - now: schedules without stages are examined for one year from this instant.
  package init(jobs: [Job], timeline: TimelineDefinition, server: Zone, now: Instant) {
    var times: Set<LocalTime> = []
    var days = timeline.stages.map { $0.from.days...max($0.from.days, $0.to.days) }
    var isEndless = timeline.stages.isEmpty
    for recurrence in jobs.flatMap(\.schedules).map({ Recurrence($0, in: timeline) }) {
      if let dates = recurrence.dates { days += dates } else { isEndless = true }
      if recurrence.dates?.isEmpty != true { times.formUnion(recurrence.times) }
    }
    if times.isEmpty { times = [timeline.night] }
    // Stages may still move, so the clock changes of a year before and after count too.
    var spans = days.map {
      CallTimes.midnight(
        $0.lowerBound - 366)...CallTimes.midnight(min($0.upperBound + 366, CivilDate.last.days))
    }
    if isEndless { spans.append(now...now + .days(366)) }
    var offsets: Set<Offsets> = []
    var afterGaps: Set<LocalTime> = []
    for span in CallTimes.joined(spans) {
      var at = span.lowerBound
      while at <= span.upperBound {
        let here = timeline.zone.stretch(at: at)
        let there = server.stretch(at: at)
        offsets.insert(Offsets(timeline: here.offset, server: there.offset))
        let next = timeline.zone.stretch(at: here.end)
        if let time = CallTimes.time(after: here, next, swallowing: times) { afterGaps.insert(time) }
        // A zone knows nothing of the time behind the last date.
        let end = min(here.end, there.end)
        guard end > at else { break }
        at = end
      }
    }
    local = times.union(afterGaps).sorted()
    self.offsets = Array(offsets)
  }

  /// The minutes of the hour, in order, at which the server's clock can show one of the times.
  package var minutesOfServer: [Int] {
    var minutes: Set<Int> = []
    for time in local {
      for offset in offsets {
        let shown = time.sinceMidnight + offset.server - offset.timeline
        minutes.insert(Int(shown.within(.hour).count(of: .minute)))
      }
    }
    return minutes.sorted()
  }

  /// The local time at the end of a gap, if one of the times falls into the gap.
  private static func time(
    after before: Zone.Stretch, _ after: Zone.Stretch, swallowing times: Set<LocalTime>
  ) -> LocalTime? {
    let length = after.offset - before.offset
    let first = before.end.sinceEpoch + before.offset
    let end = (before.end.sinceEpoch + after.offset).within(.day)
    guard length >= .minute, times.contains(where: { ($0.sinceMidnight - first).within(.day) < length })
    else { return nil }
    let minute = Int(end.count(of: .minute))
    return LocalTime(hour: minute / 60, minute: minute % 60)
  }

  private static func joined(_ spans: [ClosedRange<Instant>]) -> [ClosedRange<Instant>] {
    var joined: [ClosedRange<Instant>] = []
    for span in spans.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = joined.last, span.lowerBound <= last.upperBound {
        joined[joined.count - 1] = last.lowerBound...max(last.upperBound, span.upperBound)
      } else {
        joined.append(span)
      }
    }
    return joined
  }

  /// In UTC, which is accurate to within a day.
  private static func midnight(_ days: Int) -> Instant { Zone.utc.instant(of: CivilDate(days: days)) }
}
