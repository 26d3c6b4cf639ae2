internal import Diagnostics

extension NodeReader {
  /// A text, or `{es: …, en: …}`.
  func localizedText() -> LocalizedText? {
    if node.scalar != nil {
      return text("a text, or one per language").map { LocalizedText([(nil, $0.value)], at: location) }
    }
    let texts = entries("a text, or one per language") {
      language, text -> (language: String?, text: String)? in
      if !Name.isLanguage(language.value) {
        reading.report(
          .badLanguage(language.value), at: language.location,
          reason: "\(name) is one text, or a mapping of language codes (two or three small letters) to texts")
      }
      return text.text().map { (language.value, $0.value) }
    }
    return texts.map { LocalizedText($0, at: location) }
  }
}
