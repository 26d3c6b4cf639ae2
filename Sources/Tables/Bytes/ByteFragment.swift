/// Up to 32 bytes that are appended often, stored inline so that they can be copied at once.
@usableFromInline
package struct ByteFragment: Sendable, Equatable {
  package static let capacity = 32

  @usableFromInline package let bytes: SIMD32<UInt8>
  @usableFromInline package let count: Int

  package init(_ text: String) {
    let source = Array(text.utf8)
    precondition(source.count <= ByteFragment.capacity)
    var bytes = SIMD32<UInt8>(repeating: 0)
    for (index, byte) in source.enumerated() { bytes[index] = byte }
    self.bytes = bytes
    count = source.count
  }

  /// The decimal digits of a non-negative number.
  package init(digits value: Int) {
    var length = 1
    var rest = value
    while rest >= 10 {
      rest /= 10
      length += 1
    }
    var bytes = SIMD32<UInt8>(repeating: 0)
    rest = value
    for place in stride(from: length - 1, through: 0, by: -1) {
      bytes[place] = 0x30 + UInt8(rest % 10)
      rest /= 10
    }
    self.bytes = bytes
    count = length
  }
}
