/// A sheet of several tables, charts and texts, one below the other.
package struct BlockSheetDocument: Sendable {
  package enum Block: Sendable {
    case text(String)
    /// Its name is the heading above it; none if it is empty.
    case table(TableSheetDocument)
    /// A chart of a table: that of another block, by its place, or one that is not on the sheet.
    case chart(TableSheetDocument.SheetChart, of: TableSheetDocument, block: Int?)
  }

  package var name: String
  package var blocks: [Block]
  /// The colour of the tab; nil for that of all tables.
  package var tab: UInt32?
  /// How it is printed; nil to decide by its width.
  package var isLandscape: Bool?
  package init(name: String, blocks: [Block]) {
    self.name = name
    self.blocks = blocks
  }

  package var tables: [TableSheetDocument] {
    blocks.compactMap { if case .table(let table) = $0 { table } else { nil } }
  }
}
