import Tables
import Testing

struct InstantTests {
  private let santiago = Zone("America/Santiago")!

  @Test func `a span is counted in units rounded down, and the rest is never negative`() {
    let span = TimeSpan.hours(50)
    #expect(span.count(of: .day) == 2 && span.within(.day) == .hours(2))
    let back = TimeSpan.zero - .microsecond
    #expect(back.count(of: .day) == -1 && back.within(.day) == .day - .microsecond)
  }

  @Test(arguments: [
    (TimeSpan.hours(36), "36 hours"), (.hours(48), "2 days"), (.day, "24 hours"),
    (.minutes(90), "90 minutes"),
    (.minute, "60 seconds"), (.second, "1 second"), (.zero, "0 seconds"), (.week, "7 days"),
  ])
  func `a span is written in the largest unit of which it is at least two`(span: TimeSpan, text: String) {
    #expect(span.text == text)
  }

  @Test(arguments: [
    (1_619_442_000_123_456, "2021-04-26T13:00:00Z", "2021-04-26T13:00:00.123Z"),
    (1_619_442_000_000_000, "2021-04-26T13:00:00Z", "2021-04-26T13:00:00.000Z"),
    (-1, "1969-12-31T23:59:59Z", "1969-12-31T23:59:59.999Z"),
  ])
  func `an instant is written to the second that has begun, or to the millisecond`(
    microseconds: Int64, seconds: String, milliseconds: String
  ) {
    let instant = Instant(microseconds: microseconds)
    #expect(instant.text(in: .utc) == seconds)
    #expect(instant.text(in: .utc, to: .millisecond) == milliseconds)
  }

  @Test func `only the exact text keeps a fraction`() {
    let instant = Instant(microseconds: 1_619_442_000_500_000)
    #expect(instant.text(in: santiago) == "2021-04-26T09:00:00-04:00")
    #expect(instant.text(in: santiago, to: .exact) == "2021-04-26T09:00:00.5-04:00")
    #expect(instant.text(in: .utc) == "2021-04-26T13:00:00Z")
  }
}
