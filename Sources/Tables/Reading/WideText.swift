/// Text in UTF-16, converted to UTF-8 in pieces on all cores.
struct WideText: Sendable {
  private let bytes: [UInt8]
  private let isBigEndian: Bool
  /// Ranges of whole code points.
  private let pieces: [Range<Int>]
  /// Whether half a unit is left at the end.
  private let isCut: Bool

  /// The bits of four units that ASCII leaves empty, the first unit in the lowest bits.
  private static let beyondASCII: UInt64 = 0xFF80_FF80_FF80_FF80

  /// - Parameters:
  ///   - start: the length of the byte order mark.
  ///   - pieceSize: even.
  init(_ bytes: [UInt8], from start: Int, isBigEndian: Bool, pieceSize: Int = 1 << 20) {
    self.bytes = bytes
    self.isBigEndian = isBigEndian
    let end = bytes.count - (bytes.count - start) % 2
    isCut = end < bytes.count
    var pieces: [Range<Int>] = []
    var next = start
    while next < end {
      var limit = min(next + pieceSize, end)
      // A pair of surrogates stays together.
      let high = isBigEndian ? 0 : 1
      if limit < end, bytes[limit - 2 + high] & 0xFC == 0xD8, bytes[limit + high] & 0xFC == 0xDC {
        limit += 2
      }
      pieces.append(next..<limit)
      next = limit
    }
    self.pieces = pieces
  }

  /// The text as UTF-8. Half a pair of surrogates and half a unit become bytes that are not UTF-8, and their rows rejects.
  func utf8() -> [UInt8] {
    let counts = Parallel.each(pieces) { count($0) }
    return [UInt8](regions: counts + (isCut ? [1] : [])) { piece, output in
      if piece == pieces.count { output.append(0xFF as UInt8) } else { write(pieces[piece], &output) }
    }
  }

  @inline(__always)
  private func units(_ span: Span<UInt8>, at place: Int) -> UInt64 {
    let bits = ByteWord(span, at: place).bits
    if !isBigEndian { return bits }
    return (bits & 0x00FF_00FF_00FF_00FF) << 8 | (bits >> 8) & 0x00FF_00FF_00FF_00FF
  }

  @inline(__always)
  private func unit(_ span: Span<UInt8>, at place: Int) -> UInt32 {
    let (first, second) = (UInt32(span[place]), UInt32(span[place + 1]))
    return isBigEndian ? first << 8 | second : second << 8 | first
  }

  /// The code point at a place, and its length in bytes.
  @inline(__always)
  private func point(_ span: Span<UInt8>, at place: Int, end: Int) -> (point: UInt32, length: Int) {
    let first = unit(span, at: place)
    if first & 0xFC00 == 0xD800, place + 2 < end {
      let second = unit(span, at: place + 2)
      if second & 0xFC00 == 0xDC00 { return (0x10000 + (first & 0x3FF) << 10 + second & 0x3FF, 4) }
    }
    return (first, 2)
  }

  private func count(_ range: Range<Int>) -> Int {
    let span = bytes.span
    var count = 0
    var place = range.lowerBound
    while place < range.upperBound {
      if place + 8 <= range.upperBound, units(span, at: place) & WideText.beyondASCII == 0 {
        count += 4
        place += 8
        continue
      }
      let (point, length) = point(span, at: place, end: range.upperBound)
      count += CodePointBytes(point).count
      place += length
    }
    return count
  }

  private func write(_ range: Range<Int>, _ output: inout OutputSpan<UInt8>) {
    let span = bytes.span
    var place = range.lowerBound
    while place < range.upperBound {
      if place + 8 <= range.upperBound, output.freeCapacity >= 4 {
        var word = units(span, at: place)
        if word & WideText.beyondASCII == 0 {
          word = (word | word >> 8) & 0x0000_FFFF_0000_FFFF
          output.append(fourBytes: UInt32(truncatingIfNeeded: word | word >> 16))
          place += 8
          continue
        }
      }
      let (point, length) = point(span, at: place, end: range.upperBound)
      place += length
      CodePointBytes(point).append(to: &output)
    }
  }
}
