/// Counts the evidence for and against UTF-8 in a range of bytes.
struct UTF8Check: Sendable {
  /// Well-formed sequences of two bytes and more.
  var sequences = 0
  /// Bytes that are not part of a well-formed sequence; ``invalid`` has their positions.
  var invalidCount = 0
  /// Positions of invalid bytes, in order.
  var invalid: [Int] = []
  /// Letters such as `Ã©`, which are UTF-8 that was taken for Windows-1252 and saved as UTF-8 again.
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

  /// Forgets invalid bytes at the end of a text that was cut there.
  mutating func forget(from position: Int) {
    while let last = invalid.last, last >= position {
      invalid.removeLast()
      invalidCount -= 1
    }
  }

  /// Whether there is more evidence for UTF-8 than against it. Some bytes may be broken.
  var speaksForUTF8: Bool { invalidCount == 0 || sequences > 4 * invalidCount }

  /// The length of the well-formed sequence at `index`, which is not ASCII; 0 when there is none.
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
