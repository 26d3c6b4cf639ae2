/// A number format of Excel and LibreOffice: up to four parts separated by `;`, for positive numbers,
/// negative numbers, zero, and texts.
///
/// A workbook with an invalid format opens only after a repair that removes formats. Only formats that
/// both programs accept are valid here: letters outside format codes must be quoted.
package struct ExcelFormat: Sendable, Equatable {
  /// The kind of value that a part shows.
  package enum Part: Sendable, Equatable {
    case general
    /// Digits: `0`, `#`, `?`
    case number
    /// A date, a time of day, or a duration such as `[h]:mm`.
    case calendar
    /// `@`
    case text
    /// The same text for every value, or nothing.
    case words
  }

  package let parts: [Part]

  /// The reason why a text is not a format, for its author.
  package struct Problem: Error, Equatable {
    package var reason: String
    package var hint: String?
  }

  package init(_ text: String) throws(Problem) {
    if text.allSatisfy({ $0 == " " }) { throw Problem(reason: "it is empty") }
    // libxlsxwriter keeps 127 bytes and would cut off the rest.
    if text.utf8.count > 127 { throw Problem(reason: "it is longer than 127 bytes") }
    if text.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) {
      throw Problem(reason: "it contains a control character")
    }
    var reader = ExcelFormatReader(text)
    var parts = [try reader.part()]
    while reader.takeSeparator() { parts.append(try reader.part()) }
    if parts.count > 4 { throw Problem(reason: "it has more than four parts") }
    self.parts = parts
  }
}

private struct ExcelFormatReader {
  private let text: [Unicode.Scalar]
  private var at = 0

  private var hasGeneral = false
  private var hasDigits = false
  private var hasText = false
  private var hasCalendar = false
  private var points = 0
  private var conditions = 0

  typealias Problem = ExcelFormat.Problem

  init(_ text: String) { self.text = Array(text.unicodeScalars) }

  private var current: Unicode.Scalar? { at < text.count ? text[at] : nil }

  mutating func takeSeparator() -> Bool {
    guard current == ";" else { return false }
    at += 1
    return true
  }

  /// Reads one part, up to its `;` or the end.
  mutating func part() throws(Problem) -> ExcelFormat.Part {
    (hasGeneral, hasDigits, hasText, hasCalendar, points) = (false, false, false, false, 0)
    while let scalar = current, scalar != ";" { try token(scalar) }
    let kinds = [hasGeneral, hasDigits, hasCalendar, hasText].count { $0 }
    if kinds > 1 {
      throw Problem(
        reason: hasCalendar
          ? "it shows a date and a number in one part" : "it shows a number and a text in one part",
        hint: "put words in double quotes")
    }
    if hasGeneral { return .general }
    if hasCalendar { return .calendar }
    if hasDigits { return .number }
    return hasText ? .text : .words
  }

  private mutating func token(_ scalar: Unicode.Scalar) throws(Problem) {
    switch scalar {
    case "\"": try quoted()
    case "\\", "_", "*":
      guard at + 1 < text.count else { throw Problem(reason: "nothing follows its last '\(scalar)'") }
      at += 2
    case "[": try bracket()
    case "]": throw Problem(reason: "a ']' has no '[' before it")
    case "0", "#", "?": digits()
    case "@":
      hasText = true
      at += 1
    case "%" where at + 1 < text.count && text[at + 1].properties.isAlphabetic:
      throw Problem(
        reason: "'%\(text[at + 1])' has no meaning in it", hint: "dates are written as dd/mm/yyyy")
    case ".": try point()
    case "/": fraction()
    case "E" where hasDigits, "e" where hasDigits: try exponent()
    case "G", "g":
      if word(is: "general") {
        hasGeneral = true
      } else {
        try calendar(scalar)
      }
    case _ where scalar.properties.isAlphabetic: try calendar(scalar)
    case "1"..."9":
      throw Problem(
        reason: "the digit '\(scalar)' would stand in every cell", hint: "decimals are written as 0.00")
    default: at += 1
    }
  }

  private mutating func quoted() throws(Problem) {
    guard let close = text[(at + 1)...].firstIndex(of: "\"") else {
      throw Problem(reason: "a quote is not closed")
    }
    at = close + 1
  }

  // MARK: Brackets

  private mutating func bracket() throws(Problem) {
    guard let close = text[at...].firstIndex(of: "]") else { throw Problem(reason: "a '[' is not closed") }
    let inner = string(at + 1..<close)
    at = close + 1
    if inner.contains("[") { throw Problem(reason: "a '[' stands inside brackets") }
    let lower = inner.lowercased()
    if let letter = lower.first, "hms".contains(letter), lower.allSatisfy({ $0 == letter }) {
      hasCalendar = true
    } else if lower.hasPrefix("$") {
      try language(ofCurrency: lower)
    } else if let first = lower.first, "<>=".contains(first) {
      try condition(lower)
    } else if !Self.isColour(lower), !Self.isNumberSystem(lower) {
      throw Problem(
        reason: "'[\(inner)]' is not a colour, a condition, a currency or a duration",
        hint: "for example [Red], [>=100], [$€-40A] or [h]")
    }
  }

