import Testing

@testable import Formats

@Suite struct SerialEpochTests {
  static let days: [(SerialEpoch, Double, NumberFormatKind, String)] = [
    (.year1900, 1, .date, "1900-01-01"), (.year1900, 59, .date, "1900-02-28"),
    // Day 60 is the 29 February that there never was; it is read as 1 March, like day 61.
    (.year1900, 61, .date, "1900-03-01"), (.year1900, 44_312, .date, "2021-04-26"),
    (.year1900, 44_312.375, .datetime, "2021-04-26T09:00:00"),
    (.year1900, 44_312.375, .date, "2021-04-26T09:00:00"),
    (.year1900, 44_312.99999999999, .datetime, "2021-04-27T00:00:00"),
    (.year1900, 0.0625, .time, "01:30:00"), (.year1900, 1.5, .duration, "36:00:00"),
    (.year1900, 0.5 + 0.123 / 86_400, .time, "12:00:00.123"),
    // Below 1 there is no day, and what is shown as one is a time.
    (.year1900, 0.25, .date, "06:00:00"), (.year1900, 0, .datetime, "00:00:00"),
    (.year1904, 0.25, .datetime, "1904-01-01T06:00:00"),
    (.year1904, 0, .date, "1904-01-01"), (.year1904, 42_850, .date, "2021-04-26"),
    (.year1900, 2_958_465, .date, "9999-12-31"),
  ]

  @Test(arguments: days) func `a number is the day that a spreadsheet shows`(
    _ epoch: SerialEpoch, _ serial: Double, _ format: NumberFormatKind, _ text: String
  ) {
    var bytes: [UInt8] = []
    #expect(epoch.write(serial, as: format, to: &bytes) != nil)
    #expect(String(decoding: bytes, as: UTF8.self) == text)
  }

  @Test(arguments: [-1, 2_958_466, Double.infinity, .nan])
  func `what no calendar has stays a number`(_ serial: Double) {
    var bytes: [UInt8] = []
    #expect(SerialEpoch.year1900.write(serial, as: .date, to: &bytes) == nil && bytes.isEmpty)
  }

  @Test func `the last day is the same in both epochs`() {
    var bytes: [UInt8] = []
    #expect(SerialEpoch.year1904.write(2_957_003, as: .date, to: &bytes) == .date)
    #expect(String(decoding: bytes, as: UTF8.self) == "9999-12-31")
    #expect(SerialEpoch.year1904.write(2_957_004, as: .date, to: &bytes) == nil)
  }

  @Test(arguments: [
    "0", "12", "0.1", "44312.375", "-3.5", "1E-7", "123456789012345678", "0.30000000000000004",
  ])
  func `numbers are read as the standard library reads them`(_ text: String) {
    let bytes = Array(text.utf8)
    #expect(SerialText.value(of: bytes.span, 0..<bytes.count) == Double(text))
  }

  @Test(arguments: ["", ".", "1.2.3", "abc", "1e999", "--1"]) func `other texts are no numbers`(
    _ text: String
  ) {
    let bytes = Array(text.utf8)
    #expect(SerialText.value(of: bytes.span, 0..<bytes.count) == nil)
  }
}
