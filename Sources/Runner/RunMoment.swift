internal import Foundation
package import JobSpec
package import Tables
internal import Timeline

/// When a run is: the instant that it is as of, and what that means on the timeline.
package struct RunMoment: Sendable {
  package var asOf: Int64
  package var night: CivilDate
  package var stage: Stage?

  package init(asOf: Int64, timeline: TimelineDefinition) {
    self.asOf = asOf
    night = timeline.night(of: asOf)
    stage = timeline.stage(on: night)
  }

  /// `2021-04-28T23:30:00-04:00`
  package func asOfText(in zone: Zone) -> String { instantText(asOf, zone: zone) }
}

/// An instant as ISO 8601 with its offset (`Z` in UTC).
package func instantText(_ instant: Int64, zone: Zone) -> String {
  let local = zone.local(instant)
  let day = floorDivide(local, 86_400_000_000)
  let second = (local - day * 86_400_000_000) / 1_000_000
  func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
  let time = "\(two(second / 3600)):\(two(second / 60 % 60)):\(two(second % 60))"
  let offset = (local - instant) / 60_000_000
  let sign = offset < 0 ? "-" : "+"
  let zoneText = offset == 0 ? "Z" : "\(sign)\(two(abs(offset) / 60)):\(two(abs(offset) % 60))"
  return "\(CivilDate(days: Int(day)).iso)T\(time)\(zoneText)"
}
