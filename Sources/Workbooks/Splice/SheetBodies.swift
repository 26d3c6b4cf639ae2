internal import Tables

/// Inserts the data rows of sheets into a workbook that the library has written without them; see ``Splice``.
///
///     library   [Content_Types].xml   sheet1.xml            styles.xml   sharedStrings.xml
///                       │             header ┊ totals            │        labels ┊
///     body              │                    ┊ rows              │               ┊ texts
///                       ▼                    ▼                   ▼               ▼
///     file      copied as it is       header rows totals    as it is      labels texts
///
/// Rows and texts are formatted and compressed in chunks on all cores and written in order, so no part is ever
/// in memory as a whole. The cuts between chunks depend on rows and texts alone, so the same document gives the
/// same bytes on any machine.
struct SheetBodies: Sendable {
  var sheets: [SheetBody] = []
  var texts = SharedTexts()

  /// zlib's level for texts: on names and addresses, a higher level takes three times as long and saves 2 %.
  private static let level: Int32 = 1
  /// Rows with more cells exceed deflate's window, so nothing can repeat the row above.
  private static let hintedColumns = 512
  /// The size of a chunk: cells for rows, bytes for texts.
  private static let pieceCells = 16_384
  private static let pieceBytes = 512 * 1024
  /// An upper bound for the XML of one cell, in bytes.
  private static let longestCell = 80

  /// The rows that are formatted together.
  static func rowsInPiece(columns: Int) -> Int { max(8, pieceCells / max(1, columns)) }

  /// - Parameter path: the library's file, which is replaced.
  /// - Returns: the fingerprint of the new file, if `isFingerprinted`.
  func insert(into path: String, edits: PartEdits, isFingerprinted: Bool) throws -> FileFingerprint? {
    let file = try DiskFile(InputFile(path: path, displayName: path))
    guard let source = ZipDirectory(try file.read(0..<file.size)) else { throw Splice.broken(path) }
    var writer = try ZipWriter(creating: path, isFingerprinted: isFingerprinted)
    // A book without tables may have no texts.
    let library = sheets.isEmpty ? nil : try LibraryTexts(in: source, path)
    let places = Dictionary(
      sheets.indices.map { (sheets[$0].part, $0) }, uniquingKeysWith: { first, _ in first })
    func edited(_ entry: ZipDirectory.Entry) throws -> [UInt8] {
      guard let xml = source.plain(entry) else { throw Splice.broken(path) }
      return edits.mayChange(entry.name) ? try edits.applied(to: xml, of: entry.name, path: path) : xml
    }
    for entry in source.entries {
      if let library, entry.name == LibraryTexts.part {
        try insertTexts(library, entry, source, to: &writer)
      } else if let library, let place = places[entry.name] {
        let body = sheets[place]
        let frame = try SheetFrame(try edited(entry), body, path: path)
        try insert(body, frame, firstText: library.count, entry, source, to: &writer)
      } else if edits.mayChange(entry.name) {
        try writer.begin(entry, of: source, mayBeLarge: false)
        try SheetBodies.pack([], between: try edited(entry), [], to: &writer) { _, _, _ in false }
        try writer.end()
      } else {
        try writer.copy(entry, of: source)
      }
    }
    return try writer.finish()
  }

  private func insert(
    _ body: SheetBody, _ frame: SheetFrame, firstText: Int, _ entry: ZipDirectory.Entry,
    _ source: ZipDirectory, to writer: inout ZipWriter
  ) throws {
    let columns = body.columns.count
    let pieces = SheetPieces.cut(body.rows, step: SheetBodies.rowsInPiece(columns: columns))
    let formatter = SheetBodyFormatter(body, firstText: firstText)
    let mayBeLarge = body.rows.count * (columns + 1) * SheetBodies.longestCell > Int(UInt32.max) / 2
    try writer.begin(entry, of: source, mayBeLarge: mayBeLarge)
    try SheetBodies.pack(pieces, between: frame.head, frame.tail, to: &writer) { rows, output, hints in
      if let stored = body.stored {
        let number = stored.pieces.numbers(in: rows).lowerBound
        let part = formatter.of(rows, try stored.texts.cells(ofPiece: number))
        part.append(rows: 0..<rows.count, to: &output, hints: &hints)
      } else {
        formatter.append(rows: rows, to: &output, hints: &hints)
      }
      return columns <= SheetBodies.hintedColumns
    }
    try writer.end()
  }

  private func insertTexts(
    _ library: LibraryTexts, _ entry: ZipDirectory.Entry, _ source: ZipDirectory,
    to writer: inout ZipWriter
  ) throws {
    let references = sheets.reduce(library.references) { $0 + $1.textCount }
    let head = library.head(references: references, count: library.count + texts.count)
    let pieces = try texts.pieces(bytes: SheetBodies.pieceBytes)
    // Escaping turns a byte into seven at most.
    let mayBeLarge = pieces.count * (SheetBodies.pieceBytes + CellPolicy.textLimit * 4) * 7 > Int(UInt32.max)
    try writer.begin(entry, of: source, mayBeLarge: mayBeLarge)
    try SheetBodies.pack(pieces, between: head, LibraryTexts.tail, to: &writer) { numbers, output, _ in
      try texts.append(numbers, to: &output)
      return false
    }
    try writer.end()
  }

  /// Formats and compresses chunks on all cores, and writes the blocks in order.
  ///
  /// - Parameter format: returns whether its hints are worth following.
  private static func pack(
    _ pieces: [Range<Int>], between head: [UInt8], _ tail: [UInt8], to writer: inout ZipWriter,
    _ format: @escaping @Sendable (Range<Int>, inout OutputBuffer, inout RepeatHints) throws -> Bool
  ) throws {
    let pieces = pieces.isEmpty ? [0..<0] : pieces
    try Parallel.inOrder(Array(pieces.indices)) { place in
      var output = OutputBuffer(capacity: 256 * 1024)
      var hints = RepeatHints()
      if place == 0 { output.append(head.span) }
      let isHinted = try !pieces[place].isEmpty && format(pieces[place], &output, &hints)
      let isLast = place == pieces.count - 1
      if isLast { output.append(tail.span) }
      if isHinted { return HintedDeflate.block(output, hints, isLast: isLast) }
      return output.withBytes { DeflateBlock($0, isLast: isLast, level: level) }
    } take: { block in
      try writer.add(block)
    }
  }
}
