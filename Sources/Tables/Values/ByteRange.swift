/// A range of bytes in a larger span, such as a field of a record.
package typealias ByteRange = Range<Int>

extension Span<UInt8> {
  /// The length of the space at `index` in bytes, or 0. Spaces are blank, tab, and the no-break, figure,
  /// thin and narrow no-break spaces that programs put around and inside numbers and times.
  @inline(__always)
  package func spaceLength(at index: Int, end: Int) -> Int {
    let byte = self[index]
    if byte == 0x20 || byte == 0x09 { return 1 }
    if byte < 0xC2 { return 0 }
    return wideSpaceLength(at: index, end: end)
  }

  private func wideSpaceLength(at index: Int, end: Int) -> Int {
    if self[index] == 0xC2, index + 1 < end, self[index + 1] == 0xA0 { return 2 }
    if self[index] == 0xE2, index + 2 < end, self[index + 1] == 0x80 {
      switch self[index + 2] {
      case 0x87, 0x89, 0xAF: return 3
      default: return 0
      }
    }
    return 0
  }

  /// The range without spaces at its ends.
  package func trimmed(_ range: ByteRange) -> ByteRange {
    var start = range.lowerBound
    var end = range.upperBound
    while start < end {
      let length = spaceLength(at: start, end: end)
      if length == 0 { break }
      start += length
    }
    while end > start {
      if self[end - 1] == 0x20 || self[end - 1] == 0x09 {
        end -= 1
      } else if end - start >= 2, spaceLength(at: end - 2, end: end) == 2 {
        end -= 2
      } else if end - start >= 3, spaceLength(at: end - 3, end: end) == 3 {
        end -= 3
      } else {
        break
      }
    }
    return start..<end
  }

  /// The bytes as text for messages and names, not for cells: invalid UTF-8 and NUL become U+FFFD.
  package func text(_ range: ByteRange) -> String {
    let text = String(decoding: array(range), as: UTF8.self)
    return text.utf8.contains(0) ? text.replacing("\0", with: "\u{FFFD}") : text
  }

  package func array(_ range: ByteRange) -> [UInt8] {
    [UInt8](capacity: range.count) { output in
      for index in range { output.append(self[index]) }
    }
  }

  /// Whether the range holds exactly these bytes.
  package func equals(_ range: ByteRange, _ other: [UInt8]) -> Bool {
    guard range.count == other.count else { return false }
    for index in 0..<other.count where self[range.lowerBound + index] != other[index] { return false }
    return true
  }
}
