extension [UInt8] {
  /// Appends a stretch of a span in one copy.
  @inline(__always)
  mutating func append(_ bytes: Span<UInt8>, _ range: ByteRange) {
    // SAFETY: the buffer is used only inside the call, and slicing checks the range.
    unsafe bytes.withUnsafeBufferPointer { buffer in
      unsafe append(contentsOf: UnsafeBufferPointer(rebasing: buffer[range]))
    }
  }
}
