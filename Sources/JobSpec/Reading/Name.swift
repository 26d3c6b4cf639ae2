internal import Diagnostics
internal import Foundation

/// Rules for names that users choose.
enum Name {
  /// Names of stages, inputs and tables: letters, digits, `_` and `-`; the first is a letter or `_`.
  static func isThing(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, first.properties.isAlphabetic || first == "_" else {
      return false
    }
    return text.unicodeScalars.allSatisfy { isIdentifierPart($0) || $0 == "-" }
  }

  /// Names that expressions can use without backquotes: like ``isThing(_:)``, but without `-`.
  static func isIdentifier(_ text: String) -> Bool {
    isThing(text) && !text.unicodeScalars.contains("-")
  }

  /// Letters a to z, digits, `-` and `_`: safe as a folder name on every file system.
  static func isFolder(_ text: String) -> Bool {
    guard let first = text.utf8.first, first != 0x2D else { return false }
    return text.unicodeScalars.allSatisfy {
      ("a"..."z").contains($0) || ("A"..."Z").contains($0) || ("0"..."9").contains($0) || $0 == "-"
        || $0 == "_"
    }
  }

  /// Two lower-case letters of ISO 639-1, or three: of those, the system does not know all.
  static func isLanguage(_ text: String) -> Bool {
    switch text.utf8.count {
    case 2: languages.contains(text)
    case 3: text.utf8.allSatisfy { (0x61...0x7A).contains($0) }
    default: false
    }
  }

  private static let languages = Set(Locale.LanguageCode.isoLanguageCodes.map(\.identifier))

  private static func isIdentifierPart(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == "_"
      || scalar.properties.generalCategory == .nonspacingMark
  }
}

extension FileReading {
  /// Reports an invalid name; reading continues with it.
  func checkThing(_ name: Located<String>, _ kind: String) {
    if !Name.isThing(name.value) {
      report(
        .badName(name.value, kind: kind), at: name.location,
        reason: "names are letters, digits, '_' and '-', and begin with a letter")
    }
  }
}

extension NodeReader {
  /// A language code such as `es`.
  func language() -> Located<String>? {
    guard let code = text("a language code") else { return nil }
    guard Name.isLanguage(code.value) else {
      reading.report(
        .badLanguage(code.value), at: location,
        reason: "a code is two letters of ISO 639-1, such as es, or three of ISO 639-3")
      return nil
    }
    return code
  }
}

extension Diagnostic.Message {
  static func badName(_ name: String, kind: String) -> Self {
    Self(.badName, "'\(name)' is not a valid name for \(kind)")
  }
  static func badLanguage(_ code: String) -> Self {
    Self(.unknownLanguage, "'\(code)' is not a language code")
  }
}
