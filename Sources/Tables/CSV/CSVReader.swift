internal import Diagnostics

/// Reads a delimited text file of any size, in chunks on all cores.
package struct CSVReader: Sendable {
  private(set) var file: TextFile
  let layout: CSVLayout
  let options: ReadingOptions
  let sizes: FileContent.Sizes
  /// The number of rows after the table's end, where a job says how it ends.
  private var afterEnd = 0
  /// Where the rows go; nil keeps them in memory.
  let spill: SpillPlace?

  private static let smallSize = 64 << 10
  private static let leastPiece = 128 << 10

  package init(
    _ file: TextFile, layout: CSVLayout, options: ReadingOptions, sizes: FileContent.Sizes,
    spill: SpillPlace? = nil
  ) {
    self.spill = spill
    self.file = file
    self.layout = layout
    self.options = options
    self.sizes = sizes
  }

  /// - Returns: nil if the file does not have the encoding that its beginning suggested.
  package func read() throws -> FileRows? {
    if options.delimited.hasRowRules { return try prepared().readRows() }
    return try readRows()
  }

  /// A reader of the rows that are left when a job's rules about rows have been applied.
  func prepared() throws -> CSVReader {
    let plan = plan(try matching())
    let rules = try RowRules(
      options, columns: plan.columns, location: file.location(line: max(1, layout.headerLine)))
    var reader = self
    if rules.hasEnd {
      let end = try TableEnd(file, layout, plan, rules)
      reader.file = file.cut(at: end.position)
      reader.afterEnd = end.rowsAfter
    }
    if !rules.filled.isEmpty {
      reader.file = try reader.file.filled(rules.filled, layout, plan, options)
    }
    return reader
  }

  private func readRows() throws -> FileRows? {
    let matching = try matching()
    let plan = plan(matching)
    let spilled = try spill.map {
      try SpilledRows(
        plan, file: options.wantsSourceFile ? file.name : nil, firstLine: layout.dataLine, in: $0)
    }
    let content = try readPieces(
      ChunkReader(source: file.source, plan: plan, cellLimit: options.limits.cell),
      into: spilled == nil ? plan.columns.map { $0.isBuilt ? ColumnAssembly($0.type) : nil } : [], spilled)
    if isMisread(content.pieces) { return nil }
    var result = try account(of: content, matching)
    if let spilled = content.spilled {
      spilled.finish(&result)
      return result
    }
    for (reading, assembly) in zip(plan.columns, content.columns) {
      guard let column = assembly?.whole else {
        result.unbuilt.append(Field(reading.name, reading.type))
        continue
      }
      if reading.isDroppedIfEmpty && column.validity.nullCount == column.count { continue }
      result.fields.append(Field(reading.name, reading.type))
      result.columns.append(column)
    }
    return result
  }

  func matching() throws -> HeaderMatching {
    try HeaderMatching(
      header: layout.header, location: file.location(line: max(1, layout.headerLine)), options: options)
  }

  func plan(_ matching: HeaderMatching) -> RowPlan {
    RowPlan(
      scanner: FieldScanner(delimiter: layout.delimiter), width: layout.width, namedWidth: layout.namedWidth,
      ragged: options.ragged, columns: matching.plans, wantsSourceLine: options.wantsSourceLine,
      emptyLinesAreRows: options.emptyLinesAreRows, headerRecord: layout.headerRecord,
      otherHeaders: layout.otherHeaders, rejectsWithFields: options.rejectsWithFields)
  }

  /// The result without the columns.
  func account(of content: Content, _ matching: HeaderMatching) throws -> FileRows {
    let pieces = content.pieces
    let fingerprint = content.fingerprint!
    var result = FileRows(
      report: FileReport(
        file: file.name, bytes: fingerprint.bytes, sha256: fingerprint.sha256,
        rows: pieces.reduce(0) { $0 + $1.rows }, rejected: pieces.reduce(0) { $0 + $1.rejects.count },
        format: .csv, encoding: file.decoding.encoding,
        delimiter: delimiter,
        modified: file.modified),
      warnings: matching.warnings)
    result.specs = matching.plans
    result.headerLine = max(1, layout.headerLine)
    result.report.dialect = file.dialect
    if let warning = file.encodingWarning { result.warnings.append(warning) }
    account(for: "preamble", layout.preamble, in: &result)
    account(for: "skipped row", layout.skipped, in: &result)
    let comments = file.comments(from: layout.dataStart)
    account(for: "comment", comments.all, in: &result)
    account(for: "after the end", afterEnd, in: &result)
    account(for: "repeated header", pieces.reduce(0) { $0 + $1.repeatedHeaders }, in: &result)
    account(
      for: "blank line",
      layout.blankAbove + pieces.reduce(0) { $0 + $1.blankLines } - (layout.width == 1 ? comments.below : 0),
      in: &result)
    if layout.hasNarrowRows {
      result.warnings.append(
        Diagnostic(
          .narrowRows(layout.namedWidth, header: layout.width), at: file.location(line: layout.headerLine),
          severity: .warning, reason: "their last columns are empty",
          hint: "say  ragged: pad  if that is right, and declare the columns"))
    }
    result.rowCount = pieces.reduce(0) { $0 + $1.kept }
    let doubled = pieces.reduce(0) { $0 + $1.doubled }
    if let warning = BrokenRecords.doublyEncoded(doubled, at: file.location()) {
      result.warnings.append(warning)
    }
    place(pieces, in: &result)
    try file.locate(&result.rejects)
    result.warnings += suspicions(pieces, matching)
    return result
  }

  /// The delimiter of the file, if it is one byte.
  private var delimiter: UInt8? {
    let byte = file.dialect.map(\.onlyByte) ?? layout.delimiter
    return byte.flatMap { CSVLayout.oneColumnDelimiters.contains($0) ? nil : $0 }
  }

  private func account(for what: String, _ count: Int, in result: inout FileRows) {
    if count == 0 { return }
    result.report.rows += count
    result.report.leftOut.append((what, count))
  }

  /// The content of a file, as far as it has been read.
  struct Content: Sendable {
    /// In order and without gaps; their columns have been moved to `columns`.
    var pieces: [ChunkRows] = []
    /// The columns of the plan; nil for those that are not built.
    var columns: [ColumnAssembly?]
    /// The rows, if they go to disk instead.
    var spilled: SpilledRows?
    /// The fingerprint, once everything has been read.
    var fingerprint: FileFingerprint?
    /// The start of the next chunk.
    var end: Int
    /// How many more rejects may keep their fields.
    var fieldsLeft: Int
  }

  /// A few chunks per thread, if the file is large enough for threads; many for a large file.
  private var pieceSize: Int {
    min(sizes.piece, max(CSVReader.leastPiece, file.source.count / (2 * Parallel.width)))
  }

  /// Reads the whole text. Columns are assembled while later chunks are still being read.
  ///
  /// - Parameter digest: extracts the wanted part of each chunk.
  /// - Throws: a diagnostic if the file cannot be read, or has a cell beyond the limit.
  func readPieces(
    _ reader: ChunkReader, into columns: [ColumnAssembly?], _ spilled: SpilledRows? = nil,
    _ digest: @escaping @Sendable (ChunkRows) -> ChunkRows = { $0 }
  ) throws -> Content {
    do {
      return try readAll(reader, into: columns, spilled, digest)
    } catch let cell as LongCell {
      throw Diagnostic(
        .longCell(file.name, limit: options.limits.cell),
        at: file.location(line: try line(of: cell.offset)),
        reason: "a quote that is never closed makes the rest of a file one cell",
        hint: "if the cell is what it should be, give the input a higher limit:  limits: {cell: …}")
    }
  }

  /// The physical line of a position in the text.
  private func line(of offset: Int) throws -> Int {
    var line = 1
    for start in stride(from: 0, to: offset, by: 1 << 20) {
      let end = min(offset, start + (1 << 20))
      let bytes = try file.source.bytes(start..<min(end + 1, file.source.count))
      line += FieldScanner.lineEnds(bytes.span, 0..<end - start)
    }
    return line
  }

  private func readAll(
    _ reader: ChunkReader, into columns: [ColumnAssembly?], _ spilled: SpilledRows?,
    _ digest: @escaping @Sendable (ChunkRows) -> ChunkRows
  ) throws -> Content {
    let first = layout.dataStart
    let total = file.source.count
    let size = pieceSize
    let pieces = stride(from: first, to: total, by: size).map { $0..<min($0 + size, total) }
    let running = try file.runningFingerprint(from: first)
    var content = Content(
      columns: columns, spilled: spilled, end: first, fieldsLeft: options.rejectsWithFields)
    // A small file is read in the time it takes to start a thread.
    try Parallel.inOrder(pieces, onThreads: total > CSVReader.smallSize) { piece in
      let found = try reader.read(
        from: piece.lowerBound, limit: piece.upperBound, isGuess: piece.lowerBound > first)
      return (rows: found.rows.map(digest), bytes: found.bytes, limit: piece.upperBound)
    } note: {
      // The bytes are still in the processor's cache.
      running?.add($0.bytes.span)
    } take: { found in
      // The guess was wrong: the chunk's first record begins elsewhere.
      let piece =
        try found.rows?.start == content.end
        ? found.rows
        : reader.read(from: content.end, limit: found.limit, isGuess: false).rows.map(digest)
      guard let piece else { preconditionFailure("a piece whose start is known is read to its end") }
      try content.append(piece, done: Double(piece.end - first) / Double(max(1, total - first)))
    }
    content.fingerprint = try running.map { try file.finish($0) } ?? file.fingerprint()
    return content
  }

  /// Whether the head was plain ASCII or UTF-8 by chance, and the rest is Windows-1252.
  func isMisread(_ pieces: [ChunkRows]) -> Bool {
    guard file.decoding.isGuess, file.decoding.encoding == .utf8, !file.headIsWhole else { return false }
    let invalid = pieces.reduce(0) { $0 + $1.invalidBytes }
    return invalid > 0 && pieces.reduce(0) { $0 + $1.utf8Sequences } <= 4 * invalid
  }

  /// Converts line numbers within chunks to line numbers of the file.
  private func place(_ pieces: [ChunkRows], in result: inout FileRows) {
    var line = layout.dataLine
    for piece in pieces {
      for var reject in piece.rejects {
        reject.line += line
        result.rejects.append(reject)
      }
      if options.wantsSourceLine {
        result.sourceLines.append(contentsOf: piece.sourceLines.lazy.map { $0 + Int64(line) })
      }
      if let quote = piece.unclosedQuote, quote.lines > 1 {
        result.warnings.append(
          Diagnostic(
            .unclosedQuote(lines: quote.lines), at: file.location(line: line + quote.line),
            severity: .warning, reason: "everything after it becomes one rejected row"))
      }
      line += piece.lines
    }
  }
}

