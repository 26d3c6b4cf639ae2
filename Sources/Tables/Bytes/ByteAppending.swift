extension [UInt8] {
  /// Appends a range of a span in one copy.
  @inline(__always)
  package mutating func append(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    // SAFETY: the buffer is used only inside the call, and slicing checks the range.
    unsafe bytes.withUnsafeBufferPointer { buffer in
      unsafe append(contentsOf: UnsafeBufferPointer(rebasing: buffer[range]))
    }
  }
}

extension OutputSpan<UInt8> {
  /// The capacity that a span must have beyond its final length, so that short texts can be copied at
  /// once.
  static var slack: Int { 16 }

  /// Appends four bytes, the first in the lowest bits.
  @inline(__always)
  mutating func append(fourBytes four: UInt32) {
    precondition(freeCapacity >= 4)
    // SAFETY: the precondition has checked that they fit.
    unsafe withUnsafeMutableBufferPointer { target, count in
      let to = unsafe UnsafeMutableRawPointer(target.baseAddress.unsafelyUnwrapped + count)
      unsafe to.storeBytes(of: four.littleEndian, as: UInt32.self)
      count += 4
    }
  }

  /// Appends a range of a span in one copy.
  @inline(__always)
  package mutating func append(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    let (start, length) = (range.lowerBound, range.count)
    precondition(start >= 0 && range.upperBound <= bytes.count && length <= freeCapacity)
    // SAFETY: the precondition has checked that `length` bytes exist and fit. Sixteen bytes are copied
    // only if as many exist and fit; those past `length` are overwritten or cut off.
    unsafe bytes.withUnsafeBufferPointer { source in
      unsafe withUnsafeMutableBufferPointer { target, count in
        let from = unsafe UnsafeRawPointer(source.baseAddress.unsafelyUnwrapped + start)
        let to = unsafe UnsafeMutableRawPointer(target.baseAddress.unsafelyUnwrapped + count)
        if length <= 16 && start &+ 16 <= bytes.count && count &+ 16 <= target.count {
          unsafe to.storeBytes(of: from.loadUnaligned(as: SIMD16<UInt8>.self), as: SIMD16<UInt8>.self)
        } else {
          unsafe to.copyMemory(from: from, byteCount: length)
        }
        count += length
      }
    }
  }
}
