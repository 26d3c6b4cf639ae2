internal import CZlib

/// A gzip stream put together from blocks that were compressed apart, so that both cores work.
///
///     header | block | block | … | last block | check sum, length
///
/// Each block is raw deflate that ends on a byte (a sync flush), the last one ends the stream. The
/// header holds no time and no name: the same blocks give the same bytes always. Where blocks begin
/// must therefore depend on the data only, never on the number of cores.
package struct GzipWriter: Sendable {
  /// A compressed block, with what the trailer needs to know of its plain bytes.
  package struct Block: Sendable {
    package var bytes: [UInt8]
    package var checksum: UInt32
    package var plainCount: Int
  }

  private var checksum: UInt32 = 0
  private var plainCount = 0

  package init() {}

  /// Magic, deflate, no flags, no time, no extra flags, Unix.
  package static let header: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]

  /// Takes account of a block that has been written.
  package mutating func add(_ block: Block) {
    checksum = UInt32(
      truncatingIfNeeded: crc32_combine(uLong(checksum), uLong(block.checksum), block.plainCount))
    plainCount += block.plainCount
  }

  package var trailer: [UInt8] {
    func littleEndian(_ value: UInt32) -> [UInt8] {
      (0..<4).map { UInt8(truncatingIfNeeded: value >> UInt32($0 * 8)) }
    }
    return littleEndian(checksum) + littleEndian(UInt32(truncatingIfNeeded: plainCount))
  }

  /// Compresses one block; the last one of a stream must say so.
  package static func block(_ plain: Span<UInt8>, isLast: Bool, level: Int32 = 6) -> Block {
    var stream = unsafe z_stream()
    // SAFETY: the stream is set up, used and ended here, never moved while zlib knows its address;
    // zlib reads `plain.count` bytes of the span and writes no more than the output's capacity.
    let ready = unsafe deflateInit2_(
      &stream, level, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    precondition(ready == Z_OK, "zlib has no memory")
    precondition(plain.count < Int(UInt32.max))
    // The bound is for a whole stream; a sync flush adds up to five bytes.
    let room = Int(unsafe deflateBound(&stream, uLong(plain.count))) + 16
    let compressed = unsafe [UInt8](unsafeUninitializedCapacity: room) { output, count in
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
    let checksum = unsafe plain.withUnsafeBufferPointer {
      unsafe crc32_z(0, $0.baseAddress, $0.count)
    }
    return Block(
      bytes: compressed, checksum: UInt32(truncatingIfNeeded: checksum), plainCount: plain.count)
  }
}
