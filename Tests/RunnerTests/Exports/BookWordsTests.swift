import Engine
import JobSpec
import Tables
import Testing

@testable import Runner

/// Each word that a reader sees exists in every language that Acta speaks.
@Suite struct BookWordsTests {
  private static let languages = ["en", "es", "pt", "fr"]

  /// Words that French writes as English does.
  private static let alike: Set<String> = [
    "fr madeFrom", "fr input", "fr steps.union", "fr steps.correct", "fr kinds.expect",
  ]

  @Test(arguments: languages) func everyStepAndCheckAndReasonHasItsWords(language: String) {
    let words = BookWords.in(language, fallbacks: [])
    #expect(words.language == language)
    for step in Step.Keyword.allCases { #expect(words.steps[step.rawValue]?.isEmpty == false, "\(step)") }
    for check in Check.Keyword.allCases {
      #expect(words.kinds[check.rawValue]?.isEmpty == false, "\(check)")
      #expect(words.findings[check.rawValue]?.isEmpty == false, "\(check)")
    }
    for reason: RejectReason in [.empty, .integer, .number, .truth, .date, .other, .row] {
      #expect(words.rejectReasons[reason]?.isEmpty == false, "\(reason)")
    }
    for reason in StaleReason.allCases {
      #expect(words.staleReasons[reason]?.isEmpty == false, "\(reason)")
    }
    for column in StaleCorrections.schema.names {
      #expect(words.staleColumns[column]?.isEmpty == false, "\(column)")
    }
    for form in ExpressionInWords.forms {
      #expect(words.expressions[form]?.isEmpty == false, "\(form)")
    }
    for (name, text) in texts(of: words) { #expect(!text.isEmpty, "\(name)") }
  }

  @Test(arguments: languages.dropFirst()) func noWordIsMissingOrEnglish(language: String) {
    let english = texts(of: .english)
    let own = texts(of: BookWords.in(language, fallbacks: []))
    for (name, text) in english {
      guard let translated = own[name] else {
        Issue.record("\(language) has no \(name)")
        continue
      }
      #expect(placeholders(in: translated) == placeholders(in: text), "\(name)")
      #expect(translated != text || BookWordsTests.alike.contains("\(language) \(name)"), "\(name)")
    }
    let spanish = texts(of: .spanish)
    #expect(Set(own.keys).symmetricDifference(spanish.keys) == [], "kinds of rows without words")
  }

  /// All texts by the names of their properties and keys, but for the language.
  private func texts(of words: BookWords) -> [String: String] {
    var texts: [String: String] = [:]
    for child in Mirror(reflecting: words).children {
      guard let name = child.label, name != "language" else { continue }
      switch child.value {
      case let text as String: texts[name] = text
      case let list as [String]: for (place, text) in list.enumerated() { texts["\(name).\(place)"] = text }
      case let named as [String: String]: for (key, text) in named { texts["\(name).\(key)"] = text }
      case let named as [RejectCode: String]: for (key, text) in named { texts["\(name).\(key)"] = text }
      case let named as [StaleReason: String]: for (key, text) in named { texts["\(name).\(key)"] = text }
      case let named as [RejectReason: String]: for (key, text) in named { texts["\(name).\(key)"] = text }
      default: Issue.record("\(name) is no text that this test can read")
      }
    }
    return texts
  }

  private func placeholders(in text: String) -> Set<String> {
    Set(text.matches(of: /\{[a-z]+\}/).map { String($0.output) })
  }
}
