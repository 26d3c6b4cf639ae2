/// Eight bytes of a text in one word, the first in the lowest bits.
///
/// A test of all eight bytes gives a word in which the highest bit of each matching byte is set.
@usableFromInline
package struct ByteWord {
  static let highBits: UInt64 = 0x8080_8080_8080_8080
  private static let lowBits: UInt64 = 0x0101_0101_0101_0101

  @usableFromInline package let bits: UInt64

  /// The eight bytes from `index` on; all must be in the span.
  @inlinable @inline(__always)
  package init(_ bytes: Span<UInt8>, at index: Int) {
    // SAFETY: any eight bytes are a number, and the load checks that they are in the span.
    bits = unsafe UInt64(
      littleEndian: bytes.bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self))
  }

  /// The same byte eight times.
  @inline(__always)
  static func repeating(_ byte: UInt8) -> UInt64 { UInt64(byte) &* lowBits }

  /// The bytes that are equal to the byte of `pattern`, which is ``repeating(_:)``.
  @inline(__always)
  func equal(_ pattern: UInt64) -> UInt64 {
    let difference = bits ^ pattern
    let low = (difference & ~ByteWord.highBits) &+ ~ByteWord.highBits
    return ~(low | difference) & ByteWord.highBits
  }

  /// Nonzero if any byte is zero.
  @inline(__always)
  var hasZero: UInt64 { (bits &- ByteWord.lowBits) & ~bits & ByteWord.highBits }

  @inline(__always)
  var isASCII: Bool { bits & ByteWord.highBits == 0 }

  /// The index of the first matching byte.
  @inline(__always)
  static func first(_ marks: UInt64) -> Int { marks.trailingZeroBitCount &>> 3 }
}
