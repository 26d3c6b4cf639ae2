/// The conversion of a file's bytes to UTF-8, as declared or as guessed from its beginning.
package struct TextDecoding: Sendable, Equatable {
  /// Never ``TextEncoding/utf16`` or ``TextEncoding/utf32``, which leave the byte order open.
  package var encoding: TextEncoding
  /// The length of the byte order mark.
  package var markLength: Int
  /// The encoding is a guess, which later bytes may disprove.
  package var isGuess = false
  /// The bytes do not say clearly which encoding they have.
  package var isUnsure = false

  /// - Parameter isWhole: `head` is the whole file, so a sequence cut off at its end is invalid.
  init(head: [UInt8], isWhole: Bool, declared: TextEncoding?) {
    let mark = TextDecoding.mark(head)
    switch declared {
    case .utf16, .utf32:
      let orders: [TextEncoding] =
        declared == .utf16
        ? [.utf16LittleEndian, .utf16BigEndian] : [.utf32LittleEndian, .utf32BigEndian]
      let marked = mark.flatMap { orders.contains($0.encoding) ? $0 : nil }
      let found = TextDecoding.wideEncoding(head).flatMap { orders.contains($0) ? $0 : nil }
      encoding = marked?.encoding ?? found ?? orders[0]
      markLength = marked?.length ?? 0
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
        markLength = 0
        isGuess = true
        if check.speaksForUTF8 {
          encoding = .utf8
        } else {
          let guess = CodePageGuess(head[...])
          encoding = guess.encoding
          isUnsure = !guess.isSure
        }
      }
    }
  }

  /// The byte order mark, or several as programs leave that add one to a text which has one.
  private static func mark(_ head: [UInt8]) -> (encoding: TextEncoding, length: Int)? {
    guard let first = firstMark(head) else { return nil }
    var end = first.length
    while head.dropFirst(end).starts(with: head.prefix(first.length)) { end += first.length }
    return (first.encoding, end)
  }

  private static func firstMark(_ head: [UInt8]) -> (encoding: TextEncoding, length: Int)? {
    if head.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
    if head.starts(with: [0xFF, 0xFE, 0, 0]) { return (.utf32LittleEndian, 4) }
    if head.starts(with: [0, 0, 0xFE, 0xFF]) { return (.utf32BigEndian, 4) }
    if head.starts(with: [0xFF, 0xFE]) { return (.utf16LittleEndian, 2) }
    if head.starts(with: [0xFE, 0xFF]) { return (.utf16BigEndian, 2) }
    return nil
  }

  /// Detects UTF-16 and UTF-32 without a mark: every other byte, or three of four, of ordinary text are zero.
  private static func wideEncoding(_ head: [UInt8]) -> TextEncoding? {
    let count = min(head.count, 4096) & ~1
    guard count >= 4 else { return nil }
    var even = 0
    var odd = 0
    for index in 0..<count where head[index] == 0 {
      if index & 1 == 0 { even += 1 } else { odd += 1 }
    }
    let isFourfold = count >= 8 && (even + odd) * 3 > count * 2
    if isFourfold { return head[0] == 0 ? .utf32BigEndian : .utf32LittleEndian }
    if odd * 2 > count / 2, even * 20 < count / 2 { return .utf16LittleEndian }
    if even * 2 > count / 2, odd * 20 < count / 2 { return .utf16BigEndian }
    return nil
  }

  /// Converts the file to UTF-8, without the mark. UTF-8 is not changed, invalid bytes included.
  func utf8(_ bytes: [UInt8]) -> [UInt8] {
    switch encoding {
    case .utf8: markLength == 0 ? bytes : Array(bytes[markLength...])
    case .utf16, .utf16LittleEndian: WideText(bytes, from: markLength, isBigEndian: false).utf8()
    case .utf16BigEndian: WideText(bytes, from: markLength, isBigEndian: true).utf8()
    case .utf32, .utf32LittleEndian: fourfold(bytes, places: [3, 2, 1, 0])
    case .utf32BigEndian: fourfold(bytes, places: [0, 1, 2, 3])
    case .windows1252, .windows1250, .windows1251, .latin1, .latin9, .ibm850, .ibm437, .macRoman:
      narrow(bytes, high: encoding.codePage!)
    case .gb18030, .big5, .shiftJIS, .eucJP, .eucKR:
      SystemConversion(from: encoding.systemName!, to: "UTF-8")?.converted(bytes[markLength...]).text ?? []
    }
  }

  private func narrow(_ bytes: [UInt8], high: [UInt16]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + bytes.count / 8)
    for index in markLength..<bytes.count {
      let byte = bytes[index]
      if byte < 0x80 {
        result.append(byte)
      } else {
        CodePointBytes(UInt32(high[Int(byte) - 0x80])).append(to: &result)
      }
    }
    return result
  }

  /// - Parameter places: where the four bytes of a code point are, the most significant first.
  private func fourfold(_ bytes: [UInt8], places: [Int]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count / 4 + bytes.count / 32)
    for index in stride(from: markLength, to: bytes.count - 3, by: 4) {
      let point = places.reduce(UInt32(0)) { $0 << 8 | UInt32(bytes[index + $1]) }
      if point < 0x11_0000 { CodePointBytes(point).append(to: &result) } else { result.append(0xFF) }
    }
    if (bytes.count - markLength) % 4 != 0 { result.append(0xFF) }
    return result
  }
}
