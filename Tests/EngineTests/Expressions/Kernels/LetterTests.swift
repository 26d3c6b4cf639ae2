import Tables
import Testing

@Suite struct LetterTests {
  /// Every code point that tables cover, and marks and letters beyond them.
  static let texts: [String] =
    (0x20..<0x260).map { "a\(Unicode.Scalar($0)!)B" }
    + ["", "e\u{301}E\u{301}", "ΑΣ Σ", "ǅ", "ﬀ", "İI", "ß", "Я", "漢字", "😀A", "Núñez", "ÅNGSTRÖM"]

  @Test func `letters change as Unicode says`() throws {
    let table = Table(Schema([Field("t", .text)]), [.text(TextColumn(Self.texts))])
    func strings(_ expression: String) throws -> [String] {
      ExpressionTesting.values(try ExpressionTesting.evaluate(expression, on: table)).map {
        if case .text(let text) = $0 { text } else { "null" }
      }
    }
    #expect(try strings("lower(t)").map { Array($0.utf8) } == Self.texts.map { Array($0.lowercased().utf8) })
    #expect(try strings("upper(t)").map { Array($0.utf8) } == Self.texts.map { Array($0.uppercased().utf8) })
    #expect(try strings("fold(t)").map { Array($0.utf8) } == Self.texts.map { Array(folded($0).utf8) })
  }

  @Test func `white space is trimmed at both ends, whichever it is`() throws {
    let spaces = [
      "\u{9}", "\u{B}", "\u{D}", " ", "\u{85}", "\u{A0}", "\u{1680}", "\u{2003}", "\u{202F}", "\u{3000}",
    ]
    let texts = spaces.map { "\($0)\($0)á b\u{301}\($0)" } + ["", " ", "\u{200B}x", "à"]
    let table = Table(Schema([Field("t", .text)]), [.text(TextColumn(texts))])
    let trimmed = ExpressionTesting.values(try ExpressionTesting.evaluate("trim(t)", on: table))
    #expect(
      trimmed == spaces.map { _ in .text("á b\u{301}") } + [
        .text(""), .text(""), .text("\u{200B}x"), .text("à"),
      ])
  }
}
