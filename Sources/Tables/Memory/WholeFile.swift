/// Files that are written in one go.
package enum WholeFile {
  /// Makes a file of some bytes, or replaces one.
  package static func write(_ bytes: [UInt8], to path: String) throws {
    var file = try OutputFile(creating: path)
    try file.write(bytes.span)
    try file.finish()
  }

  /// The same, packed by gzip.
  package static func writePacked(_ bytes: [UInt8], to path: String, level: Int32) throws {
    var stream = GzipWriter()
    var packed = GzipWriter.header
    let step = 1 << 20
    // One block at least: an empty file is a file too.
    for start in stride(from: 0, to: max(1, bytes.count), by: step) {
      let end = min(start + step, bytes.count)
      let block = DeflateBlock(bytes.span.extracting(start..<end), isLast: end == bytes.count, level: level)
      stream.add(block)
      packed += block.bytes
    }
    packed += stream.trailer
    try write(packed, to: path)
  }
}
