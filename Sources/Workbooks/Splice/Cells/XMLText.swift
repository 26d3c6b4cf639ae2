internal import Tables

/// Writes texts of cells as XML.
enum XMLText {
  /// Whether a text needs no escaping in XML or in a cell: it has no special character of XML, no control
  /// character or line break, no sequence that could be one of Excel's escapes, and fits a cell.
  static func isPlain(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    // A text never has more UTF-16 units than bytes.
    if range.count > CellPolicy.textLimit { return false }
    var found: UInt8 = 0
    for index in range {
      let byte = bytes[index]
      // U+FFFE and U+FFFF begin with 0xEF; most other texts with this byte take the slow path for nothing.
      let isSpecial =
        byte < 0x20 || byte == 0x26 || byte == 0x3C || byte == 0x3E || byte == 0x5F || byte == 0xEF
      found |= isSpecial ? 1 : 0
    }
    return found == 0
  }

  /// Appends `<si><t>…</t></si>` for a text encoded for a cell.
  static func appendShared(
    _ bytes: Span<UInt8>, _ range: Range<Int>, scratch: inout OutputBuffer, to output: inout OutputBuffer
  ) {
    if isPlain(bytes, range) {
      output.append(hasSpace(bytes, range) ? spacedStart : start)
      output.append(bytes, range)
    } else {
      _ = CellPolicy.encode(bytes.extracting(range), into: &scratch)
      scratch.removeLast()
      scratch.withBytes { text in
        output.append(hasSpace(text, 0..<text.count) ? spacedStart : start)
        appendEscaped(text, to: &output)
      }
    }
    output.append(end)
  }

  private static let start = ByteFragment("<si><t>")
  private static let spacedStart = ByteFragment("<si><t xml:space=\"preserve\">")
  private static let end = ByteFragment("</t></si>")

  private static func appendEscaped(_ text: Span<UInt8>, to output: inout OutputBuffer) {
    var done = 0
    for index in text.indices {
      let escape: StaticString
      switch text[index] {
      case UInt8(ascii: "&"): escape = "&amp;"
      case UInt8(ascii: "<"): escape = "&lt;"
      case UInt8(ascii: ">"): escape = "&gt;"
      default: continue
      }
      output.append(text, done..<index)
      output.append(escape)
      done = index + 1
    }
    output.append(text, done..<text.count)
  }

  /// XML readers would drop leading and trailing white space.
  private static func hasSpace(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    guard let first = range.first, let last = range.last else { return false }
    return isSpace(text[first]) || isSpace(text[last])
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
}
