import Tables
import Testing

@testable import Formats

@Suite struct ListValueTests {
  @Test(arguments: [
    ("1h 13m 42s", "73.7"), ("29m 30s", "29.5"), ("0:16:30", "16.5"), ("95 mins", "95"), ("1 hr 2 min", "62"),
    ("1 Std. 2 Min.", "62"), ("2 ore 5 minuti", "125"), ("1 h 3 min 30 s", "63.5"), ("1 día 1 hora", "1500"),
  ])
  func `durations are read in every language`(text: String, minutes: String) {
    #expect(ListValue.minutes(text) == minutes)
  }

  @Test(arguments: ["", "95", "1.5", "h", "12 apples", "1h x", "99999999999999999999h", "1:2:3:4", "-1:30"])
  func `other texts are no durations`(text: String) {
    #expect(ListValue.minutes(text) == nil)
  }

  @Test(arguments: [
    ("2026/02/23 7:18:51 a.\u{202F}m. GMT-5", "2026/02/23 7:18:51 a.\u{202F}m. -05:00"),
    ("2026/02/23 7:18:51 GMT+5:30", "2026/02/23 7:18:51 +05:30"),
    ("2021-04-26 09:00 UTC", "2021-04-26 09:00Z"),
    ("44312,375", "2021-04-26 09:00:00"), ("44312", "2021-04-26 00:00:00"),
    ("10:02 AM", "2021-04-26 10:02 AM"),
  ])
  func `times are made readable`(text: String, time: String) {
    #expect(ListValue.plain(text, of: Field("joined_at", .datetime), day: "2021-04-26") == time)
  }

  @Test(arguments: ["2021-04-26 09:00", "4/26/21 9:00:02", "20210426", "999"])
  func `other times stay as they are`(text: String) {
    #expect(ListValue.plain(text, of: Field("joined_at", .datetime), day: nil) == nil)
  }

  @Test func `a formula around a text is no part of it`() {
    #expect(ListValue.plain("=\"0012\"", of: Field("id", .text), day: nil) == "0012")
    #expect(ListValue.plain("=A1", of: Field("id", .text), day: nil) == nil)
  }
}
