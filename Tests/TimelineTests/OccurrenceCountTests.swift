import JobSpec
import Tables
import TestSupport
import Testing
import Timeline

/// The number of occurrences, which is counted by whole days, against the occurrences themselves.
struct OccurrenceCountTests {
  @Test(arguments: DaylightSavingTests.zones)
  func `as many are counted as there are`(_ zone: String) throws {
    let timeline = timeline(
      zone, stages: [("review", "2021-03-01", "2021-05-15"), ("closing", "2021-10-20", "2022-01-05")])
    let schedules = [
      "cron: {expression: \"*/7 * * * *\", during: [review, closing]}",
      "cron: {expression: \"0,30 0-3,23 * * 1-5\", during: review}",
      "nightly: {during: closing, at: \"00:30\"}", "nightly", "once: {at: review.end + 1d 02:30}",
    ]
    var generator = SteadyRandom(seed: 7)
    for number in 0..<64 {
      let job = try job(
        schedules: schedules.filter { _ in Bool.random(using: &generator) }, name: "j", catchUp: .latest,
        reads: [])
      let from = utc("2021-01-01T00:00Z") + .minutes(Int.random(in: 0..<540_000, using: &generator))
      // Few are long, because listing all occurrences takes most of the time.
      let longest = number % 8 == 0 ? 300_000 : 40_000
      let through = from + .minutes(Int.random(in: 0..<longest, using: &generator))
      let all = timeline.occurrences(of: job, from: from, through: through)
      let counted = timeline.count(of: job, from: from, through: through) { _ in true }
      #expect(counted.count == all.count)
      #expect(counted.first == all.first?.instant)
    }
  }

  @Test func `the times of calls are known up to the last date`() throws {
    let timeline = timeline("America/Santiago", stages: [("last", "9999-12-01", "9999-12-31")])
    let times = CallTimes(
      jobs: [try job("nightly: {during: last}")], timeline: timeline, server: .utc,
      now: utc("2021-01-01T00:00Z"))
    #expect(times.local.map(\.text) == ["23:30"])
  }
}
