/// The room that letters take on screen and paper, in digits of the default font: East Asian letters and emoji take
/// two, combining marks none.
enum TextWidth {
  static func of(_ text: some StringProtocol) -> Int {
    text.unicodeScalars.reduce(0) { $0 + of($1.value) }
  }

  static func of(_ scalar: UInt32) -> Int {
    if scalar < 0x300 { return 1 }
    if scalar < 0x1100 { return marks.contains { $0.contains(scalar) } ? 0 : 1 }
    if (0x200B...0x200F).contains(scalar) || (0xFE00...0xFE0F).contains(scalar) { return 0 }
    return wide.contains { $0.contains(scalar) } ? 2 : 1
  }

  /// The width of the letter that begins here, and its number of bytes in UTF-8.
  @inline(__always)
  static func letter(_ bytes: Span<UInt8>, at index: Int) -> (width: Int, length: Int) {
    let lead = bytes[index]
    if lead < 0x80 { return (1, 1) }
    // Letters of one or two bytes below U+0300 are the rule.
    if lead < 0xCC { return (1, 2) }
    let length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    var scalar = UInt32(lead) & (length == 2 ? 0x1F : length == 3 ? 0x0F : 0x07)
    for place in index + 1..<min(index + length, bytes.count) {
      scalar = scalar << 6 | UInt32(bytes[place] & 0x3F)
    }
    return (of(scalar), length)
  }

  private static let marks: [ClosedRange<UInt32>] = [
    0x300...0x36F, 0x483...0x489, 0x591...0x5BD, 0x610...0x61A, 0x64B...0x65F, 0x900...0x902, 0x93C...0x93C,
  ]
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF,
    0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF,
    0x1F900...0x1F9FF,
    0x20000...0x3FFFD,
  ]
}
