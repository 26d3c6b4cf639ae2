/// A gzip file made of another file, piece by piece on all cores.
package enum PackedCopy {
  private static let piece = 1 << 20

  /// Makes the file, or replaces one. The pieces are those of ``WholeFile/writePacked(_:to:level:)``.
  ///
  /// - Returns: which bytes the source has.
  /// - Throws: a diagnostic that names the file that cannot be read or written.
  package static func write(_ source: InputFile, to path: String, level: Int32) throws -> FileFingerprint {
    let disk = try DiskFile(source)
    let pieces = stride(from: 0, to: max(1, disk.size), by: piece).map { $0..<min($0 + piece, disk.size) }
    let fingerprint = RunningFingerprint()
    var stream = GzipWriter()
    var file = try OutputFile(creating: path)
    let header = GzipWriter.header
    try file.write(header.span)
    try Parallel.inOrder(pieces) { range in
      let plain = try disk.read(range)
      let block = DeflateBlock(plain.span, isLast: range.upperBound == disk.size, level: level)
      return (plain: plain, block: block)
    } note: {
      fingerprint.add($0.plain.span)
    } take: {
      stream.add($0.block)
      try file.write($0.block.bytes.span)
    }
    let trailer = stream.trailer
    try file.write(trailer.span)
    try file.finish()
    try disk.verifyUnchanged()
    return fingerprint.value
  }
}
