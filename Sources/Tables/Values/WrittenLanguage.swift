/// How files for people write numbers, dates and booleans in a language.
///
/// Regions are ignored: `es-CL` is `es`. Languages that are not listed follow English.
package struct WrittenLanguage: Sendable, Equatable {
  package let code: String

  package init(_ code: String) {
    self.code = String(code.prefix { $0 != "-" && $0 != "_" }).lowercased()
  }

  /// Whether the decimal mark is a comma, which makes spreadsheets use semicolons as separators.
  package var hasDecimalComma: Bool {
    [
      "es", "pt", "fr", "de", "it", "nl", "ca", "gl", "eu", "ro", "ru", "pl", "da", "sv", "nb", "fi", "tr",
    ].contains(code)
  }

  /// The byte between the fields of a CSV file.
  package var separator: UInt8 { UInt8(ascii: hasDecimalComma ? ";" : ",") }

  /// `People: 12`; a French colon has a space before it.
  package func pair(_ name: String, _ text: String) -> String {
    name + (code == "fr" ? "\u{A0}: " : ": ") + text
  }

  /// Between two parts of a sentence.
  package var semicolon: String { code == "fr" ? "\u{A0}; " : "; " }

  package var isRightToLeft: Bool { ["ar", "he", "fa", "ur"].contains(code) }

  /// `26/04/2021` in languages that put the day first, `2021-04-26` in others.
  package var dateOrder: DateFormatting.Order {
    ["es", "pt", "fr", "it", "ca", "gl", "ar"].contains(code) ? .dayFirst : .iso
  }

  /// The words for true and false that a spreadsheet in this language understands.
  package var truth: (true: StaticString, false: StaticString) {
    switch code {
    case "es": ("VERDADERO", "FALSO")
    case "pt": ("VERDADEIRO", "FALSO")
    case "fr": ("VRAI", "FAUX")
    default: ("TRUE", "FALSE")
    }
  }
}
