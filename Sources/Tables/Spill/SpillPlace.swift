/// Where the rows of files go that are not kept in memory.
package struct SpillPlace: Sendable {
  /// An existing folder.
  package let folder: String
  package let block: BlockSize

  package init(folder: String, block: BlockSize) {
    self.folder = folder
    self.block = block
  }

  /// A table with a file of its own.
  package func spool() throws -> TableSpool { TableSpool(in: try SpillFile(in: folder), blocksOf: block) }
}
