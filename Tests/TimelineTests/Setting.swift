import Diagnostics
import JobSpec
import Tables

/// A timeline with stages from one date to another, in any zone.
func timeline(
  _ zone: String = "America/Santiago", night: String = "23:30", stages: [(String, String, String)] = []
)
  -> TimelineDefinition
{
  let place = SourceLocation(file: "Jobs/timeline.yaml")
  guard let zone = Zone(zone), let night = LocalTime(night) else {
    preconditionFailure("the setting is valid")
  }
  return TimelineDefinition(
    file: place.file, process: Located("test", at: place), title: nil, zone: zone, languages: ["es"],
    night: night,
    stages: stages.map { name, from, to in
      guard let from = CivilDate(iso: from), let to = CivilDate(iso: to) else {
        preconditionFailure("the setting is valid")
      }
      return Stage(name: Located(name, at: place), title: nil, from: from, to: to)
    })
}

/// A job with these items of `schedule:`.
func job(_ schedules: String...) throws -> Job {
  let items = schedules.map { "  - \($0)\n" }.joined()
  return try JobFile.read(text: "job: test\nschedule:\n" + items, file: "Jobs/test.yaml", timeline: nil)
}

/// `2021-04-26T09:00Z`
func utc(_ text: String) -> Int64 {
  guard let instant = LocalDateTime(iso: text)?.instant(in: .utc) else {
    preconditionFailure("no instant: \(text)")
  }
  return instant
}

/// An instant as `2021-04-26T09:00Z`.
func shown(_ instant: Int64) -> String {
  let day = floorDivide(instant, 86_400_000_000)
  let minute = (instant - day * 86_400_000_000) / 60_000_000
  func padded(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
  return "\(CivilDate(days: Int(day)).iso)T\(padded(minute / 60)):\(padded(minute % 60))Z"
}
