/// The bytes of a code point in UTF-8. A surrogate gives three bytes that are not UTF-8, so that its row becomes a
/// reject.
struct CodePointBytes {
  /// The first byte in the lowest bits.
  private let bytes: UInt32
  let count: Int

  @inline(__always)
  init(_ point: UInt32) {
    switch point {
    case 0..<0x80: (bytes, count) = (point, 1)
    case 0x80..<0x800: (bytes, count) = (0x80C0 | point >> 6 | (point & 0x3F) << 8, 2)
    case 0x800..<0x10000:
      (bytes, count) = (0x80_80E0 | point >> 12 | (point >> 6 & 0x3F) << 8 | (point & 0x3F) << 16, 3)
    default:
      let first = 0x8080_80F0 | point >> 18 | (point >> 12 & 0x3F) << 8
      (bytes, count) = (first | (point >> 6 & 0x3F) << 16 | (point & 0x3F) << 24, 4)
    }
  }

  @inline(__always)
  func append(to output: inout OutputSpan<UInt8>) {
    for place in 0..<count { output.append(UInt8(truncatingIfNeeded: bytes >> UInt32(8 * place))) }
  }

  @inline(__always)
  func append(to output: inout [UInt8]) {
    for place in 0..<count { output.append(UInt8(truncatingIfNeeded: bytes >> UInt32(8 * place))) }
  }
}
