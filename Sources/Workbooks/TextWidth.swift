/// The room that letters take on screen and paper, in digits of the default font: an `i` takes less than half, a `W` more
/// than one and a half, East Asian letters and emoji about two, combining marks none.
///
/// The widths of Arial, which are those of its metric equals (Liberation Sans, Helvetica, Nimbus Sans).
enum TextWidth {
  /// Rounded up.
  static func of(_ text: some StringProtocol) -> Int { (tenths(of: text) + 9) / 10 }

  /// In tenths of a digit.
  static func tenths(of text: some StringProtocol) -> Int {
    text.unicodeScalars.reduce(0) { $0 + tenths(of: $1.value) }
  }

  /// Bold letters are wider by about a fifteenth.
  static func bold(_ text: some StringProtocol) -> Int { (tenths(of: text) * 16 / 15 + 9) / 10 }

  static func tenths(of scalar: UInt32) -> Int {
    if scalar < 0x100 { return Int(latin[Int(scalar)]) }
    if scalar < 0x300 { return ordinary }
    if scalar < 0x1100 { return marks.contains { $0.contains(scalar) } ? 0 : ordinary }
    if (0x200B...0x200F).contains(scalar) || (0xFE00...0xFE0F).contains(scalar) { return 0 }
    return wide.contains { $0.contains(scalar) } ? 20 : ordinary
  }

  /// The width of the letter that begins here, in tenths of a digit, and its number of bytes in UTF-8.
  @inline(__always)
  static func letter(_ bytes: Span<UInt8>, at index: Int) -> (tenths: Int, length: Int) {
    let lead = bytes[index]
    if lead < 0x80 { return (Int(latin[Int(lead)]), 1) }
    let length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    var scalar = UInt32(lead) & (length == 2 ? 0x1F : length == 3 ? 0x0F : 0x07)
    for place in index + 1..<min(index + length, bytes.count) {
      scalar = scalar << 6 | UInt32(bytes[place] & 0x3F)
    }
    return (tenths(of: scalar), length)
  }

  /// The widths of letters of alphabets that are not measured.
  private static let ordinary = 11

  /// By code point, up to U+00FF.
  private static let latin: [UInt8] = {
    // In thousandths of the size of the font.
    let groups: [(Int, String)] = [
      (191, "'"), (222, "ijl"), (260, "|¦"), (278, " !,./:;I[\\]ft·ÌÍÎÏìíîï"), (333, "()-`r¡¨¯´¸ªº²³¹{}"),
      (355, "\""), (389, "*"), (400, "°"), (469, "^"), (500, "Jcksvxyzçýÿ"), (584, "+<=>~¬±×÷"),
      (611, "FTZøß¿ðþ"), (667, "&ABEKPSVXYÀÁÂÃÄÅÈÉÊËÝÞ"), (722, "CDHNRUwÇÐÑÙÚÛÜ"), (737, "©®"),
      (778, "GOQÒÓÔÕÖØ"), (833, "Mm¼½¾"), (889, "%æ"), (944, "W"), (1000, "Æ"), (1015, "@"),
    ]
    // Digits and most small letters.
    var widths = [UInt8](repeating: 10, count: 256)
    for (width, letters) in groups {
      for letter in letters.unicodeScalars where letter.value < 256 {
        widths[Int(letter.value)] = UInt8((width * 10 + 278) / 556)
      }
    }
    return widths
  }()

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
