/// The conversion of a file's bytes to UTF-8, as declared or as guessed from its beginning.
package struct TextDecoding: Sendable, Equatable {
  /// Never ``TextEncoding/utf16``, which leaves the byte order open.
  package var encoding: TextEncoding
  /// The length of the byte order mark.
  package var markLength: Int
  /// The encoding is a guess, which later bytes may disprove.
  package var isGuess = false

  /// - Parameter isWhole: `head` is the whole file, so a sequence cut off at its end is invalid.
  init(head: [UInt8], isWhole: Bool, declared: TextEncoding?) {
    let mark = TextDecoding.mark(head)
    switch declared {
    case .utf16:
      encoding = mark.map { $0.encoding == .utf8 ? .utf16LittleEndian : $0.encoding } ?? .utf16LittleEndian
      if mark == nil, let found = TextDecoding.wideEncoding(head) { encoding = found }
      markLength = mark.map { $0.encoding == .utf8 ? 0 : $0.length } ?? 0
    case let declared?:
      encoding = declared
      markLength = mark?.encoding == declared ? mark!.length : 0
    case nil:
      if let mark {
        (encoding, markLength) = mark
      } else if let wide = TextDecoding.wideEncoding(head) {
        encoding = wide
        markLength = 0
      } else {
        var check = UTF8Check(head.span, 0..<head.count)
        if !isWhole { check.forget(from: head.count - 3) }
        encoding = check.speaksForUTF8 ? .utf8 : .windows1252
        markLength = 0
        isGuess = true
      }
    }
  }

  private static func mark(_ head: [UInt8]) -> (encoding: TextEncoding, length: Int)? {
    if head.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
    if head.starts(with: [0xFF, 0xFE]) { return (.utf16LittleEndian, 2) }
    if head.starts(with: [0xFE, 0xFF]) { return (.utf16BigEndian, 2) }
    return nil
  }

  /// Detects UTF-16 without a mark: every other byte of ordinary text is zero.
  private static func wideEncoding(_ head: [UInt8]) -> TextEncoding? {
    let count = min(head.count, 4096) & ~1
    guard count >= 4 else { return nil }
    var even = 0
    var odd = 0
    for index in 0..<count where head[index] == 0 {
      if index & 1 == 0 { even += 1 } else { odd += 1 }
    }
    if odd * 2 > count / 2, even * 20 < count / 2 { return .utf16LittleEndian }
    if even * 2 > count / 2, odd * 20 < count / 2 { return .utf16BigEndian }
    return nil
  }

  /// Converts the file to UTF-8, without the mark. UTF-8 is not changed, invalid bytes included.
  func utf8(_ bytes: [UInt8]) -> [UInt8] {
    switch encoding {
    case .utf8: markLength == 0 ? bytes : Array(bytes[markLength...])
    case .windows1252: narrow(bytes, high: TextDecoding.windows1252)
    case .latin1: narrow(bytes, high: [])
    case .utf16, .utf16LittleEndian: wide(bytes, low: 0, high: 1)
    case .utf16BigEndian: wide(bytes, low: 1, high: 0)
    }
  }

  private func narrow(_ bytes: [UInt8], high: [UInt32]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + bytes.count / 8)
    for index in markLength..<bytes.count {
      let byte = bytes[index]
      if byte < 0x80 {
        result.append(byte)
      } else if byte < 0xA0, !high.isEmpty {
        TextDecoding.append(high[Int(byte) - 0x80], to: &result)
      } else {
        TextDecoding.append(UInt32(byte), to: &result)
      }
    }
    return result
  }

  private func wide(_ bytes: [UInt8], low: Int, high: Int) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count / 2 + bytes.count / 16)
    var index = markLength
    while index + 1 < bytes.count {
      var unit = UInt32(bytes[index + high]) << 8 | UInt32(bytes[index + low])
      index += 2
      if unit & 0xFC00 == 0xD800, index + 1 < bytes.count {
        let next = UInt32(bytes[index + high]) << 8 | UInt32(bytes[index + low])
        if next & 0xFC00 == 0xDC00 {
          unit = 0x10000 + (unit & 0x3FF) << 10 + next & 0x3FF
          index += 2
        }
      }
      // An unpaired surrogate becomes invalid UTF-8, and its row a reject.
      TextDecoding.append(unit, to: &result)
    }
    if index < bytes.count { result.append(0xFF) }
    return result
  }

  private static func append(_ scalar: UInt32, to result: inout [UInt8]) {
    switch scalar {
    case 0..<0x80: result.append(UInt8(scalar))
    case 0x80..<0x800:
      result.append(UInt8(0xC0 | scalar >> 6))
      result.append(UInt8(0x80 | scalar & 0x3F))
    case 0x800..<0x10000:
      result.append(UInt8(0xE0 | scalar >> 12))
      result.append(UInt8(0x80 | scalar >> 6 & 0x3F))
      result.append(UInt8(0x80 | scalar & 0x3F))
    default:
      result.append(UInt8(0xF0 | scalar >> 18))
      result.append(UInt8(0x80 | scalar >> 12 & 0x3F))
      result.append(UInt8(0x80 | scalar >> 6 & 0x3F))
      result.append(UInt8(0x80 | scalar & 0x3F))
    }
  }

  /// The code points of 0x80 to 0x9F; the five unassigned ones map to themselves.
  private static let windows1252: [UInt32] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152,
    0x8D, 0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122,
    0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
  ]
}
