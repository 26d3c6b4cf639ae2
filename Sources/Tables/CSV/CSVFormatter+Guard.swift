/// Keeps texts unchanged when a spreadsheet opens the file.
///
/// A spreadsheet runs `=1+1` as a formula and opens `+56912345678` as a number without its plus, `007`
/// as 7, and `3/4` as a date, even in quotes. So such a text is prefixed with an apostrophe, the
/// spreadsheets' own mark of a text. It then opens as a text in every program, and removing one
/// apostrophe restores it. To make that unambiguous, a text that begins with an apostrophe gets another
/// one.
extension CSVFormatter {
  static let guardMark = UInt8(ascii: "'")

  /// `range` is not empty.
  static func needsGuard(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    let first = bytes[range.lowerBound]
    // Nearly all texts begin and end with a letter.
    if first >= 0x41, first < 0x80, bytes[range.upperBound - 1] >= 0x41 { return false }
    return needsGuard(bytes.extracting(range))
  }

  private static func needsGuard(_ text: Span<UInt8>) -> Bool {
    switch text[0] {
    case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "@"), 0x09, 0x0A, 0x0D, guardMark: return true
    case UInt8(ascii: "-"): return !isWholeNumber(text)
    case 0x30...0x39, UInt8(ascii: "("), UInt8(ascii: "."), UInt8(ascii: ","):
      return isNumberLike(text) && !isWholeNumber(text)
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"):
      return isMonthWithNumber(text)
    // The full-width forms of = + - @, which some spreadsheets treat like the narrow ones.
    case 0xEF:
      guard text.count >= 3, text[1] == 0xBC else { return false }
      return [0x9D, 0x8B, 0x8D, 0xA0].contains(text[2])
    default: return false
    }
  }

  /// A number that opens unchanged: no leading zero, at most 15 digits, optionally a minus.
  private static func isWholeNumber(_ text: Span<UInt8>) -> Bool {
    let start = text[0] == UInt8(ascii: "-") ? 1 : 0
    let digits = text.count - start
    guard (1...15).contains(digits), text[start] != 0x30 || digits == 1 && start == 0 else { return false }
    return (start..<text.count).allSatisfy { (0x30...0x39).contains(text[$0]) }
  }

  /// Digits with the punctuation of numbers, dates, times and phone numbers; or `12E3`.
  private static func isNumberLike(_ text: Span<UInt8>) -> Bool {
    var letters = 0
    for index in text.indices {
      switch text[index] {
      case 0x30...0x39, UInt8(ascii: " "), UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ":"),
        UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "("), UInt8(ascii: ")"):
        break
      case UInt8(ascii: "E"), UInt8(ascii: "e"): letters += 1
      default: return isNumberWithMonth(text)
      }
    }
    return letters <= 1
  }

  /// `2-sept`, `2 Mar 2021`
  private static func isNumberWithMonth(_ text: Span<UInt8>) -> Bool {
    var place = 0
    while place < text.count, (0x30...0x39).contains(text[place]) { place += 1 }
    guard place <= 4, place < text.count else { return false }
    if !isLetter(text[place]) { place += 1 }
    return isMonth(text, from: place) != nil
  }

  /// `SEPT2`, `mar-3`, `abr. 2021`
  private static func isMonthWithNumber(_ text: Span<UInt8>) -> Bool {
    guard let end = isMonth(text, from: 0), end < text.count else { return false }
    return (end..<text.count).allSatisfy { !isLetter(text[$0]) && text[$0] < 0x80 }
      && (0x30...0x39).contains(text[text.count - 1])
  }

  /// The end of the month name that begins at `start`.
  private static func isMonth(_ text: Span<UInt8>, from start: Int) -> Int? {
    var end = start
    while end < text.count, isLetter(text[end]) { end += 1 }
    guard (3...10).contains(end - start) else { return nil }
    let name = String(decoding: (start..<end).map { text[$0] | 0x20 }, as: UTF8.self)
    return monthNames.contains { $0.hasPrefix(name) } ? end : nil
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte | 0x20)
  }

  /// In lower case; names with accents are not needed.
  private static let monthNames = Set(CalendarNames.allMonths.map { $0.name.lowercased() })
    .filter { $0.utf8.allSatisfy { $0 < 0x80 } }
}
