/// A destination for formatted text.
package protocol ByteSink: ~Copyable {
  mutating func append(_ byte: UInt8)
  /// Appends at least `width` digits, padded with zeros.
  mutating func append(digits number: UInt64, width: Int)
}

extension OutputBuffer: ByteSink {}

extension [UInt8]: ByteSink {
  package mutating func append(digits number: UInt64, width: Int) {
    let start = count
    var rest = number
    repeat {
      append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
    } while rest > 0 || count - start < width
    self[start...].reverse()
  }
}
