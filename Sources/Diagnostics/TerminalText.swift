extension String {
  /// The text on one line, with nothing in it that steers a terminal: control characters, marks of
  /// writing direction and line breaks are written as `\u001b`. Tabs stay.
  ///
  /// The form is that of JSON strings, so that JSON stays valid.
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
  /// Whether a terminal would act on it, or it would turn the direction of what stands beside it.
  package var steersTerminals: Bool {
    switch value {
    case 0x09: false
    case 0x00..<0x20, 0x7F..<0xA0: true
    // Marks, embeddings, overrides and isolates of direction; line and paragraph separators.
    case 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}
