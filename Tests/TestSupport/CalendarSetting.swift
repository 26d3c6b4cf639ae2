internal import Diagnostics
package import JobSpec
package import Tables

/// A timeline with stages from one date to another, in any zone.
package func timeline(
  _ zone: String = "America/Santiago", night: String = "23:30", stages: [(String, String, String)] = []
) -> TimelineDefinition {
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

/// A job with these items of `schedule:` that reads what some jobs publish.
package func job(
  _ schedules: String..., name: String = "test", catchUp: CatchUp = .latest, reads: [String] = []
) throws -> Job {
  try job(schedules: schedules, name: name, catchUp: catchUp, reads: reads)
}

package func job(schedules: [String], name: String, catchUp: CatchUp, reads: [String]) throws -> Job {
  var text = "job: \(name)\ncatch_up: \(catchUp.rawValue)\n"
  if !schedules.isEmpty { text += "schedule:\n" + schedules.map { "  - \($0)\n" }.joined() }
  if !reads.isEmpty {
    text += "inputs:\n" + reads.map { "  from_\($0): {job: \($0), export: out.csv}\n" }.joined()
  }
  return try JobFile.read(text: text, file: "Jobs/\(name).yaml", timeline: nil)
}

/// `2021-04-26T09:00Z`
package func utc(_ text: String) -> Instant {
  guard let instant = ISOTime.read(text)?.instant(in: .utc) else {
    preconditionFailure("no instant: \(text)")
  }
  return instant
}

/// An instant as `2021-04-26T09:00Z`.
package func shown(_ instant: Instant) -> String {
  let day = instant.sinceEpoch.count(of: .day)
  let minute = instant.sinceEpoch.within(.day).count(of: .minute)
  func padded(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
  return "\(CivilDate(days: Int(day)).iso)T\(padded(minute / 60)):\(padded(minute % 60))Z"
}

/// The same random numbers on every machine (SplitMix64).
package struct SteadyRandom: RandomNumberGenerator {
  private var state: UInt64

  package init(seed: Int) { state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 0x1234_5678 }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  package mutating func chance(_ percent: Int) -> Bool { Int.random(in: 1...100, using: &self) <= percent }
}
