internal import Diagnostics

/// Reads a delimited text file of any size, piece by piece on all cores.
struct CSVReader: Sendable {
  let file: TextFile
  let layout: CSVLayout
  let options: ReadingOptions
  let sizes: TextFile.Sizes

  private static let smallSize = 64 << 10
  /// Of few pieces there is little to give back, and of very many the search for it takes too long.
  private static let givingBack = 32...256

  init(_ file: TextFile, layout: CSVLayout, options: ReadingOptions, sizes: TextFile.Sizes) {
    self.file = file
    self.layout = layout
    self.options = options
    self.sizes = sizes
  }

  /// - Returns: nil when the file turns out not to have the encoding that its beginning promised.
  func read() throws -> FileRows? {
    let matching = try matching()
    let plan = plan(matching)
    var (pieces, fingerprint) = try readPieces(ChunkReader(source: file.source, plan: plan)) { $0 }
    if isMisread(pieces) { return nil }
    var result = account(of: pieces, fingerprint, matching)
    join(&pieces, plan, into: &result)
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
      emptyLinesAreRows: options.emptyLinesAreRows)
  }

  /// All but the columns.
  func account(
    of pieces: [ChunkRows], _ fingerprint: FileFingerprint, _ matching: HeaderMatching
  ) -> FileRows {
    var result = FileRows(
      report: FileReport(
        file: file.name, bytes: fingerprint.bytes, sha256: fingerprint.sha256,
        rows: pieces.reduce(0) { $0 + $1.rows }, rejected: pieces.reduce(0) { $0 + $1.rejects.count },
        format: .csv, encoding: file.decoding.encoding, delimiter: layout.delimiter,
        modified: file.identity.modified),
      warnings: matching.warnings)
    result.rowCount = pieces.reduce(0) { $0 + $1.kept }
    let doubled = pieces.reduce(0) { $0 + $1.doubled }
    if let warning = BrokenRecords.doublyEncoded(doubled, at: file.location()) {
      result.warnings.append(warning)
    }
    place(pieces, in: &result)
    return result
  }

  /// Every piece of the text, in order and without gaps, and the file's fingerprint. `digest` keeps of
  /// each piece what is wanted.
  func readPieces(
    _ reader: ChunkReader, _ digest: @Sendable (ChunkRows) -> ChunkRows
  ) throws -> ([ChunkRows], FileFingerprint) {
    enum Work: Sendable {
      case fingerprint
      case piece(start: Int, limit: Int)
    }
    enum Outcome: Sendable {
      case fingerprint(FileFingerprint)
      case piece(ChunkRows?)
    }
    let first = layout.dataStart
    let total = file.source.count
    var works: [Work] = [.fingerprint]
    for start in stride(from: first, to: total, by: sizes.piece) {
      works.append(.piece(start: start, limit: min(start + sizes.piece, total)))
    }
    // A small file is read in the time that it takes to start a thread.
    let outcomes = try Parallel.map(works, onThreads: total > CSVReader.smallSize) { work -> Outcome in
      switch work {
      case .fingerprint: .fingerprint(try file.fingerprint())
      case .piece(let start, let limit):
        .piece(try reader.read(from: start, limit: limit, isGuess: start > first).map(digest))
      }
    }
    guard case .fingerprint(let fingerprint) = outcomes[0] else { preconditionFailure("the first work") }
    var pieces: [ChunkRows] = []
    var end = first
    for (work, outcome) in zip(works, outcomes).dropFirst() {
      guard case .piece(_, let limit) = work, case .piece(let found) = outcome else { continue }
      // A wrong guess: this piece's records begin elsewhere.
      let piece =
        try found?.start == end
        ? found : reader.read(from: end, limit: limit, isGuess: false).map(digest)
      guard let piece else { preconditionFailure("a piece whose start is known is read to its end") }
      end = piece.end
      pieces.append(piece)
    }
    return (pieces, fingerprint)
  }

  /// The beginning was plain ASCII or UTF-8 by chance, and what follows is Windows-1252.
  func isMisread(_ pieces: [ChunkRows]) -> Bool {
    guard file.decoding.isGuess, file.decoding.encoding == .utf8, !file.headIsWhole else { return false }
    let invalid = pieces.reduce(0) { $0 + $1.invalidBytes }
    return invalid > 0 && pieces.reduce(0) { $0 + $1.utf8Sequences } <= 4 * invalid
  }

  /// Turns lines within pieces into lines of the file.
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
            severity: .warning, reason: "all that follows it is one rejected row"))
      }
      line += piece.lines
    }
  }

  /// Puts the pieces' columns together, as many columns at a time as there are threads, taking each out
  /// of its pieces, so that never more than these are held twice.
  private func join(_ pieces: inout [ChunkRows], _ plan: RowPlan, into result: inout FileRows) {
    // A piece inside a long record has no rows, and no columns.
    pieces.removeAll { $0.kept == 0 }
    let built = plan.columns.indices.filter { plan.columns[$0].isBuilt }
    result.unbuilt = plan.columns.filter { !$0.isBuilt }.map { Field($0.name, $0.type) }
    let width = pieces.count > 1 ? Parallel.width : 1
    for start in stride(from: 0, to: built.count, by: width) {
      let wave = built[start..<min(start + width, built.count)]
      var parts = wave.map { index in taken(index, from: &pieces) }
      let joined = Parallel.each(Array(zip(wave, parts))) { index, parts in
        let type = plan.columns[index].type
        return parts.isEmpty ? Column.nulls(type, count: 0) : Column.concatenating(parts, type: type)
      }
      if CSVReader.givingBack.contains(pieces.count) {
        parts = []
        FreedMemory.giveBack()
      }
      for (index, column) in zip(wave, joined) {
        let reading = plan.columns[index]
        if reading.isDroppedIfEmpty && column.validity.nullCount == column.count { continue }
        result.fields.append(Field(reading.name, reading.type))
        result.columns.append(column)
      }
    }
  }

  private func taken(_ index: Int, from pieces: inout [ChunkRows]) -> [Column] {
    pieces.indices.map { piece in
      defer { pieces[piece].columns[index] = nil }
      return pieces[piece].columns[index]!
    }
  }
}

extension Diagnostic.Message {
  fileprivate static func unclosedQuote(lines: Int) -> Self {
    "a quote that is never closed takes in the last \(lines) lines"
  }
}
