/// Reads a stretch of a file's data rows into typed columns.
///
/// A file is cut at every so many bytes. The reader of a piece takes the records that begin in it.
/// Where the first of them begins is a guess when the piece is read beside others: after the first
/// line end. The guess is wrong only inside a quoted text of several lines; ``CSVReader`` compares it
/// with where the piece before really ended, and has the piece read again if they differ.
struct ChunkReader: Sendable {
  let source: TextSource
  let plan: RowPlan

  /// How far past its end a guessing reader follows an unfinished record.
  private static let guessReach = 4 << 20
  private static let firstReach = 1 << 14

  /// The records that begin at or after `start` and before `limit`. With `isGuess`, those after the
  /// first line end from `start` on; nil when a record gets so long that the guess must be wrong.
  ///
  /// - Returns: also the bytes from `start` to `limit`, as they were read.
  func read(from start: Int, limit: Int, isGuess: Bool) throws -> (rows: ChunkRows?, bytes: ArraySlice<UInt8>)
  {
    if start >= limit { return (isGuess ? nil : ChunkRows(start: start, end: start), []) }
    let from = isGuess ? start - 1 : start
    var reach = ChunkReader.firstReach
    while true {
      let end = min(limit + reach, source.count)
      let stretch = try source.bytes(from..<end)
      let rows = rows(stretch.span, from: from, limit: limit, isGuess: isGuess, isEnd: end == source.count)
      if rows != nil || isGuess && reach >= ChunkReader.guessReach {
        return (rows, stretch.dropFirst(start - from).prefix(limit - start))
      }
      reach *= 8
    }
  }

  /// The same of bytes that begin at `from`; nil where more of them are wanted.
  private func rows(
    _ bytes: Span<UInt8>, from: Int, limit: Int, isGuess: Bool, isEnd: Bool
  ) -> ChunkRows? {
    var first = 0
    if isGuess {
      guard let lineStart = nextLine(bytes, isEnd: isEnd) else { return nil }
      first = lineStart
    }
    let (index, next) = plan.scanner.scan(bytes, first..<bytes.count, limit: limit - from, isEnd: isEnd)
    if next < limit - from && next < bytes.count { return nil }
    return plan.rows(bytes, index, from: first, to: next, offset: from)
  }

  /// Where the first line after the first line end begins.
  private func nextLine(_ bytes: Span<UInt8>, isEnd: Bool) -> Int? {
    for index in 0..<bytes.count {
      if bytes[index] == 0x0A { return index + 1 }
      if bytes[index] == 0x0D {
        if index + 1 == bytes.count { return isEnd ? bytes.count : nil }
        return bytes[index + 1] == 0x0A ? index + 2 : index + 1
      }
    }
    return isEnd ? bytes.count : nil
  }
}

/// What a stretch of a file gave.
struct ChunkRows: Sendable {
  /// Where its first record begins and where the next stretch's does, in the text.
  var start: Int
  var end: Int
  /// Physical lines from `start` to `end`.
  var lines = 0
  /// Data rows found, rejects included.
  var rows = 0
  /// Data rows kept.
  var kept = 0
  /// As the plan's columns; nil where one is not built.
  var columns: [Column?] = []
  /// In their stead, where only what they show is wanted.
  var surveys: [ColumnSurvey] = []
  /// Each kept row's line, 0-based from `start`; empty unless asked for.
  var sourceLines: [Int64] = []
  var rejects: [Reject] = []
  var utf8Sequences = 0
  var invalidBytes = 0
  /// Letters that were encoded twice.
  var doubled = 0
  /// Lines that an unclosed quote took in, and the line (0-based) where its record begins.
  var unclosedQuote: (line: Int, lines: Int)?
}