  /// Checks what follows the currency in `$€-40a`, `$-en-us` or `$-x-sysdate`.
  private func language(ofCurrency text: String) throws(Problem) {
    guard let dash = text.firstIndex(of: "-") else { return }
    let code = text[text.index(after: dash)...]
    let parts =
      code.split(separator: ",").first?.split(separator: "-", omittingEmptySubsequences: false) ?? []
    let isNumber = (1...8).contains(code.count) && code.allSatisfy(\.isHexDigit)
    // A language of three letters is known only with its country.
    let isTag =
      parts.allSatisfy { !$0.isEmpty && $0.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) } }
      && (parts.count > 1 ? (1...3).contains(parts[0].count) : parts.first?.count == 2)
    if !isNumber, !isTag {
      throw Problem(
        reason: "'\(code.uppercased())' is not a language in it", hint: "for example [$-en-US] or [$-40A]")
    }
  }

  private mutating func condition(_ text: String) throws(Problem) {
    let number = text.drop { "<>=".contains($0) }
    let sign = text.prefix(text.count - number.count)
    guard ["<", ">", "=", "<=", ">=", "<>"].contains(sign), Double(number)?.isFinite == true else {
      throw Problem(reason: "'[\(text)]' is not a condition", hint: "for example [>=100]")
    }
    conditions += 1
    if conditions > 2 { throw Problem(reason: "it has more than two conditions") }
  }

  private static func isColour(_ word: String) -> Bool {
    if ["black", "blue", "cyan", "green", "magenta", "red", "white", "yellow"].contains(word) { return true }
    guard word.hasPrefix("color") else { return false }
    return Int(word.dropFirst(5).drop { $0 == " " }).map { (1...56).contains($0) } ?? false
  }

  private static func isNumberSystem(_ word: String) -> Bool {
    ["dbnum", "natnum"].contains { prefix in
      word.hasPrefix(prefix) && Int(word.dropFirst(prefix.count)).map { (0...30).contains($0) } ?? false
    }
  }

  // MARK: Numbers

  private mutating func digits() {
    // Zeros after the decimal point of seconds are their fraction.
    if !(hasCalendar && points > 0) { hasDigits = true }
    at += 1
  }

  private mutating func point() throws(Problem) {
    at += 1
    points += 1
    if hasDigits, points > 1 {
      throw Problem(reason: "it has two decimal points", hint: "a point that is only shown is written \\.")
    }
  }

  /// Reads `/` between the digits of a fraction; the denominator may be a number such as 100.
  private mutating func fraction() {
    at += 1
    guard hasDigits else { return }
    while let digit = current, ("1"..."9").contains(digit) || digit == "0" { at += 1 }
  }

  private mutating func exponent() throws(Problem) {
    at += 1
    guard let sign = current, sign == "+" || sign == "-", at + 1 < text.count,
      ["0", "#", "?"].contains(text[at + 1])
    else {
      throw Problem(reason: "an exponent needs a sign and digits", hint: "for example 0.00E+00")
    }
    at += 1
  }

  // MARK: Dates and times

  private mutating func calendar(_ letter: Unicode.Scalar) throws(Problem) {
    for half in ["am/pm", "a/p"] where word(is: half) {
      hasCalendar = true
      return
    }
    let longest: [Unicode.Scalar: Int] = [
      "y": 4, "m": 5, "d": 4, "h": 2, "s": 2, "e": 4, "g": 3, "b": 4,
    ]
    let lower = letter.properties.lowercaseMapping.unicodeScalars.first ?? letter
    guard let most = longest[lower] else {
      throw Problem(
        reason: "'\(letter)' has no meaning in it", hint: "put words in double quotes")
    }
    let start = at
    while let next = current, next == letter { at += 1 }
    if at - start > most {
      throw Problem(
        reason: "'\(string(start..<at))' has no meaning in it",
        hint: "write at most '\(String(repeating: String(letter), count: most))'")
    }
    hasCalendar = true
    points = 0
  }

  /// Skips a word at the current position, in any case of letters; returns whether it is there.
  private mutating func word(is word: String) -> Bool {
    let count = word.unicodeScalars.count
    guard at + count <= text.count, string(at..<at + count).lowercased() == word else { return false }
    at += count
    return true
  }

  private func string(_ range: Range<Int>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: text[range])
    return String(view)
  }
}
