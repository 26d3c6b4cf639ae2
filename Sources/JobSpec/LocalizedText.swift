package import Diagnostics

/// A text that people read: one string, or one per language.
package struct LocalizedText: Sendable, Equatable {
  /// Language code and text, in the file's order; the code is nil where one text serves all.
  package var texts: [(language: String?, text: String)]
  package var location: SourceLocation

  package init(_ texts: [(language: String?, text: String)], at location: SourceLocation) {
    self.texts = texts
    self.location = location
  }

  /// The text in `language`, else in the first of `fallbacks` that is there, else any.
  package func text(in language: String, fallbacks: [String]) -> String {
    for wanted in [language] + fallbacks {
      if let found = texts.first(where: { $0.language == wanted }) { return found.text }
    }
    return texts.first?.text ?? ""
  }

  package static func == (a: LocalizedText, b: LocalizedText) -> Bool {
    a.location == b.location
      && a.texts.elementsEqual(b.texts) { $0.language == $1.language && $0.text == $1.text }
  }
}
