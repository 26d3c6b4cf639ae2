internal import Diagnostics
package import Tables

/// Writes files into a zip archive.
package struct ZipBundle: ~Copyable {
  private var writer: ZipWriter

  /// Files are packed in blocks of this many bytes, so that their size does not matter.
  private static let blockSize = 1 << 20

  package init(creating path: String) throws { writer = try ZipWriter(creating: path) }

  /// Adds a file.
  /// - Throws: a diagnostic, also if the file is no longer of the size that it had when it was opened.
  package mutating func add(_ file: InputFile, named name: String) throws {
    let disk = try DiskFile(file)
    // Deflate makes nothing much longer than it was.
    try writer.begin(named: name, mayBeLarge: disk.size >= 1 << 31)
    var start = 0
    repeat {
      try Interruption.check()
      let end = min(start + ZipBundle.blockSize, disk.size)
      let bytes = try disk.read(start..<end)
      try writer.add(DeflateBlock(bytes.span, isLast: end == disk.size))
      start = end
    } while start < disk.size
    try writer.end()
  }

  package mutating func add(_ bytes: [UInt8], named name: String) throws {
    try writer.begin(named: name, mayBeLarge: false)
    try writer.add(DeflateBlock(bytes.span, isLast: true))
    try writer.end()
  }

  package consuming func finish() throws { try writer.finish() }
}
