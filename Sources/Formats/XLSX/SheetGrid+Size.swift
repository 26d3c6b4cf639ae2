internal import Diagnostics
internal import Tables

extension SheetGrid {
  /// Counts the texts of all cells, before each gets a copy: cells share texts, also those that are filled from others.
  ///
  /// - Throws: a diagnostic beyond the limits of the archive, or of a column.
  func verifySize(_ archive: ZipArchive) throws {
    var (total, longest) = (0, 0)
    for cells in columns {
      var size = 0
      for cell in cells { size += Int(cell.end - cell.start) }
      total += size
      longest = max(longest, size)
    }
    try archive.limits.allow(copied: total, ofPacked: archive.sizeOnDisk, .cannotRead(archive.name))
    try TextColumn.allow(bytes: longest, of: archive.name)
  }
}

extension Diagnostic.Message {
  fileprivate static func cannotRead(_ file: String) -> Self {
    Self(.cannotRead, "cannot read the workbook '\(file)'")
  }
}
