internal import CLZMA

/// Unpacks .xz files with liblzma.
@safe final class XZStream: PackedStream {
  static let kind = "xz"
  /// Stays where it is: the library keeps its address.
  private let stream: UnsafeMutablePointer<lzma_stream>
  private var isReady: Bool

  /// `LZMA_CONCATENATED`, which is a macro: several streams, one after the other.
  private static let concatenated: UInt32 = 0x08

  /// More than any setting of `xz` needs.
  private static let mostMemory: UInt64 = 256 << 20

  init() {
    unsafe stream = UnsafeMutablePointer.allocate(capacity: 1)
    unsafe stream.initialize(to: lzma_stream())
    isReady =
      unsafe lzma_stream_decoder(stream, XZStream.mostMemory, XZStream.concatenated) == LZMA_OK
  }

  deinit {
    unsafe lzma_end(stream)
    unsafe stream.deallocate()
  }

  func step(
    _ input: UnsafeBufferPointer<UInt8>, _ output: UnsafeMutableBufferPointer<UInt8>
  ) throws(StreamFault) -> (used: Int, made: Int, isEnd: Bool) {
    guard isReady else { throw StreamFault(reason: "liblzma could not start") }
    unsafe stream.pointee.next_in = input.baseAddress
    unsafe stream.pointee.avail_in = input.count
    unsafe stream.pointee.next_out = output.baseAddress
    unsafe stream.pointee.avail_out = output.count
    let status = unsafe lzma_code(stream, LZMA_FINISH)
    let (used, made) = unsafe (input.count - stream.pointee.avail_in, output.count - stream.pointee.avail_out)
    switch status {
    case LZMA_OK, LZMA_BUF_ERROR: return (used, made, false)
    case LZMA_STREAM_END: return (used, made, true)
    case LZMA_MEMLIMIT_ERROR:
      throw StreamFault(
        reason: "it needs more than 256 MB of memory to unpack",
        hint: "pack it again with a smaller dictionary, for example by  xz -9")
    default: throw StreamFault(reason: "its packed bytes are broken")
    }
  }
}
