/// Writes tables as CSV.
///
///     rows    0 ..< 8192   8192 ..< 16384   …        formatted on all cores, one buffer each
///     file    ──────────► ───────────────► …        written in order while later rows are formatted
///
/// The chunks of compressed files depend only on the rows, so these files are equal on every machine.
package enum CSVWriter {
  /// Writes a file.
  ///
  /// - Parameters:
  ///   - headers: one per column.
  ///   - zone: the zone of instants.
  ///   - compressed: whether to write gzip.
  /// - Throws: a diagnostic that names `path`.
  package static func write(
    _ table: Table, headers: [String], to path: String, dialect: CSVDialect, zone: Zone,
    compressed: Bool = false
  ) throws {
    try write(
      table, headers: headers, to: path, dialect: dialect, zone: zone, compressed: compressed,
      fingerprint: nil)
  }

  /// Writes a file and returns its fingerprint, without reading it again.
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

  /// Passes the file's bytes to `sink` in chunks, in order, and hashes them at the same time.
  private static func write(
    _ table: Table, headers: [String], dialect: CSVDialect, zone: Zone, compressed: Bool,
    fingerprint: RunningFingerprint? = nil, to sink: (Span<UInt8>) throws -> Void
  ) throws {
    precondition(headers.count == table.columns.count)
    let formatter = CSVFormatter(table, dialect: dialect, zone: zone)
    if !compressed {
      let pieces = pieces(of: table, rows: max(512, table.rowCount / (2 * Parallel.width)))
      try Parallel.inOrder(pieces) { piece in
        OutputPiece(try formatter.buffer(rows: piece, headers: piece.lowerBound == 0 ? headers : nil))
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
      let buffer = try formatter.buffer(rows: piece, headers: piece.lowerBound == 0 ? headers : nil)
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

  /// Ranges of at most `rows` rows; at least one range, for the header.
  static func pieces(of table: Table, rows: Int = .max) -> [Range<Int>] {
    let size = min(rows, max(64, 65_536 / max(1, table.columns.count)))
    return stride(from: 0, to: max(1, table.rowCount), by: size).map {
      $0..<min($0 + size, table.rowCount)
    }
  }
}
