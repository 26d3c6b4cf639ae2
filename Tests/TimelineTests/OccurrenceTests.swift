import JobSpec
import Tables
import TestSupport
import Testing
import Timeline

struct OccurrenceTests {
  private func instants(_ job: Job, _ timeline: TimelineDefinition, _ from: String, _ through: String)
    -> [String]
  {
    timeline.occurrences(of: job, from: utc(from), through: utc(through)).map { shown($0.instant) }
  }

  private let review = timeline(stages: [
    ("consultations", "2021-04-02", "2021-04-05"), ("main-review", "2021-04-26", "2021-04-28"),
    ("leap", "2024-02-28", "2024-03-01"),
  ])

  @Test func `nightly is every night of its stages, both ends included`() throws {
    let nightly = try job("nightly: {during: [consultations, main-review]}")
    #expect(
      instants(nightly, review, "2021-01-01T00:00Z", "2021-12-31T00:00Z") == [
        // The clock goes back on the 3rd, when 23:30 comes twice.
        "2021-04-03T02:30Z", "2021-04-04T02:30Z", "2021-04-05T03:30Z", "2021-04-06T03:30Z",
        "2021-04-27T03:30Z", "2021-04-28T03:30Z", "2021-04-29T03:30Z",
      ])
    let nights = review.occurrences(
      of: nightly, from: utc("2021-04-27T03:30Z"), through: utc("2021-04-29T03:30Z"))
    #expect(nights.map(\.night.iso) == ["2021-04-26", "2021-04-27", "2021-04-28"])
  }

  @Test func `nightly takes a time and days of the week`() throws {
    let monday = try job("nightly: {during: main-review, at: \"6:00\", days: [mon, wed]}")
    #expect(
      instants(monday, review, "2021-01-01T00:00Z", "2021-12-31T00:00Z") == [
        "2021-04-26T10:00Z", "2021-04-28T10:00Z",
      ])
  }

  @Test(arguments: [
    ("main-review.end + 1d", "2021-04-30T03:30Z"), ("main-review.start - 2w 06:00", "2021-04-12T10:00Z"),
    ("main-review.start", "2021-04-27T03:30Z"), ("leap.start+1d 00:00", "2024-02-29T03:00Z"),
    ("leap.end 0:05", "2024-03-01T03:05Z"),
  ])
  func `once is days and weeks from a stage's end or start`(moment: String, instant: String) throws {
    let once = try job("once: {at: \(moment)}")
    #expect(instants(once, review, "2020-01-01T00:00Z", "2025-01-01T00:00Z") == [instant])
    #expect(review.latestOccurrence(of: once, through: utc(instant)).map { shown($0.instant) } == instant)
    #expect(review.latestOccurrence(of: once, through: utc(instant) - .microsecond) == nil)
  }

  @Test func `both ends of the asked stretch belong to it`() throws {
    let nightly = try job("nightly: {}")
    #expect(instants(nightly, review, "2021-04-27T03:30Z", "2021-04-28T03:30Z").count == 2)
    #expect(instants(nightly, review, "2021-04-27T03:31Z", "2021-04-28T03:29Z").isEmpty)
    #expect(instants(nightly, review, "2021-04-28T03:30Z", "2021-04-27T03:30Z").isEmpty)
  }

  @Test func `schedules that fall on one instant make one occurrence, the first's`() throws {
    let both = try job(
      "cron: {expression: \"30 23 * * *\"}", "nightly: {}", "cron: {expression: \"30 23 * * *\"}")
    let found = review.occurrences(
      of: both, from: utc("2021-04-27T00:00Z"), through: utc("2021-04-29T00:00Z"))
    #expect(found.map(\.schedule) == [0, 0])
    #expect(review.latestOccurrence(of: both, through: utc("2021-04-29T00:00Z")) == found.last)
  }

  @Test(arguments: [
    (
      "0 9 31 * *",
      ["2021-01-31", "2021-03-31", "2021-05-31", "2021-07-31", "2021-08-31", "2021-10-31", "2021-12-31"]
    ),
    ("0 9 29 2 *", ["2024-02-29"]),
    ("0 9 1 jan,jul *", ["2021-01-01", "2021-07-01"]),
    // Both days restricted: either suffices.
    ("0 9 1 2 mon", ["2021-02-01", "2021-02-08", "2021-02-15", "2021-02-22"]),
    ("0 9 * 5 7", ["2021-05-02", "2021-05-09", "2021-05-16", "2021-05-23", "2021-05-30"]),
    ("0 9 * 5 0", ["2021-05-02", "2021-05-09", "2021-05-16", "2021-05-23", "2021-05-30"]),
    (
      "0 9 * feb fri-sun",
      [
        "2021-02-05", "2021-02-06", "2021-02-07", "2021-02-12", "2021-02-13", "2021-02-14", "2021-02-19",
        "2021-02-20", "2021-02-21", "2021-02-26", "2021-02-27", "2021-02-28",
      ]
    ),
    ("0 9 1-7/3 11 *", ["2021-11-01", "2021-11-04", "2021-11-07"]),
  ])
  func `cron names dates`(expression: String, dates: [String]) throws {
    let cron = try job("cron: {expression: \"\(expression)\"}")
    let year = String(dates[0].prefix(4))
    let found = timeline("UTC").occurrences(
      of: cron, from: utc("\(year)-01-01T00:00Z"), through: utc("\(year)-12-31T23:59Z"))
    #expect(found.map(\.night.iso) == dates)
  }

  @Test func `a time that is skipped comes once, behind the gap, one that comes twice at its first`() throws {
    let hourly = try job("cron: {expression: \"30 * * * *\"}")
    let newYork = timeline("America/New_York")
    #expect(
      instants(hourly, newYork, "2021-03-14T06:00Z", "2021-03-14T08:00Z") == [
        "2021-03-14T06:30Z", "2021-03-14T07:00Z", "2021-03-14T07:30Z",
      ])
    #expect(
      instants(hourly, newYork, "2021-11-07T05:00Z", "2021-11-07T08:00Z") == [
        "2021-11-07T05:30Z", "2021-11-07T07:30Z",
      ])
    let quarters = try job("cron: {expression: \"*/15 2-3 * * *\"}")
    #expect(
      instants(quarters, newYork, "2021-03-14T00:00Z", "2021-03-14T12:00Z") == [
        "2021-03-14T07:00Z", "2021-03-14T07:15Z", "2021-03-14T07:30Z", "2021-03-14T07:45Z",
      ])
  }

  @Test(arguments: [
    "America/Santiago", "America/New_York", "America/Havana", "Australia/Lord_Howe", "Pacific/Apia", "UTC",
  ])
  func `over years every date has its night once, asked whole or in parts`(zone: String) throws {
    for night in ["00:00", "00:15", "02:10", "23:30"] {
      let timeline = timeline(zone, night: night)
      let nightly = try job("nightly: {}")
      let from = utc("2010-06-01T00:00Z")
      let through = utc("2013-06-01T00:00Z")
      let whole = timeline.occurrences(of: nightly, from: from, through: through)
      var parts: [Occurrence] = []
      var at = from
      while at <= through {
        let end = min(at + .hours(37) + TimeSpan(microseconds: 12_345), through)
        parts += timeline.occurrences(of: nightly, from: at, through: end)
        at = end + .microsecond
      }
      #expect(parts == whole)
      let days = whole.map(\.night.days)
      // Apia had no 30 December 2011; its night is that of the first instant after it.
      let expected = Array((days.first ?? 0)...(days.last ?? 0)).map {
        zone == "Pacific/Apia" && $0 == 15338 ? 15339 : $0
      }
      let isMerged = zone == "Pacific/Apia" && night == "00:00"
      #expect(isMerged ? Array(Set(expected)).sorted() == days : expected == days)
      for (index, occurrence) in whole.enumerated() where index % 29 == 0 {
        #expect(timeline.latestOccurrence(of: nightly, through: occurrence.instant) == occurrence)
        #expect(
          timeline.latestOccurrence(of: nightly, through: occurrence.instant - .microsecond)
            == (index > 0
              ? whole[index - 1] : timeline.latestOccurrence(of: nightly, through: from - .microsecond)))
      }
    }
  }

  @Test func `the latest occurrence is found among all schedules and stages`() throws {
    let mixed = try job(
      "nightly: {during: [consultations]}", "once: {at: main-review.end + 1d}",
      "cron: {expression: \"0 */4 * * *\", during: main-review}")
    func latest(_ instant: String) -> String? {
      review.latestOccurrence(of: mixed, through: utc(instant)).map { "\($0.schedule) \(shown($0.instant))" }
    }
    #expect(latest("2021-04-01T00:00Z") == nil)
    #expect(latest("2021-04-20T00:00Z") == "0 2021-04-06T03:30Z")
    #expect(latest("2021-04-27T00:00Z") == "2 2021-04-27T00:00Z")
    #expect(latest("2021-04-30T03:29Z") == "2 2021-04-29T00:00Z")
    #expect(latest("2031-01-01T00:00Z") == "1 2021-04-30T03:30Z")
  }

  @Test func `a rare date is found far back, one that never comes is not`() throws {
    let leap = try job("cron: {expression: \"0 0 29 2 *\"}")
    let found = timeline("UTC").latestOccurrence(of: leap, through: utc("2104-02-01T00:00Z"))
    #expect(found.map { shown($0.instant) } == "2096-02-29T00:00Z")
    #expect(
      timeline("UTC").latestOccurrence(of: try job("nightly: {during: none}"), through: Instant(seconds: 0))
        == nil)
    #expect(
      timeline("UTC").latestOccurrence(of: try job("once: {at: none.end}"), through: Instant(seconds: 0))
        == nil)
  }
}
