/// The parts of a finished workbook, for telling which of them differ from another's.
package enum WorkbookParts {
  /// The name and CRC-32 of the plain bytes of each part, in the file's order; nil where the file is no
  /// archive that ``ZipDirectory`` reads.
  package static func checksums(of path: String) -> [(name: String, checksum: UInt32)]? {
    guard let bytes = try? FileBytes.read(InputFile(path: path, displayName: path)),
      let directory = ZipDirectory(bytes)
    else { return nil }
    return directory.entries.map { ($0.name, $0.checksum) }
  }
}
