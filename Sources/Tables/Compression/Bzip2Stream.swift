internal import CBzip2

/// Unpacks .bz2 files with libbz2.
@safe final class Bzip2Stream: PackedStream {
  static let kind = "bzip2"
  /// Stays where it is: the library keeps its address.
  private let stream: UnsafeMutablePointer<bz_stream>
  private var isReady: Bool

  init() {
    unsafe stream = UnsafeMutablePointer.allocate(capacity: 1)
    unsafe stream.initialize(to: bz_stream())
    isReady = unsafe BZ2_bzDecompressInit(stream, 0, 0) == BZ_OK
  }

  deinit {
    _ = unsafe BZ2_bzDecompressEnd(stream)
    unsafe stream.deallocate()
  }

  func step(
    _ input: UnsafeBufferPointer<UInt8>, _ output: UnsafeMutableBufferPointer<UInt8>
  ) throws(StreamFault) -> (used: Int, made: Int, isEnd: Bool) {
    guard isReady else { throw StreamFault(reason: "libbz2 could not start") }
    // The library counts in 32 bits.
    let count = min(input.count, 1 << 30)
    unsafe stream.pointee.next_in = UnsafeMutablePointer(
      mutating: UnsafeRawPointer(input.baseAddress)?.assumingMemoryBound(to: CChar.self))
    unsafe stream.pointee.avail_in = UInt32(count)
    unsafe stream.pointee.next_out = UnsafeMutableRawPointer(output.baseAddress)?.assumingMemoryBound(
      to: CChar.self)
    unsafe stream.pointee.avail_out = UInt32(output.count)
    let status = unsafe BZ2_bzDecompress(stream)
    let (used, made) = unsafe (
      count - Int(stream.pointee.avail_in), output.count - Int(stream.pointee.avail_out)
    )
    switch status {
    case BZ_OK: return (used, made, false)
    case BZ_STREAM_END:
      if used == input.count { return (used, made, true) }
      // Several streams, one after the other.
      _ = unsafe BZ2_bzDecompressEnd(stream)
      unsafe stream.pointee = bz_stream()
      isReady = unsafe BZ2_bzDecompressInit(stream, 0, 0) == BZ_OK
      return (used, made, false)
    case BZ_DATA_ERROR_MAGIC: throw StreamFault(reason: "there are other bytes after its end")
    default: throw StreamFault(reason: "its packed bytes are broken")
    }
  }
}
