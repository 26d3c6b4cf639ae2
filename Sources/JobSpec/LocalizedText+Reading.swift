internal import Diagnostics

extension NodeReader {
  /// A text, or `{es: …, en: …}`.
  func localizedText() -> LocalizedText? {
    if node.scalar != nil {
      return text("a text, or one per language").map { LocalizedText([(nil, $0.value)], at: location) }
    }
    let texts = entries("a text, or one per language") {
      language, text -> (language: String?, text: Located<String>)? in
      if !Name.isLanguage(language.value) {
        reading.report(
          .badLanguage(language.value), at: language.location,
          reason:
            "\(name) is one text, or a mapping of language codes (such as es) to texts")
      }
      return text.text().map { (language.value, $0) }
    }
    return texts.map { texts in
      LocalizedText(
        texts.map { ($0.language, $0.text.value) }, at: location, places: texts.map(\.text.location))
    }
  }
}
