/// Writes the rows of a table to disk, in blocks.
package struct TableSpool: Sendable {
  private let file: SpillFile
  private let size: BlockSize
  private var blocks: [StoredTable.Block] = []

  /// - Parameter file: several tables can share one.
  package init(in file: SpillFile, blocksOf size: BlockSize) {
    self.file = file
    self.size = size
  }

  package mutating func append(_ table: Table) throws {
    let ranges = size.pieces(of: table)
    // A thread costs more than a small block.
    let isLarge = ranges.count > 1 && table.bytes > 1 << 20
    let file = file
    blocks += try Parallel.map(ranges, onThreads: isLarge) { range in
      try StoredTable.Block(table.slice(range), in: file)
    }
  }

  /// The blocks as one table, with the columns of the first one; nil without rows.
  package var stored: StoredTable? {
    blocks.first.map { StoredTable(Schema($0.fields), blocks) }
  }

  /// A table without rows.
  package static func nothing(like schema: Schema) -> StoredTable { StoredTable(schema, []) }

  /// The blocks as one table with these columns.
  package func stored(as schema: Schema) -> StoredTable { StoredTable(schema, blocks) }
}

/// The largest size of a block: in bytes of memory, and in rows.
package struct BlockSize: Sendable {
  package var bytes: Int
  package var rows: Int

  package init(bytes: Int, rows: Int = 1 << 18) {
    self.bytes = bytes
    self.rows = rows
  }

  /// Ranges of rows of about this size; none of a table without rows.
  package func pieces(of table: Table) -> [Range<Int>] {
    let count = table.rowCount
    let inBytes = max(1, table.bytes / bytes + 1)
    let step = max(1, min(rows, (count + inBytes - 1) / inBytes))
    return stride(from: 0, to: count, by: step).map { $0..<min($0 + step, count) }
  }
}
