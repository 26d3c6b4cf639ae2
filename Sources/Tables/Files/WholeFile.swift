/// Writes whole files at once.
package enum WholeFile {
  /// Creates or replaces a file with these bytes.
  package static func write(_ bytes: [UInt8], to path: String) throws {
    var file = try OutputFile(creating: path)
    try file.write(bytes.span)
    try file.finish()
  }
}
