internal import CZstd

/// Unpacks .zst files with libzstd.
@safe final class ZstandardStream: PackedStream {
  static let kind = "zstd"
  private let stream: OpaquePointer?
  /// Whether the last frame is complete.
  private var isBetweenFrames = false

  init() { unsafe stream = ZSTD_createDStream() }

  deinit { _ = unsafe ZSTD_freeDStream(stream) }

  func step(
    _ input: UnsafeBufferPointer<UInt8>, _ output: UnsafeMutableBufferPointer<UInt8>
  ) throws(StreamFault) -> (used: Int, made: Int, isEnd: Bool) {
    guard unsafe stream != nil else { throw StreamFault(reason: "libzstd could not start") }
    if input.isEmpty && isBetweenFrames { return (0, 0, true) }
    var from = unsafe ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
    var to = unsafe ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
    let status = unsafe ZSTD_decompressStream(stream, &to, &from)
    if ZSTD_getErrorCode(status) == ZSTD_error_frameParameter_windowTooLarge {
      throw StreamFault(
        reason: "it needs more than 128 MB of memory to unpack", hint: "pack it again without  --long")
    }
    if ZSTD_isError(status) != 0 {
      throw StreamFault(reason: unsafe String(cString: ZSTD_getErrorName(status)).lowercased())
    }
    isBetweenFrames = status == 0
    let (used, made) = unsafe (from.pos, to.pos)
    return (used, made, status == 0 && used == input.count)
  }
}
