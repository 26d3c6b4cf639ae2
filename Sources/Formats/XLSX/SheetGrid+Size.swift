internal import Diagnostics
internal import Tables

extension SheetGrid {
  /// Counts the texts of all cells, before each gets a copy: cells share texts, also those that are filled from others.
  ///
  /// - Throws: a diagnostic beyond the limits of the archive, or of a column.
  func verifySize(_ archive: ZipArchive) throws {
    var sizes: [Int] = []
    try addSizes(to: &sizes, archive)
  }

  /// Adds the bytes of the texts of each column to those of the rows before, and verifies them.
  func addSizes(to sizes: inout [Int], _ archive: ZipArchive) throws {
    while sizes.count < columns.count { sizes.append(0) }
    for (column, cells) in columns.enumerated() {
      for cell in cells { sizes[column] += Int(cell.end - cell.start) }
    }
    try archive.limits.allow(
      copied: sizes.reduce(0, +), ofPacked: archive.sizeOnDisk, .cannotRead(archive.name))
    try TextColumn.allow(bytes: sizes.max() ?? 0, of: archive.name)
  }
}

extension Diagnostic.Message {
  fileprivate static func cannotRead(_ file: String) -> Self {
    Self(.cannotRead, "cannot read the workbook '\(file)'")
  }
}
