internal import Diagnostics

/// Reads the data rows of one chunk of a file into typed columns.
///
/// A file is divided into chunks of fixed size. A chunk contains the records that begin in it. When
/// chunks are read in parallel, the start of its first record is a guess: after the first line end, or behind the
/// lines that are probably the rest of a quoted text. ``CSVReader`` compares it with the
/// real end of the previous chunk, and has the chunk read again if they differ.
struct ChunkReader: Sendable {
  let source: TextSource
  let plan: RowPlan
  /// Bytes of one field, quotes included.
  let cellLimit: Int

  /// The distance past the chunk's end to which an unfinished record is followed while guessing.
  private static let guessReach = 4 << 20
  private static let firstReach = 1 << 14

  /// The records that begin at or after `start` and before `limit`. With `isGuess`, those after the
  /// first line end from `start` on; nil if a record gets so long that the guess must be wrong.
  ///
  /// - Returns: also the bytes from `start` to `limit`, as read.
  /// - Throws: ``LongCell`` if a field is larger than the limit.
  func read(from start: Int, limit: Int, isGuess: Bool) throws -> (rows: ChunkRows?, bytes: ArraySlice<UInt8>)
  {
    if start >= limit { return (isGuess ? nil : ChunkRows(start: start, end: start), []) }
    let from = isGuess ? start - 1 : start
    var reach = ChunkReader.firstReach
    while true {
      let end = min(limit + reach, source.count)
      let stretch = try source.bytes(from..<end)
      try Interruption.check()
      let rows = try rows(
        stretch.span, from: from, limit: limit, isGuess: isGuess, isEnd: end == source.count)
      if rows != nil || isGuess && reach >= ChunkReader.guessReach {
        return (rows, stretch.dropFirst(start - from).prefix(limit - start))
      }
      reach *= 4
    }
  }

  /// The rows of bytes that begin at `from`; nil if more bytes are needed.
  private func rows(
    _ bytes: Span<UInt8>, from: Int, limit: Int, isGuess: Bool, isEnd: Bool
  ) throws(LongCell) -> ChunkRows? {
    var first = 0
    if isGuess {
      guard let lineStart = nextLine(bytes, isEnd: isEnd) else { return nil }
      first = lineStart
    }
    let (index, next) = plan.scanner.scan(bytes, first..<bytes.count, limit: limit - from, isEnd: isEnd)
    if bytes.count > cellLimit, let record = recordWithLongCell(index) {
      if isGuess { return nil }
      throw LongCell(offset: from + Int(index.starts[record]))
    }
    if next < limit - from && next < bytes.count {
      // The record goes on. Its fields may be many, but none may be too long; positions have 32 bits.
      if !isGuess, bytes.count - next > cellLimit {
        let (rest, _) = plan.scanner.scan(bytes, next..<bytes.count, limit: bytes.count, isEnd: true)
        if recordWithLongCell(rest) != nil || bytes.count > UInt32.max / 8 {
          throw LongCell(offset: from + next)
        }
      }
      return nil
    }
    var whole = index
    if isGuess, let inside = recordsInsideQuotes(bytes, index) {
      first = Int(index.starts[inside])
      whole.removeFirst(inside)
    }
    return plan.rows(bytes, whole, from: first, to: next, offset: from)
  }

  /// As many records are examined for a better guess.
  private static let guessedRecords = 64

  /// The number of records at the beginning that are probably lines of a quoted field of the chunk before: those
  /// before the first that is as wide as the table, if they have an odd number of quotes. Nil if there are none.
  private func recordsInsideQuotes(_ bytes: Span<UInt8>, _ index: FieldIndex) -> Int? {
    if plan.width == 1 || index.count == 0 || index.fieldCount(0) == plan.width { return nil }
    let examined = 1..<max(1, min(index.count, ChunkReader.guessedRecords))
    guard let first = examined.first(where: { index.fieldCount($0) == plan.width }) else { return nil }
    let quotes = (Int(index.starts[0])..<Int(index.starts[first])).count { bytes[$0] == FieldScanner.quote }
    return quotes % 2 == 1 ? first : nil
  }

  private func recordWithLongCell(_ index: FieldIndex) -> Int? {
    (0..<index.count).first { record in
      index.record(record).count > cellLimit
        && (0..<index.fieldCount(record)).contains { index.field(record, $0).count > cellLimit }
    }
  }

  /// The start of the line after the first line end.
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

/// A field that is larger than the limit, or a record of more than half a gigabyte.
struct LongCell: Error {
  /// The start of the record in the text.
  var offset: Int
}

/// The result of reading a chunk.
struct ChunkRows: Sendable {
  /// The start of the chunk's first record, and of the next chunk's first record.
  var start: Int
  var end: Int
  /// The number of physical lines from `start` to `end`.
  var lines = 0
  /// The number of data rows, including rejects.
  var rows = 0
  /// The number of data rows without rejects.
  var kept = 0
  /// The columns of the plan; nil for those that are not built.
  var columns: [Column?] = []
  /// The surveys of the columns, if only their types are wanted.
  var surveys: [ColumnSurvey] = []
  /// The line of each kept row, 0-based from `start`; empty if not requested.
  var sourceLines: [Int64] = []
  var rejects: [Reject] = []
  /// Records that repeat the header, and empty lines of a file with one column: no rows, but told.
  var repeatedHeaders = 0
  var blankLines = 0
  /// The line (1-based from `start`) and first field of the row after a blank line, if it is not like those before.
  var gap: (line: Int, text: String)?
  /// The number of fields that go on behind their closing quote, and the line (0-based from `start`) of the first.
  var goingOn: (fields: Int, line: Int)?
  var utf8Sequences = 0
  var invalidBytes = 0
  /// The number of letters that were encoded twice.
  var doubled = 0
  /// The number of lines inside an unclosed quote, and the line (0-based) where its record begins.
  var unclosedQuote: (line: Int, lines: Int)?
}
