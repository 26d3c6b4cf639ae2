import Diagnostics
import JobSpec
import Tables
import TestSupport
import Testing
import Timeline

struct NightTests {
  private let review = timeline(stages: [
    ("registration", "2021-04-05", "2021-04-28"), ("civil-society", "2021-04-13", "2021-04-15"),
    ("side-events", "2021-04-13", "2021-04-20"),
  ])

  @Test func `a night is the local date of its instant`() {
    #expect(review.night(of: utc("2021-04-28T03:59Z")).iso == "2021-04-27")
    #expect(review.night(of: utc("2021-04-28T04:00Z")).iso == "2021-04-28")
    #expect(review.night(of: utc("1969-12-31T23:00Z")).iso == "1969-12-31")
  }

  @Test(arguments: [
    ("2021-04-04", nil), ("2021-04-05", "registration"), ("2021-04-13", "civil-society"),
    ("2021-04-16", "side-events"), ("2021-04-28", "registration"), ("2021-04-29", nil),
  ])
  func `the stage of a date is the one that began last`(date: String, stage: String?) throws {
    let date = try #require(CivilDate(iso: date))
    #expect(review.stage(on: date)?.name.value == stage)
  }

  @Test func `all stages of a date are known`() throws {
    let date = try #require(CivilDate(iso: "2021-04-14"))
    #expect(review.stages(on: date).map(\.name.value) == ["registration", "civil-society", "side-events"])
  }

  @Test(arguments: [
    ("2021-04-30", "2021-05-01T03:30Z"), ("2021-03-25", "2021-03-26T02:30Z"),
    ("2021-04-30T10:00", "2021-04-30T14:00Z"), ("2021-04-30 10:00", "2021-04-30T14:00Z"),
    ("2021-04-30T10:00:59", "2021-04-30T14:00Z"), ("2021-04-30T10:00Z", "2021-04-30T10:00Z"),
    ("2021-04-30t10:00z", "2021-04-30T10:00Z"), ("2021-04-30T10:00-04:00", "2021-04-30T14:00Z"),
    ("2021-04-30T10:00+0530", "2021-04-30T04:30Z"), ("2021-04-30T10:00:00.25+01", "2021-04-30T09:00Z"),
  ])
  func `a date is its night, a date-time is itself`(text: String, instant: String) throws {
    #expect(shown(try review.instant(when: text)) == instant)
  }

  @Test func `fractions count to the microsecond`() throws {
    let whole = utc("2021-04-30T10:00Z")
    #expect(
      try review.instant(when: "2021-04-30T10:00:00.123456789Z") == whole + TimeSpan(microseconds: 123_456))
  }

  @Test(arguments: [
    "", "tomorrow", "2021-02-30", "2021-13-01", "30/04/2021", "2021-4-30", "2021-04-30T24:01",
    "2021-04-30T10",
    "2021-04-30T10:00+", "2021-04-30T10:00 Chile", "2021-04-30T10:60", "2021-04-30T10:00:00.", "20210430",
  ])
  func `anything else is told to be no moment`(text: String) {
    let error = #expect(throws: Diagnostic.self) { try review.instant(when: text) }
    #expect(error?.message.description == "'\(text)' is not a date or a date-time")
    #expect(error?.hint?.hasPrefix("write a date like 2021-04-30") == true)
  }
}
