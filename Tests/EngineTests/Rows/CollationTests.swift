import Tables
import TestSupport
import Testing

@testable import Engine

@Suite struct CollationTests {
  @Test(arguments: [
    ("es", ["a", "A", "á", "ane", "anzuelo", "año", "nube", "ñame", "oro"]),
    ("en", ["a", "ana", "año", "Ñame", "nube"]), ("sv", ["a", "z", "å", "ä", "ö"]),
    ("de", ["a", "ä", "o", "ö", "z"]), ("cs", ["c", "č", "h", "ch", "i"]), ("et", ["s", "z", "t", "õ", "ä"]),
    ("zh", ["北京", "东京", "中国"]), ("ar", ["أحمد", "بدر", "جمال"]), ("ru", ["Ёлка", "жук", "Яна"]),
  ]) func `texts stand as a language sorts them`(_ language: String, _ expected: [String]) throws {
    var random = SteadyRandom(seed: 1)
    for _ in 0..<5 {
      #expect(try sorted(expected.shuffled(using: &random), language).map { $0 ?? "" } == expected)
    }
  }

  @Test(arguments: ["en", "es", "sv", "zh", "ja", "ko", "he", "th"], [1, 3])
  func `a list is sorted alike however it stood before`(_ language: String, _ width: Int) throws {
    let letters = Array("aáåbcçčdeéoöøzžñ中文国東京あア가나бж ־-'’0②\u{301}")
    var random = SteadyRandom(seed: 7)
    let texts: [String?] =
      [nil, nil, "", "e\u{301}", "é"]
      + (0..<1500).map { _ in
        String(
          (0..<Int.random(in: 1...6, using: &random)).map { _ in letters.randomElement(using: &random)! })
      }
    try Parallel.$width.withValue(width) {
      let first = try sorted(texts, language)
      #expect(first.suffix(2).allSatisfy { $0 == nil })
      for _ in 0..<4 { #expect(try sorted(texts.shuffled(using: &random), language) == first) }
    }
  }

  @Test func `a text longer than the room for keys is compared to its end`() throws {
    let long = String(repeating: "ñandú ", count: 400)
    #expect(try sorted([long + "b", long + "a", long], "es") == [long, long + "a", long + "b"])
  }

  private func sorted(_ texts: [String?], _ language: String) throws -> [String?] {
    let key = RowOrder.Key(column: .text(TextColumn(texts)), isDescending: false)
    return try RowOrder([key], collate: language).sorted(rowCount: texts.count).map { texts[Int($0)] }
  }
}
