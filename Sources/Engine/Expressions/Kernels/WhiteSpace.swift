/// Unicode white space, including no-break spaces, at the ends of UTF-8 text.
enum WhiteSpace {
  /// The range without white space at the ends.
  static func trimmed(_ bytes: Span<UInt8>) -> Range<Int> {
    var start = 0
    while start < bytes.count {
      let length = leading(bytes, at: start)
      if length == 0 { break }
      start += length
    }
    var end = bytes.count
    while end > start {
      let length = trailing(bytes, from: start, end: end)
      if length == 0 { break }
      end -= length
    }
    return start..<end
  }

  /// The length in bytes of the white space character at `index`; 0 if there is none.
  private static func leading(_ bytes: Span<UInt8>, at index: Int) -> Int {
    let byte = bytes[index]
    if byte < 0x80 { return isASCIISpace(byte) ? 1 : 0 }
    for length in 2...3 where index + length <= bytes.count {
      if isSpace(bytes, index, length) { return length }
    }
    return 0
  }

  private static func trailing(_ bytes: Span<UInt8>, from start: Int, end: Int) -> Int {
    let byte = bytes[end - 1]
    if byte < 0x80 { return isASCIISpace(byte) ? 1 : 0 }
    for length in 2...3 where end - length >= start {
      if isSpace(bytes, end - length, length) { return length }
    }
    return 0
  }

  private static func isASCIISpace(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }

  private static func isSpace(_ bytes: Span<UInt8>, _ index: Int, _ length: Int) -> Bool {
    if length == 2 { return bytes[index] == 0xC2 && (bytes[index + 1] == 0x85 || bytes[index + 1] == 0xA0) }
    switch (bytes[index], bytes[index + 1], bytes[index + 2]) {
    case (0xE1, 0x9A, 0x80), (0xE2, 0x80, 0x80...0x8A), (0xE2, 0x80, 0xA8), (0xE2, 0x80, 0xA9),
      (0xE2, 0x80, 0xAF), (0xE2, 0x81, 0x9F), (0xE3, 0x80, 0x80):
      return true
    default: return false
    }
  }
}
