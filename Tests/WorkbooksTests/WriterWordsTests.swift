import Tables
import Testing

@testable import Workbooks

/// Each text that the writer adds exists in every language that Acta speaks.
@Suite struct WriterWordsTests {
  /// Words that a language writes as English does.
  private static let alike: Set<String> = [
    "es total", "pt total", "fr total", "fr minimum", "fr maximum", "fr index",
  ]

  @Test(arguments: WriterWords.languages.dropFirst()) func noWordIsMissingOrEnglish(language: String) {
    let english = texts(of: WriterWords(WrittenLanguage("en")))
    let own = texts(of: WriterWords(WrittenLanguage(language)))
    #expect(Set(own.keys) == Set(english.keys))
    #expect(english.count > 20)
    for (name, text) in english {
      let translated = own[name] ?? ""
      #expect(!translated.isEmpty, "\(name)")
      #expect(placeholders(in: translated) == placeholders(in: text), "\(name)")
      #expect(translated != text || WriterWordsTests.alike.contains("\(language) \(name)"), "\(name)")
    }
  }

  /// All texts by the names of their properties.
  private func texts(of words: WriterWords) -> [String: String] {
    var texts: [String: String] = [:]
    for child in Mirror(reflecting: words).children {
      guard let name = child.label, name != "language" else { continue }
      if let text = child.value as? String {
        texts[name] = text
      } else {
        Issue.record("\(name) is no text that this test can read")
      }
    }
    return texts
  }

  private func placeholders(in text: String) -> Set<String> {
    Set(text.matches(of: /\{[a-z]+\}/).map { String($0.output) })
  }
}
