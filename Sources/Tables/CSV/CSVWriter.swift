internal import Diagnostics

/// Writes tables as CSV.
///
///     rows    0 ..< 8192   8192 ..< 16384   …        formatted on all cores, each into its buffer
///     file    ──────────► ───────────────► …        written in order, beside the formatting of the next
///
/// Pieces of compressed files are cut by rows alone, so that these too are the same on every machine.
package enum CSVWriter {
  /// Writes a file.
  ///
  /// - Parameters:
  ///   - headers: as many as the table has columns.
  ///   - zone: of instants.
  ///   - compressed: as gzip.
  /// - Throws: a diagnostic that names `path`.
  package static func write(
    _ table: Table, headers: [String], to path: String, dialect: CSVDialect, zone: Zone,
    compressed: Bool = false
  ) throws {
    try write(
      table, headers: headers, to: path, dialect: dialect, zone: zone, compressed: compressed,
      fingerprint: nil)
  }

  /// The same, and says which bytes the file has, without reading it again.
  package static func writeFingerprinted(
    _ table: Table, headers: [String], to path: String, dialect: CSVDialect, zone: Zone,
    compressed: Bool = false
  ) throws -> FileFingerprint {
    let fingerprint = RunningFingerprint()
    try write(
      table, headers: headers, to: path, dialect: dialect, zone: zone, compressed: compressed,
      fingerprint: fingerprint)
    return fingerprint.value
  }

  private static func write(
    _ table: Table, headers: [String], to path: String, dialect: CSVDialect, zone: Zone, compressed: Bool,
    fingerprint: RunningFingerprint?
  ) throws {
    var file = try OutputFile(creating: path)
    try write(
      table, headers: headers, dialect: dialect, zone: zone, compressed: compressed, fingerprint: fingerprint
    ) {
      try file.write($0)
    }
    try file.finish()
  }

  /// Gives the file's bytes to `sink`, piece by piece, in order; to `fingerprint`, too, beside it.
  private static func write(
    _ table: Table, headers: [String], dialect: CSVDialect, zone: Zone, compressed: Bool,
    fingerprint: RunningFingerprint? = nil, to sink: (Span<UInt8>) throws -> Void
  ) throws {
    precondition(headers.count == table.columns.count)
    let formatter = CSVFormatter(table, dialect: dialect, zone: zone)
    if !compressed {
      let pieces = pieces(of: table, rows: max(512, table.rowCount / (2 * Parallel.width)))
      try Parallel.inOrder(pieces) { piece in
        OutputPiece(formatter.buffer(rows: piece, headers: piece.lowerBound == 0 ? headers : nil))
      } note: { piece in
        if let fingerprint { piece.withBytes { fingerprint.add($0) } }
      } take: {
        try $0.take().withBytes(sink)
      }
      return
    }
    let pieces = pieces(of: table)
    var stream = GzipWriter()
    let header = GzipWriter.header
    fingerprint?.add(header.span)
    try sink(header.span)
    try Parallel.inOrder(pieces) { piece in
      let buffer = formatter.buffer(rows: piece, headers: piece.lowerBound == 0 ? headers : nil)
      return buffer.withBytes { DeflateBlock($0, isLast: piece.upperBound == table.rowCount) }
    } note: { block in
      fingerprint?.add(block.bytes.span)
    } take: { block in
      stream.add(block)
      try sink(block.bytes.span)
    }
    let trailer = stream.trailer
    fingerprint?.add(trailer.span)
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

  /// Ranges of at most so many rows; at least one, for the header.
  private static func pieces(of table: Table, rows: Int = .max) -> [Range<Int>] {
    let size = min(rows, max(64, 65_536 / max(1, table.columns.count)))
    return stride(from: 0, to: max(1, table.rowCount), by: size).map {
      $0..<min($0 + size, table.rowCount)
    }
  }
}
