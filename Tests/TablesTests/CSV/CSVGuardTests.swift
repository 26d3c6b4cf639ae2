import TestSupport
import Testing

@testable import Tables

/// The apostrophe that files for people have before some texts, and how it is taken away again.
@Suite struct CSVGuardTests {
  private func shown(_ values: [String], in language: String) throws -> [String] {
    let column = Column.text(TextColumn(values.map(Optional.some)))
    let texts = try CSVWriter.texts(of: column, format: nil, language: language, zone: .utc)
    return (0..<values.count).map { texts.validity[$0] ? texts.string(at: $0) : "" }
  }

  @Test(arguments: [
    ("'007", "007"), ("'3/4", "3/4"), ("'VERDADERO", "VERDADERO"), ("''x", "'x"), ("'x;=1", "x;=1"),
    ("'=1+1", "=1+1"), ("'+56 2", "+56 2"), ("'1234567890123456789", "1234567890123456789"),
    // No writer has put these there.
    ("'x", "'x"), ("'12", "'12"), ("'", "'"), ("", ""), ("x", "x"), ("'Ana", "'Ana"),
  ])
  func `only an apostrophe that was put there is removed`(_ written: String, _ text: String) {
    #expect(CSVGuard.removed(from: written) == text)
  }

  @Test(arguments: ["es", "en", "fr"])
  func `every text comes back as it was`(_ language: String) throws {
    var random = SteadyRandom(seed: 13)
    let pieces = [
      "'", "''", "=", "+", "-", "@", "0", "7", "12", "007", "3/4", "1e5", ",", ";", "\t", " ", "\n", "\r\n",
      "\u{A0}",
      "\u{200B}", "x", "Ana", "mayo", "sept", "VERDADERO", "true", "falso", "#N/A", "#", "%", "€", "US$", "(",
      ")", ":",
      "p. m.", "\u{FF1D}", "\"", "🙂",
    ]
    let texts = (0..<20_000).map { _ in
      (0..<Int.random(in: 1...4, using: &random)).map { _ in pieces.randomElement(using: &random)! }.joined()
    }
    let written = try shown(texts, in: language)
    var others: [String] = []
    for (text, written) in zip(texts, written) where CSVGuard.removed(from: written) != text {
      others.append(text)
    }
    #expect(others == [])
    #expect(written != texts)
  }
}
