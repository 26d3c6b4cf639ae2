/// Files that are written in one go.
package enum WholeFile {
  /// Makes a file of some bytes, or replaces one.
  package static func write(_ bytes: [UInt8], to path: String) throws {
    var file = try OutputFile(creating: path)
    try file.write(bytes.span)
    try file.finish()
  }
}
