import Testing

@testable import Tables

/// Reading takes what writing gives, in every language.
struct DatePatternTests {
  private static let times = [
    "HH:mm", "H:mm:ss", "hh:mm a", "h:mm:ss a", "HH:mm:ss.SSSSSS", "HH:mm:ss.SSS", "HH:mm:ssXXX",
    "HH:mm:ss xxx",
  ]
  private static let marks = ["/", "-", ".", " ", ", ", " 'de' ", "  ", " '' "]

  private struct Random: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ state >> 29
    }
  }

  /// A pattern that reading takes too: year, month and day in any order, perhaps a time, perhaps more.
  private static func pattern(_ random: inout Random, hasTime: Bool) -> String {
    var parts = [
      ["d", "dd"].randomElement(using: &random)!,
      ["M", "MM", "MMM", "MMMM"].randomElement(using: &random)!,
      ["y", "yyyy", "u", "yy"].randomElement(using: &random)!,
    ].shuffled(using: &random)
    let extra = ["E", "EEE", "EEEE", "Q", "w", "'Q'Q"].randomElement(using: &random)!
    if Bool.random(using: &random) { parts.insert(extra, at: Int.random(in: 0...3, using: &random)) }
    if hasTime { parts.append(times.randomElement(using: &random)!) }
    var text = parts[0]
    for part in parts.dropFirst() { text += marks.randomElement(using: &random)! + part }
    return text
  }

  @Test(arguments: CalendarNames.languages)
  func `reading takes what writing gives`(language: String) throws {
    let names = try #require(CalendarNames.of(language))
    var random = Random(state: UInt64(language.utf8.first!))
    for _ in 0..<4000 {
      let hasTime = Bool.random(using: &random)
      let text = Self.pattern(&random, hasTime: hasTime)
      let writing = try DatePattern(writing: text, hasTime: hasTime)
      let reading = try DatePattern(text)
      // 1970 to 2069, which is what two digits of a year can be.
      var local = Int64.random(in: 0..<3_155_760_000, using: &random) * 1_000_000
      let offset = [0, -4, 5].randomElement(using: &random)! * TimeSpan.hour.microseconds
      if hasTime { local += Int64.random(in: 0..<1_000_000, using: &random) }
      if !hasTime { local -= local % TimeSpan.day.microseconds }
      var written: [UInt8] = []
      writing.append(local: local, instant: local - offset, names, to: &written)
      let shown = String(decoding: written, as: UTF8.self)
      guard let time = reading.read(written.span, 0..<written.count) else {
        Issue.record("'\(shown)' written as '\(text)' is not read")
        continue
      }
      #expect(time.hasTime == hasTime)
      if let read = time.offset { #expect(read == offset, "'\(shown)' as '\(text)'") }
      #expect(time.days == Int32(local / TimeSpan.day.microseconds), "'\(shown)' as '\(text)'")
      // To the precision that the pattern has.
      var again: [UInt8] = []
      writing.append(local: time.local, instant: time.local - offset, names, to: &again)
      #expect(again == written, "'\(shown)' as '\(text)'")
      if text.contains("SSSSSS") { #expect(time.local == local) }
    }
  }

  @Test(arguments: [
    ("segunda-feira, 26 de abril de 2021", "EEEE, d 'de' MMMM 'de' yyyy"),
    ("seg., 26 abr. 2021", "EEE, d MMM yyyy"), (" 26/04/2021 ", "' 'dd/MM/yyyy "),
    ("26.04.2021 KW 17", "dd.MM.yyyy 'KW' w"), ("2021-04-26 (116)", "yyyy-MM-dd (D)"),
    ("2021-04-25 24:00", "yyyy-MM-dd HH:mm"),
  ])
  func `what is read`(text: String, pattern: String) throws {
    let bytes = Array(text.utf8)
    #expect(try DatePattern(pattern).read(bytes.span, 0..<bytes.count)?.days == 18_743)
  }

  @Test func `letters and widths that only one of the two takes`() throws {
    for pattern in ["yyyy-MM-dd HH:mm z", "yyyy-MM-dd HH:mm X", "yyyy-MM-dd HH:mm:ss.SSSSSSSSS"] {
      _ = try DatePattern(pattern)
      #expect(throws: DatePattern.Problem.self) { try DatePattern(writing: pattern, hasTime: true) }
    }
    for pattern in ["MMMM", "H:mm", "EEEE", "ww/YYYY"] {
      _ = try DatePattern(writing: pattern, hasTime: true)
      #expect(throws: DatePattern.Problem.self) { try DatePattern(pattern) }
    }
  }

  @Test func `every name of a month is read`() {
    for (month, name) in CalendarNames.allMonths {
      for written in [name, name.uppercased(), name + "."] {
        let bytes = Array(written.utf8)
        #expect(DateWords.month(bytes.span, 0, end: bytes.count)?.month == month, "\(written)")
      }
    }
  }
}
