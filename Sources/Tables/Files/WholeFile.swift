internal import Glibc

/// Reads and writes whole files at once.
package enum WholeFile {
  /// Creates or replaces a file with these bytes.
  package static func write(_ bytes: [UInt8], to path: String) throws {
    var file = try OutputFile(creating: path)
    try file.write(bytes.span)
    try file.finish()
  }

  /// - Throws: a diagnostic that says why the file cannot be read.
  package static func read(_ file: InputFile) throws -> [UInt8] {
    let disk = try DiskFile(file)
    return try disk.read(0..<disk.size)
  }

  /// The bytes of a file that may be missing; nil if it is. One that is there and cannot be read is never taken for missing.
  package static func read(ifPresent file: InputFile) throws -> [UInt8]? {
    if FileStatus(path: file.path) == nil, errno == ENOENT || errno == ENOTDIR { return nil }
    return try read(file)
  }
}
