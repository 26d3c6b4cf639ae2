internal import Tables

/// The parts of a finished workbook, used to find the parts in which two workbooks differ.
package enum WorkbookParts {
  /// The name of each part and the CRC-32 of its uncompressed bytes, in the file's order; nil if the file is
  /// not an archive of less than 4 GB. Only the archive's directory is read.
  package static func checksums(of path: String) -> [(name: String, checksum: UInt32)]? {
    guard let file = try? DiskFile(InputFile(path: path, displayName: path)) else { return nil }
    let tailStart = max(0, file.size - ZipRecord.reach)
    guard let tail = try? file.read(tailStart..<file.size), let end = ZipRecord.end(in: tail),
      end.directory <= tailStart + end.place,
      let directory = try? file.read(end.directory..<tailStart + end.place),
      let records = ZipRecord.all(end.count, in: directory, directory.indices)
    else { return nil }
    return records.map { ($0.name, $0.checksum) }
  }
}
