/// Where the rows of files go that are not kept in memory.
package struct SpillPlace: Sendable {
  /// An existing folder.
  package let folder: String
  package let block: BlockSize
  /// The file of all tables; nil if each has its own.
  private var file: SpillFile?

  package init(folder: String, block: BlockSize) {
    self.folder = folder
    self.block = block
  }

  /// The same place with one file for all tables: however many they are, one file is open.
  package func shared() throws -> SpillPlace {
    var place = self
    place.file = try SpillFile(in: folder)
    return place
  }

  /// A new table, in the shared file if there is one.
  package func spool() throws -> TableSpool {
    TableSpool(in: try file ?? SpillFile(in: folder), blocksOf: block)
  }
}
