internal import CZlib

/// A block of a deflate stream, compressed on its own so that all cores can work.
///
///     block
///  block
///  …
///  last block        together one stream
///
/// Each block is raw deflate that ends on a byte boundary (a sync flush); the last one ends the stream.
/// Equal blocks give equal bytes. Block boundaries must therefore depend only on the data, never on the
/// number of cores.
package struct DeflateBlock: Sendable {
  package var bytes: [UInt8]
  /// CRC-32 of the uncompressed bytes.
  package var checksum: UInt32
  package var plainCount: Int

  package init(_ plain: Span<UInt8>, isLast: Bool, level: Int32 = 6) {
    var stream = unsafe z_stream()
    // SAFETY: the stream is set up, used and ended here, and never moved while zlib knows its address.
    // zlib reads `plain.count` bytes of the span and writes at most the output's capacity.
    let ready = unsafe deflateInit2_(
      &stream, level, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    precondition(ready == Z_OK, "zlib has no memory")
    precondition(plain.count < Int(UInt32.max))
    // The bound is for a whole stream; a sync flush adds up to five bytes.
    let room = Int(unsafe deflateBound(&stream, uLong(plain.count))) + 16
    bytes = unsafe [UInt8](unsafeUninitializedCapacity: room) { output, count in
      unsafe plain.withUnsafeBufferPointer { input in
        unsafe stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
        unsafe stream.avail_in = UInt32(input.count)
        unsafe stream.next_out = output.baseAddress
        unsafe stream.avail_out = UInt32(room)
        let status = unsafe deflate(&stream, isLast ? Z_FINISH : Z_SYNC_FLUSH)
        precondition(status == (isLast ? Z_STREAM_END : Z_OK))
      }
      count = unsafe room - Int(stream.avail_out)
    }
    _ = unsafe deflateEnd(&stream)
    checksum = DeflateBlock.checksum(plain)
    plainCount = plain.count
  }

  /// A block that was compressed elsewhere.
  package init(bytes: [UInt8], checksum: UInt32, plainCount: Int) {
    (self.bytes, self.checksum, self.plainCount) = (bytes, checksum, plainCount)
  }

  package static func checksum(_ plain: Span<UInt8>) -> UInt32 {
    // SAFETY: zlib reads the span's bytes before it returns.
    let checksum = unsafe plain.withUnsafeBufferPointer { unsafe crc32_z(0, $0.baseAddress, $0.count) }
    return UInt32(truncatingIfNeeded: checksum)
  }
}

/// The checksum and size of the uncompressed bytes, for the end of a stream.
package struct DeflateTally: Sendable {
  package private(set) var checksum: UInt32 = 0
  package private(set) var plainCount = 0
  package private(set) var packedCount = 0

  package init() {}

  package mutating func add(_ block: DeflateBlock) {
    checksum = UInt32(
      truncatingIfNeeded: crc32_combine(uLong(checksum), uLong(block.checksum), block.plainCount))
    plainCount += block.plainCount
    packedCount += block.bytes.count
  }
}

package enum Inflate {
  /// Decompresses a raw deflate stream of known size; nil if it is damaged.
  package static func bytes(of packed: Span<UInt8>, plainCount: Int) -> [UInt8]? {
    var stream = unsafe z_stream()
    guard packed.count < Int(UInt32.max), plainCount < Int(UInt32.max),
      unsafe inflateInit2_(&stream, -MAX_WBITS, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
    else { return nil }
    var status: Int32 = Z_OK
    // SAFETY: zlib reads `packed.count` bytes of the span and writes at most `plainCount` + 1. The
    // reported count is the count that it wrote.
    let plain = unsafe [UInt8](unsafeUninitializedCapacity: plainCount + 1) { output, count in
      unsafe packed.withUnsafeBufferPointer { input in
        unsafe stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
        unsafe stream.avail_in = UInt32(input.count)
        unsafe stream.next_out = output.baseAddress
        unsafe stream.avail_out = UInt32(plainCount + 1)
        status = unsafe inflate(&stream, Z_FINISH)
      }
      count = unsafe plainCount + 1 - Int(stream.avail_out)
    }
    _ = unsafe inflateEnd(&stream)
    return status == Z_STREAM_END && plain.count == plainCount ? plain : nil
  }
}
