extension CSVWriter {
  /// Writes a table on disk block by block: the same bytes as of the table in memory.
  ///
  /// - Parameter prepared: makes of a block the rows to write.
  package static func writeFingerprinted(
    _ stored: StoredTable, headers: [String], to path: String, dialect: CSVDialect, zone: Zone,
    compressed: Bool = false, prepared: (Table) throws -> Table
  ) throws -> FileFingerprint {
    let fingerprint = RunningFingerprint()
    var file = try OutputFile(creating: path)
    if compressed {
      try writeCompressed(stored, headers, dialect, zone, prepared) {
        fingerprint.add($0)
        try file.write($0)
      }
    } else {
      for number in 0..<max(1, stored.blockCount) {
        let table = try prepared(number < stored.blockCount ? stored.block(number) : stored.empty)
        let formatter = CSVFormatter(table, dialect: dialect, zone: zone)
        let pieces = pieces(of: table, rows: max(512, table.rowCount / (2 * Parallel.width)))
        try Parallel.inOrder(pieces) { piece in
          OutputPiece(
            try formatter.buffer(rows: piece, headers: number == 0 && piece.lowerBound == 0 ? headers : nil))
        } note: { piece in
          piece.withBytes { fingerprint.add($0) }
        } take: {
          try $0.take().withBytes { try file.write($0) }
        }
      }
    }
    try file.finish()
    return fingerprint.value
  }

  /// The blocks of the compressed file depend only on the rows, not on the blocks of the table.
  private static func writeCompressed(
    _ stored: StoredTable, _ headers: [String], _ dialect: CSVDialect, _ zone: Zone,
    _ prepared: (Table) throws -> Table, to sink: (Span<UInt8>) throws -> Void
  ) throws {
    var stream = GzipWriter()
    let header = GzipWriter.header
    try sink(header.span)
    var waiting = try prepared(stored.empty)
    let empty = waiting
    let size = max(64, 65_536 / max(1, waiting.columns.count))
    var isFirst = true
    for number in 0..<max(1, stored.blockCount) {
      if number < stored.blockCount {
        waiting = Table.concatenating([waiting, try prepared(stored.block(number))], like: empty)
      }
      let isEnd = number + 1 >= stored.blockCount
      // At least one row is left for the last block.
      let ready = isEnd ? waiting.rowCount : max(0, waiting.rowCount - 1) / size * size
      if ready == 0 && !isEnd { continue }
      let table = waiting.slice(0..<ready)
      let formatter = CSVFormatter(table, dialect: dialect, zone: zone)
      let begins = isFirst
      try Parallel.inOrder(pieces(of: table)) { piece in
        let buffer = try formatter.buffer(
          rows: piece, headers: begins && piece.lowerBound == 0 ? headers : nil)
        return buffer.withBytes { DeflateBlock($0, isLast: isEnd && piece.upperBound == ready) }
      } take: { block in
        stream.add(block)
        try sink(block.bytes.span)
      }
      isFirst = false
      waiting = waiting.slice(ready..<waiting.rowCount)
    }
    let trailer = stream.trailer
    try sink(trailer.span)
  }
}
