package import Diagnostics

/// A text for people: one string, or one per language.
package struct LocalizedText: Sendable, Equatable {
  /// Language codes and texts, in the file's order; the code is nil if one text serves all languages.
  package var texts: [(language: String?, text: String)]
  package var location: SourceLocation
  package var places: [SourceLocation]

  package init(
    _ texts: [(language: String?, text: String)], at location: SourceLocation, places: [SourceLocation]? = nil
  ) {
    self.texts = texts
    self.location = location
    self.places = places ?? texts.map { _ in location }
  }

  /// The text in `language`; else in the first available language of `fallbacks`; else any.
  package func text(in language: String, fallbacks: [String]) -> String {
    index(in: language, fallbacks: fallbacks).map { texts[$0].text } ?? ""
  }

  private func index(in language: String, fallbacks: [String]) -> Int? {
    for wanted in [language] + fallbacks {
      if let found = texts.firstIndex(where: { $0.language == wanted }) { return found }
    }
    return texts.indices.first
  }

  /// Like ``text(in:fallbacks:)``, with its location.
  func located(in language: String, fallbacks: [String]) -> Located<String>? {
    index(in: language, fallbacks: fallbacks).map { Located(texts[$0].text, at: places[$0]) }
  }

  package static func == (a: LocalizedText, b: LocalizedText) -> Bool {
    a.location == b.location
      && a.texts.elementsEqual(b.texts) { $0.language == $1.language && $0.text == $1.text }
  }
}

extension LocalizedText: Codable {
  private enum Key: String, CodingKey { case texts, location }

  /// An array keeps the order of the file, which an object would not.
  private struct Text: Codable {
    var language: String?
    var text: String
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    let texts = try container.decode([Text].self, forKey: .texts)
    self.init(
      texts.map { ($0.language, $0.text) }, at: try container.decode(SourceLocation.self, forKey: .location))
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(texts.map { Text(language: $0.language, text: $0.text) }, forKey: .texts)
    try container.encode(location, forKey: .location)
  }
}
