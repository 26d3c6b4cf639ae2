/// How numbers, dates and the writer's own words look in a language.
///
/// Only the language counts, not the region: `es-CL` is `es`. Languages that are not listed are
/// written as English is.
package struct WrittenLanguage: Sendable, Equatable {
  package let code: String

  package init(_ code: String) {
    self.code = String(code.prefix { $0 != "-" && $0 != "_" }).lowercased()
  }

  /// Whether the decimal mark is a comma (and so a list is separated by semicolons).
  package var hasDecimalComma: Bool {
    [
      "es", "pt", "fr", "de", "it", "nl", "ca", "gl", "eu", "ro", "ru", "pl", "da", "sv", "nb", "fi", "tr",
    ].contains(code)
  }

  /// `26/04/2021` where people write the day first, `2021-04-26` elsewhere.
  package var dateOrder: DateFormatting.Order {
    ["es", "pt", "fr", "it", "ca", "gl"].contains(code) ? .dayFirst : .iso
  }

  /// The words that a spreadsheet in this language takes for true and false.
  package var truth: (true: StaticString, false: StaticString) {
    switch code {
    case "es": ("VERDADERO", "FALSO")
    case "pt": ("VERDADEIRO", "FALSO")
    case "fr": ("VRAI", "FAUX")
    default: ("TRUE", "FALSE")
    }
  }
}
