/// What text is formatted into.
package protocol ByteSink: ~Copyable {
  mutating func append(_ byte: UInt8)
  /// At least `width` digits, with zeros before them.
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
