extension String {
  /// The text on one line, without characters that control a terminal: control characters, bidirectional
  /// marks and line breaks are written as `\u001b`. Tabs stay.
  ///
  /// These are the escapes of JSON strings, so JSON stays valid.
  package var escapedForTerminal: String {
    if utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return self }
    var escaped = ""
    for scalar in unicodeScalars {
      switch scalar {
      case "\n": escaped += "\\n"
      case "\r": escaped += "\\r"
      case _ where scalar.steersTerminals:
        let digits = String(scalar.value, radix: 16)
        escaped += "\\u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}

extension Unicode.Scalar {
  /// Whether the character controls a terminal or changes the direction of adjacent text.
  package var steersTerminals: Bool {
    switch value {
    case 0x09: false
    case 0x00..<0x20, 0x7F..<0xA0: true
    // Bidirectional marks, embeddings, overrides and isolates; line and paragraph separators.
    case 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}
