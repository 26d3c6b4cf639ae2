internal import Tables

/// Texts of cells: Excel's maximum length, the characters of XML, and Excel's escapes.
extension CellPolicy {
  /// A change that encoding for a cell made to a text.
  struct TextChanges: OptionSet, Sendable {
    let rawValue: UInt8
    /// Too long for a cell: cut, with a mark at the end.
    static let cut = TextChanges(rawValue: 1)
    /// NUL characters replaced by U+FFFD.
    static let replaced = TextChanges(rawValue: 2)
    /// Kept whole, but Excel may show only the first lines.
    static let manyLines = TextChanges(rawValue: 4)
    /// CRLF or CR became LF.
    static let lineEnds = TextChanges(rawValue: 8)
    /// Control characters, or what looks like an escape, written as Excel's escapes, which read back the same.
    static let escaped = TextChanges(rawValue: 16)
  }

  static let cutMark: StaticString = " […]"

  static func encode(_ text: String, into output: inout OutputBuffer) -> TextChanges {
    let bytes = Array(text.utf8)
    return encode(bytes.span, into: &output)
  }

  /// Replaces `output` with the text encoded for a cell, ending in NUL.
  ///
  /// - CRLF and CR become LF, the line break of cells.
  /// - Control characters and characters that XML does not allow become Excel's `_x0001_`, which reads back as
  ///   that character; so a literal `_x0001_` becomes `_x005F_x0001_`.
  /// - Texts over 32,767 UTF-16 units are cut, with a mark at the end.
  static func encode(_ text: Span<UInt8>, into output: inout OutputBuffer) -> TextChanges {
    output.removeAll()
    output.reserve(text.count + 1)
    // Escapes turn one unit into 7 at most, so a text with fewer bytes cannot be too long.
    if text.count <= textLimit / 7 {
      let changes = encode(text, into: &output, limit: .max)
      output.append(0)
      return changes
    }
    var changes = encode(text, into: &output, limit: textLimit)
    if changes.contains(.cut) {
      output.removeAll()
      changes.formUnion(encode(text, into: &output, limit: textLimit - 4))
      output.append(cutMark)
    }
    output.append(0)
    return changes
  }

  /// As above, up to `limit` units, without mark and NUL. Every letter of an escape counts.
  private static func encode(
    _ text: Span<UInt8>, into output: inout OutputBuffer, limit: Int
  ) -> TextChanges {
    var changes: TextChanges = []
    var units = 0
    var lineFeeds = 0
    var index = 0
    while index < text.count {
      let byte = text[index]
      var length = 1
      var cost = 1
      var escape: UInt16?
      switch byte {
      case 0x20...0x5E, 0x60...0x7E, 0x09: break
      case 0x0A, 0x0D: break
      case 0: cost = 1
      case UInt8(ascii: "_"):
        if isEscape(text, at: index) { escape = 0x5F }
      case 0x00...0x1F, 0x7F: escape = byte == 0x7F ? nil : UInt16(byte)
      case 0xF0...: (length, cost) = (4, 2)
      case 0xE0...:
        length = 3
        // U+FFFE and U+FFFF are characters, but XML does not allow them.
        if byte == 0xEF, index + 2 < text.count, text[index + 1] == 0xBF, text[index + 2] >= 0xBE {
          escape = text[index + 2] == 0xBE ? 0xFFFE : 0xFFFF
        }
      default: length = byte >= 0x80 ? 2 : 1
      }
      if escape != nil { cost = 7 }
      units += cost
      if units > limit { return changes.union(.cut) }
      if let escape {
        appendEscape(escape, to: &output)
        changes.insert(.escaped)
      } else if byte == 0 {
        output.append("\u{FFFD}")
        changes.insert(.replaced)
      } else if byte == 0x0D {
        changes.insert(.lineEnds)
        // LF follows, or is added here.
        if index + 1 >= text.count || text[index + 1] != 0x0A {
          output.append(0x0A)
          lineFeeds += 1
        } else {
          units -= 1
        }
      } else {
        if byte == 0x0A { lineFeeds += 1 }
        // A letter cut off at the end stays inside the text.
        for place in index..<min(index + length, text.count) { output.append(text[place]) }
      }
      index += length
    }
    if lineFeeds > lineFeedLimit { changes.insert(.manyLines) }
    return changes
  }

  /// Whether `_xHHHH_`, which Excel would read as one character, begins here.
  private static func isEscape(_ text: Span<UInt8>, at index: Int) -> Bool {
    guard index + 6 < text.count, text[index + 1] | 0x20 == UInt8(ascii: "x"),
      text[index + 6] == UInt8(ascii: "_")
    else { return false }
    return (index + 2..<index + 6).allSatisfy { place in
      switch text[place] {
      case 0x30...0x39, 0x41...0x46, 0x61...0x66: true
      default: false
      }
    }
  }

  private static func appendEscape(_ unit: UInt16, to output: inout OutputBuffer) {
    output.append("_x")
    for shift in [12, 8, 4, 0] as [UInt16] {
      let digit = UInt8(unit >> shift & 15)
      output.append(digit < 10 ? 0x30 + digit : 0x37 + digit)
    }
    output.append("_")
  }

  // MARK: Labels

  /// A text for headers, titles and properties, which have no escapes: control characters and line breaks
  /// become spaces, and characters that XML does not allow are removed.
  static func label(_ text: String, limit: Int = 255) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0..<0x20, 0x7F: result.append(" ")
      case 0xFFFE, 0xFFFF: break
      default: result.append(scalar)
      }
    }
    return shortened(String(result), to: limit)
  }

  /// A text for a note on a cell: line breaks stay, and other control characters become spaces.
  static func note(_ text: String) -> String {
    text.replacing("\r\n", with: "\n").split(separator: "\n", omittingEmptySubsequences: false)
      .map { label(String($0), limit: 2_000) }.prefix(60).joined(separator: "\n")
  }

  /// At most `limit` UTF-16 units; longer texts end in `…`.
  static func shortened(_ text: String, to limit: Int, mark: String = "…") -> String {
    if text.utf16.count <= limit { return text }
    // From the beginning: the text may be long, and only its first letters are kept.
    var room = limit - mark.utf16.count
    var kept = text.prefix { character in
      room -= character.utf16.count
      return room >= 0
    }
    while kept.last == " " { kept.removeLast() }
    return kept + mark
  }
}
