/// A text as a spreadsheet in any of the usual languages would understand it.
struct SpreadsheetText {
  private let all: [Unicode.Scalar]
  /// Without blanks and invisible characters at both ends, which spreadsheets ignore.
  private let inner: ArraySlice<Unicode.Scalar>

  init(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    all = Array(bytes.text(range).unicodeScalars)
    let start = all.firstIndex { !SpreadsheetText.isBlank($0) } ?? all.count
    let end = all.lastIndex { !SpreadsheetText.isBlank($0) }.map { $0 + 1 } ?? start
    inner = all[min(start, end)..<end]
  }

  /// Whether it would open as something else: a formula, a number, a date, a time, a logical value or an error.
  var isChanged: Bool {
    if let first = all.first, first == "'" || first == "\t" || first == "\r" || first == "\n" { return true }
    guard let first = inner.first else { return false }
    if beginsLikeFormula { return first != "-" || !isWholeNumber }
    switch first {
    case "#": return isError
    default: return isValue && !isWholeNumber || isTruth
    }
  }

  /// Whether its first visible character is the sign of a formula. Some spreadsheets take the full-width forms for
  /// the signs.
  var beginsLikeFormula: Bool {
    switch inner.first {
    case "=", "+", "-", "@", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}": true
    default: false
    }
  }

  /// A number that opens unchanged: no leading zero, at most 15 digits, optionally a minus.
  private var isWholeNumber: Bool {
    let digits = inner.first == "-" ? inner.dropFirst() : inner
    guard inner.count == all.count, (1...15).contains(digits.count) else { return false }
    if digits.first == "0", digits.count > 1 || inner.first == "-" { return false }
    return digits.allSatisfy(SpreadsheetText.isDigit)
  }

  private var isValue: Bool {
    let (number, isMoney) = withoutUnits
    guard let first = number.first else { return false }
    if SpreadsheetText.isDigit(first) || "(.,".unicodeScalars.contains(first) {
      return isNumber(number) || isClockTime(number) || isNumberWithMonth(number)
    }
    return isMoney ? false : isMonthWithNumber(number)
  }

  /// Without a currency or percent sign before or behind it: `US$ 1.000`, `5 €`, `50 %`, `%50`.
  private var withoutUnits: (ArraySlice<Unicode.Scalar>, isMoney: Bool) {
    var rest = inner
    let letters = rest.prefix { SpreadsheetText.isLetter($0) }
    if letters.count <= 3, let sign = rest.dropFirst(letters.count).first, SpreadsheetText.isCurrency(sign) {
      rest = rest.dropFirst(letters.count + 1)
    } else if rest.first == "%" {
      rest = rest.dropFirst()
    }
    if let last = rest.last, last == "%" || last == "\u{2030}" || SpreadsheetText.isCurrency(last) {
      rest = rest.dropLast()
    }
    let isMoney = rest.count < inner.count
    rest = rest.drop(while: SpreadsheetText.isBlank)
    while let last = rest.last, SpreadsheetText.isBlank(last) { rest = rest.dropLast() }
    if isMoney, rest.first == "-" || rest.first == "+" { rest = rest.dropFirst() }
    return (rest, isMoney)
  }

  /// Digits with the punctuation of numbers, dates, times and phone numbers; or `12E3`.
  private func isNumber(_ text: ArraySlice<Unicode.Scalar>) -> Bool {
    var letters = 0
    for scalar in text where !SpreadsheetText.isDigit(scalar) {
      if scalar == "E" || scalar == "e" {
        letters += 1
      } else if !SpreadsheetText.punctuation.contains(scalar) {
        return false
      }
    }
    return letters <= 1
  }

  /// `5:15PM`, `10:30 p. m.`, `9 a.m.`
  private func isClockTime(_ text: ArraySlice<Unicode.Scalar>) -> Bool {
    let rest = text.drop { SpreadsheetText.isDigit($0) || SpreadsheetText.punctuation.contains($0) }
    let letters = rest.filter { $0 != "." && !SpreadsheetText.isBlank($0) }
    guard letters.count == 2, letters[1] == "m" || letters[1] == "M" else { return false }
    return "aApP".unicodeScalars.contains(letters[0])
  }

  /// `2-sept`, `12 août`, `2 Mar 2021`
  private func isNumberWithMonth(_ text: ArraySlice<Unicode.Scalar>) -> Bool {
    let digits = text.prefix(while: SpreadsheetText.isDigit)
    guard digits.count <= 4 else { return false }
    var rest = text.dropFirst(digits.count).drop { !SpreadsheetText.isLetter($0) }
    let isNear = text.count - rest.count - digits.count <= 2
    // `26 de abril`
    if rest.starts(with: "de ".unicodeScalars) { rest = rest.dropFirst(3) }
    return isNear && SpreadsheetText.isMonth(rest)
  }

  /// `SEPT2`, `mar-3`, `abr. 2021`, `août 2021`, `abril de 2021`
  private func isMonthWithNumber(_ text: ArraySlice<Unicode.Scalar>) -> Bool {
    guard SpreadsheetText.isMonth(text), let last = text.last, SpreadsheetText.isDigit(last) else {
      return false
    }
    var rest = text.drop(while: SpreadsheetText.isLetter)
    if rest.starts(with: " de ".unicodeScalars) { rest = rest.dropFirst(4) }
    return rest.allSatisfy { !SpreadsheetText.isLetter($0) }
  }

  /// `#N/A`, `#REF!`, `#¡VALOR!`, `#NOM?`
  private var isError: Bool {
    if inner.last == "!" || inner.last == "?" { return inner.count <= 12 }
    return ["#N/A", "#N/D", "#NV"].contains(String(String.UnicodeScalarView(inner)).uppercased())
  }

  var isTruth: Bool {
    guard SpreadsheetText.truths.contains(where: { $0.unicodeScalars.count == inner.count }) else {
      return false
    }
    return SpreadsheetText.truths.contains(String(String.UnicodeScalarView(inner)).uppercased())
  }

  /// Whether a text that begins with this letter and has this many bytes may be a logical value.
  static func mayBeTruth(_ first: UInt8, _ count: Int) -> Bool {
    guard (4...10).contains(count) else { return false }
    let letter = first | 0x20
    return letter == UInt8(ascii: "t") || letter == UInt8(ascii: "f") || letter == UInt8(ascii: "v")
      || letter == UInt8(ascii: "w")
  }

  // MARK: Characters

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { (0x30...0x39).contains(scalar.value) }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isAlphabetic }

  private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value < 0x7F { return scalar.value <= 0x20 }
    return scalar.properties.isWhitespace || scalar.properties.generalCategory == .format
      || scalar.properties.isDefaultIgnorableCodePoint || scalar.value == 0x2800
  }

  private static func isCurrency(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "$" || scalar.value > 0x7F && scalar.properties.generalCategory == .currencySymbol
  }

  /// Whether the letters at the beginning are a month, in full or shortened.
  private static func isMonth(_ text: ArraySlice<Unicode.Scalar>) -> Bool {
    let letters = text.prefix(while: isLetter)
    guard (3...10).contains(letters.count) else { return false }
    let name = folded(String(String.UnicodeScalarView(letters)))
    return monthNames.contains { $0.hasPrefix(name) }
  }

  private static let punctuation = Set(" .,:/-+()\u{A0}\u{202F}".unicodeScalars)
  private static let monthNames = Set(CalendarNames.allMonths.map { folded($0.name) })
  /// Words for true and false in English, Spanish, Portuguese, French, Italian and German.
  private static let truths: Set<String> = [
    "TRUE", "FALSE", "VERDADERO", "FALSO", "VERDADEIRO", "VRAI", "FAUX", "VERO", "WAHR", "FALSCH",
  ]
}
