internal import Tables

/// The Excel formats for Acta's own format names.
enum NumberFormatText {
  static let whole = "#,##0"
  static let decimal = "#,##0.00"
  static let percent = "0.0%"

  static func date(_ language: WrittenLanguage) -> String {
    switch language.dateOrder {
    case .dayFirst: "dd/mm/yyyy"
    case .iso: "yyyy-mm-dd"
    }
  }

  static func datetime(_ language: WrittenLanguage, withSeconds: Bool) -> String {
    date(language) + (withSeconds ? " hh:mm:ss" : " hh:mm")
  }

  /// Whole numbers without a decimal point, others with two decimals; General if two decimals would round away
  /// a small number, or if a large one is easier to read in scientific notation.
  static func number(for values: SheetValues) throws -> String {
    var isWhole = true
    let isGeneral = try values.contains { column in
      guard case .number(let numbers) = column else { return false }
      var isOwnWhole = true
      for row in 0..<numbers.count where numbers.validity[row] {
        let magnitude = numbers.values[row].magnitude
        if magnitude >= 1e15 || (magnitude > 0 && magnitude < 0.005) { return true }
        if magnitude.rounded() != magnitude { isOwnWhole = false }
      }
      isWhole = isWhole && isOwnWhole
      return false
    }
    return isGeneral ? "" : isWhole ? whole : decimal
  }

  /// The format with its language if it shows names of months or days, which programs take from their own otherwise.
  static func named(_ format: String, _ language: WrittenLanguage) -> String {
    let codes = [
      "en": "409", "es": "C0A", "pt": "416", "fr": "40C", "it": "410", "de": "407", "ca": "403", "nl": "413",
      "ar": "C01",
    ]
    // Words in quotes may hold such letters.
    let plain = format.lowercased().split(separator: "\"", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset % 2 == 0 }.map(\.element).joined(separator: " ")
    guard let code = codes[language.code], plain.contains("mmm") || plain.contains("ddd"),
      !plain.contains("[$"),
      format.utf8.count < 118
    else { return format }
    return "[$-\(code)]\(format)"
  }
}
