/// Keeps texts unchanged when a spreadsheet opens the file.
///
/// A spreadsheet runs `=1+1` as a formula and opens `+56912345678` as a number without its plus, `007`
/// as 7, `3/4` as a date and `FALSO` as a logical value, even in quotes. So such a text is prefixed with an
/// apostrophe, the spreadsheets' own mark of a text. It then opens as a text in every program, and removing one
/// apostrophe restores it. To make that unambiguous, a text that begins with an apostrophe gets another
/// one.
extension CSVFormatter {
  static let guardMark = UInt8(ascii: "'")

  /// `range` is not empty.
  static func needsGuard(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    let first = bytes[range.lowerBound]
    // Nearly all texts begin and end with a letter.
    if first >= 0x41, first < 0x80, bytes[range.upperBound - 1] >= 0x41 {
      return SpreadsheetText.mayBeTruth(first, range.count) && SpreadsheetText(bytes, range).isTruth
        || hasSignAfterSeparator(bytes, range)
    }
    return SpreadsheetText(bytes, range).isChanged || hasSignAfterSeparator(bytes, range)
  }

  /// Whether the text holds the separator of another country's files before the sign of a formula: `x;=1+1`, which
  /// a spreadsheet with that separator takes apart, quotes or not.
  private static func hasSignAfterSeparator(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    let commas = ByteWord.repeating(UInt8(ascii: ","))
    let semicolons = ByteWord.repeating(UInt8(ascii: ";"))
    let tabs = ByteWord.repeating(0x09)
    var place = range.lowerBound
    while place + 8 <= range.upperBound {
      let word = ByteWord(bytes, at: place)
      var marks = word.equal(commas) | word.equal(semicolons) | word.equal(tabs)
      while marks != 0 {
        if isSign(bytes, place + ByteWord.first(marks) + 1, range.upperBound) { return true }
        marks &= marks &- 1
      }
      place += 8
    }
    while place < range.upperBound {
      let byte = bytes[place]
      if byte == UInt8(ascii: ",") || byte == UInt8(ascii: ";") || byte == 0x09,
        isSign(bytes, place + 1, range.upperBound)
      {
        return true
      }
      place += 1
    }
    return false
  }

  /// Whether a formula begins here, behind what spreadsheets pass over. A minus before a blank is a dash.
  private static func isSign(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    var place = start
    while place < end, bytes[place] == 0x20 { place += 1 }
    guard place < end else { return false }
    switch bytes[place] {
    case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "@"): return true
    case UInt8(ascii: "-"): return place + 1 < end && bytes[place + 1] > 0x20
    case 0x80...: return SpreadsheetText(bytes, place..<end).beginsLikeFormula
    default: return false
    }
  }
}

/// The apostrophe that files for people have before some texts.
package enum CSVGuard {
  /// The text that such a file means by `written`: without the apostrophe that ``CSVFormatter`` puts before it.
  package static func removed(from written: String) -> String {
    let bytes = Array(written.utf8)
    guard bytes.count > 1, bytes[0] == CSVFormatter.guardMark,
      CSVFormatter.needsGuard(bytes.span, 1..<bytes.count)
    else { return written }
    return String(written.dropFirst())
  }
}