extension CSVReader.Content {
  fileprivate mutating func append(_ piece: ChunkRows, done: Double) throws {
    var piece = piece
    end = piece.end
    if piece.rejects.count > fieldsLeft {
      for index in fieldsLeft..<piece.rejects.count { piece.rejects[index].fields = nil }
    }
    fieldsLeft = max(0, fieldsLeft - piece.rejects.count)
    if spilled != nil {
      try spilled!.append(piece)
      piece.columns = []
      piece.sourceLines = []
      pieces.append(piece)
      return
    }
    // A chunk inside a long record has no rows and no columns.
    if piece.kept > 0 {
      for index in columns.indices where columns[index] != nil {
        try columns[index]!.append(piece.columns[index]!, done: done)
      }
    }
    piece.columns = []
    pieces.append(piece)
  }
}

extension Diagnostic.Message {
  fileprivate static func unclosedQuote(lines: Int) -> Self {
    Self(.suspectText, "an unclosed quote contains the last \(counted(lines, "line"))")
  }
  fileprivate static func narrowRows(_ width: Int, header: Int) -> Self {
    Self(.suspectText, "the rows have \(counted(width, "field")), the header has \(header)")
  }
  fileprivate static func longCell(_ file: String, limit: Int) -> Self {
    Self(.cannotRead, "cannot read '\(file)': a cell has more than \(UnpackingLimits.words(limit))")
  }
}
