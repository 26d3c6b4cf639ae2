import Foundation
import TestSupport
import Testing

@testable import Formats
@testable import Tables

/// What is told from bytes is what is told from texts.
@Suite struct ListValueTwinTests {
  private struct Texts {
    var random: SteadyRandom

    mutating func text(of pieces: [String]) -> String {
      (0..<Int.random(in: 1...7, using: &random)).map { _ in pieces.randomElement(using: &random)! }.joined()
    }
  }

  @Test func `durations in seconds`() {
    var random = Texts(random: SteadyRandom(seed: 7))
    var found = 0
    for _ in 0..<20_000 {
      let text = random.text(of: ["1", "42", "0", "16", "99999", "h", "m", "s", "H", " ", ":", "d", ".", "-"])
      for pair in [DurationSyntax.Pair.minutesAndSeconds, .neither] {
        let bytes = Array(text.utf8)
        guard let seconds = DurationSyntax.wholeSeconds(bytes.span, 0..<bytes.count, pair: pair) else {
          continue
        }
        found += 1
        #expect(DurationSyntax.seconds(text, pair: pair) == Double(seconds), "\(text)")
      }
    }
    #expect(found > 500)
    for text in ["1h 0m 42s", "0:16:02", "16:02", "45s", "2H 5M"] {
      let bytes = Array(text.utf8)
      #expect(DurationSyntax.wholeSeconds(bytes.span, 0..<bytes.count, pair: .minutesAndSeconds) != nil)
    }
  }

  @Test func `values that stay as they are`() {
    var random = Texts(random: SteadyRandom(seed: 11))
    let pieces = [
      "4/26/21", "9:05", ":", " ", ", ", "AM", "T", "GMT-5", "UTC", "44312", ".5", "2021-04-26", "Z",
      "\u{202F}",
    ]
    let fields = [
      Field("at", .datetime), Field("on", .date), Field("minutes", .number), Field("n", .number),
      Field("name", .text),
    ]
    var plain = 0
    for _ in 0..<20_000 {
      let text = random.text(of: pieces).trimmingCharacters(in: .whitespaces)
      let bytes = Array(text.utf8)
      for field in fields {
        for day in [nil, "2021-04-26"] as [String?]
        where ListValue.isPlain(bytes.span, 0..<bytes.count, of: field, day: day) {
          plain += 1
          #expect(ListValue.plain(text, of: field, day: day) == nil, "\(text) in \(field.name)")
        }
      }
    }
    #expect(plain > 5000)
  }

  @Test func `headers that fold to one text have one hash`() {
    var random = Texts(random: SteadyRandom(seed: 13))
    var byText: [String: UInt64] = [:]
    for _ in 0..<20_000 {
      let text = random.text(of: [
        "n", "N", "ñ", "Ñ", "a", "É", "e", " ", "-", "1", "_", "ß", "e\u{301}", "中",
      ])
      let bytes = Array(text.utf8)
      guard let hash = foldedHeaderHash(bytes.span, 0..<bytes.count) else { continue }
      let key = foldedHeader(text)
      #expect(byText[key] ?? hash == hash, "\(text)")
      byText[key] = hash
    }
    #expect(byText.count > 500)
  }
}
