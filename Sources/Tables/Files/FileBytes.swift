/// Reads whole files into memory.
package enum FileBytes {
  /// The bytes of a file.
  /// - Throws: a diagnostic that names the file.
  package static func read(_ file: InputFile) throws -> [UInt8] {
    let disk = try DiskFile(file)
    return try disk.read(0..<disk.size)
  }
}
