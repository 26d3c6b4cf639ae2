internal import Diagnostics

/// Writes tables as CSV.
///
///     rows    0 ..< 8192   8192 ..< 16384   …        formatted on all cores, each into its buffer
///     file    ──────────► ───────────────► …        written in order
///
/// Pieces are cut by rows alone, so that compressed files too are the same on every machine.
package enum CSVWriter {
  /// Writes a file and gives the number of rows.
  ///
  /// - Parameters:
  ///   - headers: as many as the table has columns.
  ///   - zone: of instants.
  ///   - compressed: as gzip.
  ///   - synced: waits until the file is on the disk.
  /// - Throws: a diagnostic that names `path`.
  package static func write(
    _ table: Table, headers: [String], to path: String, dialect: CSVDialect, zone: Zone,
    compressed: Bool = false, synced: Bool = false
  ) throws -> Int {
    let file = try OutputFile(creating: path)
    try write(table, headers: headers, dialect: dialect, zone: zone, compressed: compressed) {
      try file.write($0)
    }
    try file.finish(synced: synced)
    return table.rowCount
  }

  /// Gives the file's bytes to `sink`, piece by piece, in order.
  package static func write(
    _ table: Table, headers: [String], dialect: CSVDialect, zone: Zone, compressed: Bool = false,
    to sink: (Span<UInt8>) throws -> Void
  ) throws {
    precondition(headers.count == table.columns.count)
    let formatter = CSVFormatter(table, dialect: dialect, zone: zone)
    let pieces = pieces(of: table)
    if !compressed {
      for wave in waves(pieces) {
        let buffers = try Parallel.map(wave) { piece in
          OutputPiece(formatter.buffer(rows: piece, headers: piece.lowerBound == 0 ? headers : nil))
        }
        for buffer in buffers { try buffer.take().withBytes(sink) }
      }
      return
    }
    var stream = GzipWriter()
    let header = GzipWriter.header
    try sink(header.span)
    for wave in waves(pieces) {
      let blocks = try Parallel.map(wave) { piece in
        let buffer = formatter.buffer(rows: piece, headers: piece.lowerBound == 0 ? headers : nil)
        return buffer.withBytes { DeflateBlock($0, isLast: piece.upperBound == table.rowCount) }
      }
      for block in blocks {
        stream.add(block)
        try sink(block.bytes.span)
      }
    }
    let trailer = stream.trailer
    try sink(trailer.span)
  }

  /// The whole file in memory, for small tables and for tests.
  package static func bytes(
    of table: Table, headers: [String], dialect: CSVDialect, zone: Zone, compressed: Bool = false
  ) throws -> [UInt8] {
    var all = OutputBuffer()
    try write(table, headers: headers, dialect: dialect, zone: zone, compressed: compressed) {
      all.append($0)
    }
    return all.copy()
  }

  /// Ranges of rows; at least one, for the header.
  private static func pieces(of table: Table) -> [Range<Int>] {
    let size = max(64, 65_536 / max(1, table.columns.count))
    return stride(from: 0, to: max(1, table.rowCount), by: size).map {
      $0..<min($0 + size, table.rowCount)
    }
  }

  /// So many pieces at a time that memory stays small and no core waits long for the others.
  private static func waves(_ pieces: [Range<Int>]) -> [[Range<Int>]] {
    stride(from: 0, to: pieces.count, by: 16).map { Array(pieces[$0..<min($0 + 16, pieces.count)]) }
  }
}
