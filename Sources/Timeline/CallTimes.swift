internal import Diagnostics
package import JobSpec
package import Tables

/// When `acta nightly` has to be called so that it is there when an occurrence comes.
package struct CallTimes: Sendable, Equatable {
  /// The local times of the timeline's zone at which something can be due, in order. Where the clock
  /// skips one of them, the time after the gap is one too.
  package let local: [LocalTime]
  /// Offsets of the timeline's zone and the server's that hold at the same time, in microseconds.
  private let offsets: [Offsets]

  private struct Offsets: Hashable {
    var timeline: Int64
    var server: Int64
  }

  /// - Parameters:
  ///   - server: The zone of the clock that calls.
  ///   - now: From here on schedules without stages are looked at, for a year.
  package init(jobs: [Job], timeline: TimelineDefinition, server: Zone, now: Int64) {
    var times: Set<LocalTime> = []
    var days = timeline.stages.map { $0.from.days...max($0.from.days, $0.to.days) }
    var isEndless = timeline.stages.isEmpty
    for recurrence in jobs.flatMap(\.schedules).map({ Recurrence($0, in: timeline) }) {
      if let dates = recurrence.dates { days += dates } else { isEndless = true }
      if recurrence.dates?.isEmpty != true { times.formUnion(recurrence.times) }
    }
    if times.isEmpty { times = [timeline.night] }
    // A stage may yet move: the rules of the year around it count too.
    var spans = days.map {
      CallTimes.microseconds($0.lowerBound - 366)...CallTimes.microseconds($0.upperBound + 366)
    }
    if isEndless { spans.append(now...now + CallTimes.microseconds(366)) }
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
        at = min(here.end, there.end)
      }
    }
    local = times.union(afterGaps).sorted()
    self.offsets = Array(offsets)
  }

  /// The minutes of the hour at which the server's clock can show one of the times, in order.
  package var minutesOfServer: [Int] {
    var minutes: Set<Int> = []
    for time in local {
      for offset in offsets {
        let shown = Int64(time.minutes) + (offset.server - offset.timeline) / 60_000_000
        minutes.insert(Int(shown - floorDivide(shown, 60) * 60))
      }
    }
    return minutes.sorted()
  }

  /// The local time at the end of a gap that one of the times falls into.
  private static func time(
    after before: Zone.Stretch, _ after: Zone.Stretch, swallowing times: Set<LocalTime>
  ) -> LocalTime? {
    let first = (before.end + before.offset) / 60_000_000
    let end = (before.end + after.offset) / 60_000_000
    func isSkipped(_ time: LocalTime) -> Bool {
      let behind = Int64(time.minutes) - first
      return first + behind - floorDivide(behind, 1440) * 1440 < end
    }
    guard end > first, times.contains(where: isSkipped) else { return nil }
    let minute = Int(end - floorDivide(end, 1440) * 1440)
    return LocalTime(hour: minute / 60, minute: minute % 60)
  }

  private static func joined(_ spans: [ClosedRange<Int64>]) -> [ClosedRange<Int64>] {
    var joined: [ClosedRange<Int64>] = []
    for span in spans.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = joined.last, span.lowerBound <= last.upperBound {
        joined[joined.count - 1] = last.lowerBound...max(last.upperBound, span.upperBound)
      } else {
        joined.append(span)
      }
    }
    return joined
  }

  private static func microseconds(_ days: Int) -> Int64 { Int64(days) * 86_400_000_000 }
}
