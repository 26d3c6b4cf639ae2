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
      String(
        (0..<Int.random(in: 0...9, using: &generator)).map { _ in letters.randomElement(using: &generator)! })
    }
    return random + (0..<128).filter { !(0x0A...0x0D).contains($0) }.map { "a\(Unicode.Scalar(UInt8($0)))c" }
      + ["ana@example.org", "26/04/2021", "+56 9 1234", "abcd", "ab cd", "x"]
  }()

  @Test(arguments: patterns)
  func `the machine finds what Regex finds`(pattern: String) throws {
    let regex = try TextPattern(pattern)
    var matcher = ByteMatcher(try #require(regex.bytePattern))
    for text in Self.texts {
      let bytes = Array(text.utf8)
      let isTaken = BytePattern.takes(bytes.span)
      #expect(isTaken)
      let isFound = matcher.find(in: bytes.span) == .found
      let wanted = regex.firstMatch(in: bytes.span, group: 0) != nil
      #expect(isFound == wanted, "'\(pattern)' in '\(text)'")
      guard isFound else { continue }
      for group in 0...regex.groupCount {
        let wanted = regex.firstMatch(in: bytes.span, group: group)
        #expect(
          matcher.group(group) == wanted,
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
    for text in ["ñ", "a\nb", "a\r", "a\u{B}"] {
      let isTaken = BytePattern.takes(Array(text.utf8).span)
      #expect(!isTaken)
    }
  }

  @Test func `an expression that goes back without end gives up`() throws {
    var matcher = ByteMatcher(try #require(BytePattern("(a|aa)+$")))
    let text = Array((String(repeating: "a", count: 60) + "b").utf8)
    let found = matcher.find(in: text.span)
    #expect(found == .gaveUp)
  }

  @Test func `columns of both kinds of text have the same answers`() throws {
    let pattern = try TextPattern("(\\w+)@")
    var matcher = TextMatcher(pattern, group: 1)
    for text in ["ana@x", "núñez@x", "núñez@x", "nobody", "né"] {
      let bytes = Array(text.utf8)
      let found = matcher.firstMatch(in: bytes.span)
      let wanted = pattern.firstMatch(in: bytes.span, group: 1)
      #expect(found == wanted)
    }
  }
}
