import JobSpec
import Tables
import TestSupport
import Testing
import Timeline

struct OccurrenceKeyTests {
  private let stages = [
    ("consultations", "2021-04-02", "2021-04-05"), ("main-review", "2021-04-26", "2021-04-28"),
  ]

  private func keys(_ job: Job, _ timeline: TimelineDefinition, on date: String) -> [[String]] {
    timeline.occurrences(
      of: job, from: utc(date + "T00:00Z") - .day, through: utc(date + "T23:59Z") + .day
    )
    .filter { $0.night.iso == date }.map(\.keys)
  }

  @Test(arguments: [
    ("nightly: {during: main-review}", "2021-04-26", ["nightly 2021-04-26"]),
    ("nightly: {during: main-review, at: \"6:00\"}", "2021-04-26", ["nightly 2021-04-26 06:00"]),
    ("nightly: {days: [mon]}", "2021-04-26", ["nightly 2021-04-26"]),
    ("once: {at: main-review.end + 1d}", "2021-04-29", ["once main-review.end+1d"]),
    ("once: {at: main-review.end + 1d 06:00}", "2021-04-29", ["once main-review.end+1d 06:00"]),
    ("once: {at: main-review.start}", "2021-04-26", ["once main-review.start"]),
    ("once: {at: main-review.start - 2w 6:00}", "2021-04-12", ["once main-review.start-14d 06:00"]),
    (
      "cron: {expression: \"5 4,16 * * *\"}", "2021-04-26",
      ["cron 2021-04-26 04:05", "cron 2021-04-26 16:05"]
    ),
  ])
  func `a key is what the schedule says, and the date where it comes more than once`(
    schedule: String, date: String, keys: [String]
  ) throws {
    let found = self.keys(try job(schedule), timeline(stages: stages), on: date)
    #expect(found == keys.map { [$0] })
  }

  @Test func `another night or moved stages leave the keys as they are`() throws {
    let job = try job(
      "nightly: {during: main-review}", "once: {at: main-review.end + 1d}", "nightly: {at: \"06:00\"}")
    let now = timeline(stages: stages)
    let later = timeline(
      night: "23:45",
      stages: [("consultations", "2021-04-02", "2021-04-05"), ("main-review", "2021-04-27", "2021-05-05")])
    let from = utc("2021-04-20T00:00Z")
    let through = utc("2021-05-20T00:00Z")
    let old = Set(now.occurrences(of: job, from: from, through: through).map(\.key))
    let new = Set(later.occurrences(of: job, from: from, through: through).map(\.key))
    #expect(old.subtracting(new) == ["nightly 2021-04-26"])
    #expect(old.contains("once main-review.end+1d") && new.contains("once main-review.end+1d"))
    #expect(
      new.subtracting(old)
        == Set((29...30).map { "nightly 2021-04-\($0)" } + (1...5).map { "nightly 2021-05-0\($0)" }))
  }

  @Test func `one instant has the keys of all schedules that name it, in their order`() throws {
    let job = try job(
      "cron: {expression: \"30 23 * * *\"}", "nightly: {}", "nightly: {at: \"23:30\"}", "nightly: {}")
    let expected = ["cron 2021-04-26 23:30", "nightly 2021-04-26", "nightly 2021-04-26 23:30"]
    #expect(keys(job, timeline(), on: "2021-04-26") == [expected])
    let latest = timeline().latestOccurrence(of: job, through: utc("2021-04-27T05:00Z"))
    #expect(latest?.keys == expected)
    #expect(latest?.key == expected[0])
  }

  @Test func `times that the clock skips keep their wall time, and come together after the gap`() throws {
    let quarters = try job("cron: {expression: \"*/30 0-1 * * *\"}")
    #expect(
      keys(quarters, timeline("America/Santiago"), on: "2021-09-05") == [
        ["cron 2021-09-05 00:00", "cron 2021-09-05 00:30", "cron 2021-09-05 01:00"],
        ["cron 2021-09-05 01:30"],
      ])
    // The day that Apia left out is the first instant of the next one.
    let noon = try job("nightly: {at: \"12:00\"}", "cron: {expression: \"0 0 * * *\"}")
    #expect(
      keys(noon, timeline("Pacific/Apia"), on: "2011-12-31") == [
        ["nightly 2011-12-30 12:00", "cron 2011-12-30 00:00", "cron 2011-12-31 00:00"],
        ["nightly 2011-12-31 12:00"],
      ])
  }

  @Test func `a time that comes twice has one key`() throws {
    let nightly = try job("nightly: {}", "cron: {expression: \"30 23 * * *\"}")
    #expect(
      keys(nightly, timeline("America/Santiago"), on: "2021-04-03") == [
        ["nightly 2021-04-03", "cron 2021-04-03 23:30"]
      ])
  }
}
