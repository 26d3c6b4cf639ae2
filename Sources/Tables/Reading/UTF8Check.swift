/// Counts the evidence for and against UTF-8 in a range of bytes.
struct UTF8Check: Sendable {
  /// The number of well-formed multi-byte sequences.
  var sequences = 0
  /// The number of bytes outside well-formed sequences; ``invalid`` has their positions.
  var invalidCount = 0
  /// Positions of invalid bytes, in order.
  var invalid: [Int] = []
  /// The number of letters such as `Ã©`: UTF-8 that was read as Windows-1252 and encoded again.
  var doubled = 0

  init(_ bytes: Span<UInt8>, _ range: ByteRange) {
    var index = range.lowerBound
    let end = range.upperBound
    while index < end {
      if bytes[index] < 0x80 {
        if index + 8 <= end && ByteWord(bytes, at: index).isASCII { index += 8 } else { index += 1 }
        continue
      }
      let length = UTF8Check.sequenceLength(bytes, at: index, end: end)
      if length > 0 {
        sequences += 1
        if bytes[index] == 0xC3 && bytes[index + 1] & 0xFE == 0x82 && index + 3 < end
          && bytes[index + 2] == 0xC2 && bytes[index + 3] > 0xA0
        {
          doubled += 1
        }
        index += length
      } else {
        invalidCount += 1
        invalid.append(index)
        index += 1
      }
    }
  }

  /// Ignores invalid bytes from this position on, where the text was cut off.
  mutating func forget(from position: Int) {
    while let last = invalid.last, last >= position {
      invalid.removeLast()
      invalidCount -= 1
    }
  }

  /// Whether the evidence is for UTF-8 on balance. Some bytes may be invalid.
  var speaksForUTF8: Bool { invalidCount == 0 || sequences > 4 * invalidCount }

  /// The length of the well-formed multi-byte sequence at `index`; 0 if there is none.
  @inline(__always)
  static func sequenceLength(_ bytes: Span<UInt8>, at index: Int, end: Int) -> Int {
    func isContinuation(_ at: Int) -> Bool { at < end && bytes[at] & 0xC0 == 0x80 }
    let first = bytes[index]
    switch first {
    case 0xC2...0xDF:
      return isContinuation(index + 1) ? 2 : 0
    case 0xE0...0xEF:
      guard isContinuation(index + 1), isContinuation(index + 2) else { return 0 }
      let second = bytes[index + 1]
      if first == 0xE0 && second < 0xA0 || first == 0xED && second > 0x9F { return 0 }
      return 3
    case 0xF0...0xF4:
      guard isContinuation(index + 1), isContinuation(index + 2), isContinuation(index + 3) else { return 0 }
      let second = bytes[index + 1]
      if first == 0xF0 && second < 0x90 || first == 0xF4 && second > 0x8F { return 0 }
      return 4
    default:
      return 0
    }
  }
}
