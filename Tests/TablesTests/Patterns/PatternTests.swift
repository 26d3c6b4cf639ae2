import Testing

@testable import Tables

@Suite struct PatternTests {
  @Test(arguments: [
    ("", "abc", ""), ("b", "abc", "b"), ("a|ab|abc", "abc", "a"), ("a.*?c", "abcc", "abc"), ("", "", ""),
    ("ñ+", "señña", "ññ"), ("^.{3}$", "año", "año"), ("(?i)éx", "ÉX", "ÉX"), ("\\w+", "¿Núñez?", "Núñez"),
    ("\\d+", "añо ٢٠٢١", "٢٠٢١"), ("\\bñ\\w*", "el ñandú", "ñandú"), ("\\s", "a\u{A0}b", "\u{A0}"),
    ("a(?=b)", "acab", "a"), ("(a)\\1", "baa", "aa"), ("\\p{Lu}", "añÑ", "Ñ"), ("[^a-z]", "año", "ñ"),
    ("😀.", "a😀b", "😀b"),
  ])
  func `the first match is found by code points`(pattern: String, text: String, expected: String) throws {
    #expect(try match(pattern, text) == expected)
  }

  @Test(arguments: ["\n", "\r\n", "\u{B}", "\u{C}", "\u{85}", "\u{2028}"])
  func `the end is the end of the text, and a dot stops at every line end`(end: String) throws {
    #expect(try match("a$", "a\(end)") == nil)
    #expect(try match("a.", "a\(end)") == nil)
    #expect(try match("(?s)a.+", "a\(end)") == "a\(end)")
  }

  @Test func `groups are numbered from 1, and one that took no part is nil`() throws {
    let pattern = try Pattern.compiled("(\\w+)@(?:x|(y))(?<end>!)?")
    #expect(pattern.groupCount == 3)
    #expect(try match("(\\w+)@(?:x|(y))(?<end>!)?", "an ana@x!", group: 1) == "ana")
    #expect(try match("(\\w+)@(?:x|(y))(?<end>!)?", "an ana@x!", group: 2) == nil)
    #expect(try match("(\\w+)@(?:x|(y))(?<end>!)?", "an ana@x!", group: 3) == "!")
  }

  @Test func `bytes that are no text match nothing and do no harm`() throws {
    let bytes: [UInt8] = [0x61, 0xFF, 0x62, 0xC3]
    var matcher = PatternMatcher(try Pattern.compiled("b"))
    #expect(try matcher.firstMatch(in: bytes.span) == 2..<3)
    var dots = PatternMatcher(try Pattern.compiled("^..$"))
    #expect(try dots.firstMatch(in: bytes.span) == nil)
  }

  @Test(arguments: [
    ("a(b", 3, true), ("[a", 2, true), ("a{3}**", 4, false), ("ñ)", 1, false), ("ñ\\y", 2, false),
  ])
  func `a mistake has its place in the pattern`(pattern: String, offset: Int, isAtEnd: Bool) {
    let mistake = #expect(throws: Pattern.Mistake.self) { try Pattern.compiled(pattern) }
    #expect(mistake?.isAtEnd == isAtEnd)
    if !isAtEnd { #expect((offset...offset + 1).contains(mistake?.offset ?? -1)) }
  }

  @Test func `the same text is compiled once, and texts that only look alike are different patterns`() throws
  {
    #expect(try Pattern.compiled("é") === Pattern.compiled("é"))
    #expect(try Pattern.compiled("\u{E9}") !== Pattern.compiled("e\u{301}"))
  }

  @Test(arguments: [
    "(a+)+$", "(a|aa)+$", "(a|a)*b?$", "^(([a-z])+.)+[A-Z]([a-z])+$", "(.*)(.*)(.*)(.*)(.*)(.*)[bc]$",
    "(\\w*)*[bc]$", "^([\\w+-]+\\.?)+$",
  ])
  func `a pattern that could go on for years stops at once`(pattern: String) throws {
    let text = Array((String(repeating: "a", count: 60) + "!").utf8)
    var matcher = PatternMatcher(try Pattern.compiled(pattern))
    let duration = ContinuousClock().measure {
      let failure = #expect(throws: PatternMatcher.TooMuchWork.self) { try matcher.isFound(in: text.span) }
      #expect(failure?.pattern == pattern)
      #expect(failure?.text == String(repeating: "a", count: 30) + "…")
    }
    #expect(duration < .seconds(1))
    // What follows is judged as if nothing had been.
    #expect(try matcher.isFound(in: Array("aa".utf8).span) == (try match(pattern, "aa") != nil))
  }

  @Test func `a long text may take the steps that looking at all of it takes`() throws {
    let text = String(repeating: "año\n", count: 20_000) + "x"
    #expect(try match("(?:.|\n)*x", text) == text)
    #expect(try match("^(?:[^o]*o\\s)+x$", text) == text)
  }

  private func match(_ pattern: String, _ text: String, group: Int = 0) throws -> String? {
    var matcher = PatternMatcher(try Pattern.compiled(pattern), group: group)
    let bytes = Array(text.utf8)
    return try matcher.firstMatch(in: bytes.span).map { String(decoding: bytes[$0], as: UTF8.self) }
  }
}
