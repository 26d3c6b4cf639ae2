/// Writes gzip files in chunks on all cores.
package enum PackedFile {
  private static let piece = 1 << 20

  /// Creates or replaces a file with these bytes, compressed.
  package static func write(_ bytes: [UInt8], to path: String, level: Int32) throws {
    try write(count: bytes.count, to: path, level: level) { bytes[$0] }
  }

  /// Creates or replaces a file with the compressed bytes of another one.
  ///
  /// - Returns: the fingerprint of the source.
  /// - Throws: a diagnostic that names the file that cannot be read or written.
  package static func write(copyOf source: InputFile, to path: String, level: Int32) throws -> FileFingerprint
  {
    let disk = try DiskFile(source)
    let fingerprint = RunningFingerprint()
    try write(count: disk.size, to: path, level: level) {
      try disk.read($0)[...]
    } note: {
      fingerprint.add($0)
    }
    try disk.verifyUnchanged()
    return fingerprint.value
  }

  /// - Parameter note: called with each chunk, in order, before it is compressed.
  private static func write(
    count: Int, to path: String, level: Int32,
    _ bytes: @escaping @Sendable (Range<Int>) throws -> ArraySlice<UInt8>,
    note: @escaping @Sendable (Span<UInt8>) -> Void = { _ in }
  ) throws {
    // At least one chunk: an empty file must be written too.
    let pieces = stride(from: 0, to: max(1, count), by: piece).map { $0..<min($0 + piece, count) }
    var stream = GzipWriter()
    var file = try OutputFile(creating: path)
    let header = GzipWriter.header
    try file.write(header.span)
    try Parallel.inOrder(pieces) { range in
      let plain = try bytes(range)
      let block = DeflateBlock(plain.span, isLast: range.upperBound == count, level: level)
      return (plain: plain, block: block)
    } note: {
      note($0.plain.span)
    } take: {
      stream.add($0.block)
      try file.write($0.block.bytes.span)
    }
    let trailer = stream.trailer
    try file.write(trailer.span)
    try file.finish()
  }
}
