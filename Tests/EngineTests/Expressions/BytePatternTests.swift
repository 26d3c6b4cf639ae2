import Testing

@testable import Engine

/// The byte machine against `Regex`.
@Suite struct BytePatternTests {
  static let patterns = [
    "^[a-c]+@[a-c]+$", "@", "a|ab|abc", "(a|ab)(c|bcd)(d*)", "(a+)(b+)?", "^(a*)(b*)$", "a{2,3}", "(ab){2}c?",
    "[^ab]+", "a.c", "a.*c", "a.*?c", "(a|b)*c", "(?:a|b)+?(c)", "\\d+-\\d+", "^\\w+\\s\\w+$", "\\.", "a{0}b",
    "(?i)AbC", "(?i)[^A]b", "x*", "^", "$", "^$", "", "a||b", "[-a]+", "[a-]+",
    "[\\w.+-]+@[\\w-]+\\.[a-z]{2,}",
    "(\\d{2})/(\\d{2})", "\\+?\\d[\\d ]{3,}", "(a)|(b)|(c)", "((a)(b))+", "a{2,}", "b$|^a", "\\(a\\)",
    "\\S+\\D\\W",
  ]

  /// Short texts of few letters, so that most expressions match some of them.
  static let texts: [String] = {
    var generator = SystemRandomNumberGenerator()
    let letters = Array("aaabbbccd@. -12/+A_BC\t(~)")
    let random = (0..<600).map { _ in
      let length = Int.random(in: 0...9, using: &generator)
      let text: [Character] = (0..<length).map { _ in letters.randomElement(using: &generator)! }
      return String(text)
    }
    let single = (0..<UInt8(128)).filter { !(0x0A...0x0D).contains($0) }.map { "a\(Unicode.Scalar($0))c" }
    return random + single + ["ana@example.org", "26/04/2021", "+56 9 1234", "abcd", "ab cd", "x"]
  }()

  @Test(arguments: patterns)
  func `the machine finds what Regex finds`(pattern: String) throws {
    let regex = try TextPattern(pattern)
    var matcher = ByteMatcher(try #require(regex.bytePattern))
    for text in Self.texts {
      #expect(isTaken(text))
      let isFound = find(text, &matcher) == .found
      #expect(isFound == (match(text, regex, group: 0) != nil), "'\(pattern)' in '\(text)'")
      guard isFound else { continue }
      for group in 0...regex.groupCount {
        #expect(
          matcher.group(group) == match(text, regex, group: group),
          "group \(group) of '\(pattern)' in '\(text)'")
      }
    }
  }

  @Test(arguments: [
    "\\bword", "(a)\\1", "a(?=b)", "(a*)*", "ñ", "[[:alpha:]]", "\\p{L}", "a++", "(?<year>\\d+)",
  ])
  func `what the machine does not do is left to Regex`(pattern: String) {
    #expect(BytePattern(pattern) == nil)
  }

  @Test func `texts with letters beyond ASCII, or of several lines, are not the machine's`() {
    for text in ["ñ", "a\nb", "a\r", "a\u{B}"] { #expect(!isTaken(text)) }
  }

  private func isTaken(_ text: String) -> Bool { BytePattern.takes(Array(text.utf8).span) }

  private func find(_ text: String, _ matcher: inout ByteMatcher) -> ByteMatcher.Outcome {
    matcher.find(in: Array(text.utf8).span)
  }

  private func match(_ text: String, _ pattern: TextPattern, group: Int) -> Range<Int>? {
    pattern.firstMatch(in: Array(text.utf8).span, group: group)
  }

  @Test func `an expression that goes back without end gives up`() throws {
    var matcher = ByteMatcher(try #require(BytePattern("(a|aa)+$")))
    let outcome = find(String(repeating: "a", count: 60) + "b", &matcher)
    #expect(outcome == .gaveUp)
  }

  @Test func `columns of both kinds of text have the same answers`() throws {
    let pattern = try TextPattern("(\\w+)@")
    var matcher = TextMatcher(pattern, group: 1)
    for text in ["ana@x", "núñez@x", "núñez@x", "nobody", "né"] {
      let found = matcher.firstMatch(in: Array(text.utf8).span)
      #expect(found == match(text, pattern, group: 1))
    }
  }
}
