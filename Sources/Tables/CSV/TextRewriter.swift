/// Rewrites a text of any dialect as standard CSV: commas, double quotes, doubled inside.
///
/// Line ends stay where they are, so that lines count the same. A comment becomes a blank line.
struct TextRewriter {
  let dialect: TextDialect
  private(set) var output: [UInt8] = []
  private(set) var records = RecordMap()
  /// Where comments were, in the output.
  private(set) var comments: [Int] = []
  /// Rows that were quoted as a whole.
  private(set) var unwrapped = 0
  /// Fields with blanks before the quote and a delimiter or line end inside, and those that go on behind the quote.
  private(set) var spacedQuotes = 0
  private(set) var misplacedQuotes = 0
  /// Fields with an opening quote only.
  private(set) var openQuotes = 0
  /// Fields that are a text as a formula, and those that only begin like one.
  private(set) var formulas = 0
  private(set) var misplacedFormulas = 0

  private var fields = Fields()

  private static let formula = Array("=\"".utf8)
  private static let comma = UInt8(ascii: ",")
  private static let blank: UInt8 = 0x20
  private static let lineFeed: UInt8 = 0x0A
  private static let carriageReturn: UInt8 = 0x0D

  /// The fields of one record, without quotes.
  private struct Fields {
    var bytes: [UInt8] = []
    var ends: [Int] = []
    var isQuoted: [Bool] = []
    /// Whether the last one has an opening quote only.
    var isOpen = false

    mutating func end(isQuoted quoted: Bool) {
      ends.append(bytes.count)
      isQuoted.append(quoted)
    }

    mutating func removeAll() {
      bytes.removeAll(keepingCapacity: true)
      ends.removeAll(keepingCapacity: true)
      isQuoted.removeAll(keepingCapacity: true)
      isOpen = false
    }

    func range(_ field: Int) -> ByteRange { (field == 0 ? 0 : ends[field - 1])..<ends[field] }
  }

  init(_ dialect: TextDialect) { self.dialect = dialect }

  /// - Parameter isEnd: whether the text ends with `bytes`; if not, a record that may go on is left out.
  mutating func rewrite(_ bytes: Span<UInt8>, isEnd: Bool) {
    output.reserveCapacity(bytes.count + bytes.count / 8)
    var record = 0
    while record < bytes.count {
      fields.removeAll()
      let isComment = dialect.comment.map { bytes.holds($0, at: record) } ?? false
      let end = isComment ? lineEnd(bytes, from: record) : scan(bytes, from: record, isInside: false)
      var next = end
      if next < bytes.count { next += 1 }
      if end < bytes.count, bytes[end] == TextRewriter.carriageReturn {
        if next == bytes.count && !isEnd { return }
        if next < bytes.count, bytes[next] == TextRewriter.lineFeed { next += 1 }
      }
      if end == bytes.count && !isEnd { return }
      if fields.isOpen { openQuotes += 1 }
      records.add(output.count, record..<end)
      if isComment {
        comments.append(output.count)
      } else {
        if dialect.isWrapped { unwrap() }
        write()
      }
      output.append(bytes, end..<next)
      record = next
    }
  }

  private func lineEnd(_ bytes: Span<UInt8>, from start: Int) -> Int {
    var place = start
    while place < bytes.count, !TextRewriter.isLineEnd(bytes[place]) { place += 1 }
    return place
  }

  @inline(__always)
  private static func isLineEnd(_ byte: UInt8) -> Bool { byte == lineFeed || byte == carriageReturn }

  /// Reads the fields of a record.
  ///
  /// - Parameter isInside: whether `bytes` is the content of a quoted row, in which lines do not end it.
  /// - Returns: the end of the record.
  private mutating func scan(_ bytes: Span<UInt8>, from start: Int, isInside: Bool) -> Int {
    let end = bytes.count
    var place = start
    while true {
      var isQuoted = false
      let begin = fields.bytes.count
      if dialect.unwrapsFormulas, let closed = scanFormula(bytes, from: place) {
        isQuoted = true
        place = closed
      } else if let opening = openingQuote(bytes, at: place) {
        let content = fields.bytes.count
        isQuoted = true
        guard let closed = scanQuoted(bytes, from: opening + dialect.quote.opening.count) else {
          fields.isOpen = true
          fields.end(isQuoted: true)
          return end
        }
        if opening > place, dividesInside(content..<fields.bytes.count) { spacedQuotes += 1 }
        place = closed
        if dialect.allowsBlanksAroundQuotes {
          while place < end, bytes[place] == TextRewriter.blank { place += 1 }
        }
        if place < end, dialect.delimiterLength(bytes, at: place) == 0, !TextRewriter.isLineEnd(bytes[place])
        {
          misplacedQuotes += 1
        }
      }
      var length = 0
      while place < end {
        if !isInside, TextRewriter.isLineEnd(bytes[place]) { break }
        length = dialect.delimiterLength(bytes, at: place)
        if length > 0 { break }
        if escapes(bytes, at: place) { place += dialect.escape!.count }
        fields.bytes.append(bytes[place])
        place += 1
      }
      if dialect.unwrapsFormulas, isQuoted { unwrapFormula(from: begin) }
      fields.end(isQuoted: isQuoted)
      if length == 0 { return place }
      place += length
    }
  }

  /// Reads `="…"` to its end at the end of the field.
  private mutating func scanFormula(_ bytes: Span<UInt8>, from start: Int) -> Int? {
    guard start < bytes.count, bytes.holds(TextRewriter.formula, at: start) else { return nil }
    let before = fields.bytes.count
    if let end = scanQuoted(bytes, from: start + 2),
      end == bytes.count || TextRewriter.isLineEnd(bytes[end]) || dialect.delimiterLength(bytes, at: end) > 0
    {
      formulas += 1
      return end
    }
    misplacedFormulas += 1
    fields.bytes.removeSubrange(before...)
    return nil
  }

  /// Takes the formula from a quoted field that is one.
  private mutating func unwrapFormula(from start: Int) {
    let text = fields.bytes[start...]
    guard text.starts(with: TextRewriter.formula) else { return }
    guard text.count > 2, text.last == FieldScanner.quote,
      !text.dropFirst(2).dropLast().contains(FieldScanner.quote)
    else {
      misplacedFormulas += 1
      return
    }
    formulas += 1
    fields.bytes.removeLast()
    fields.bytes.removeSubrange(start..<start + 2)
  }

  /// Whether the character at `place` takes the meaning from the next one.
  private func escapes(_ bytes: Span<UInt8>, at place: Int) -> Bool {
    guard let escape = dialect.escape, bytes.holds(escape, at: place), place + escape.count < bytes.count
    else {
      return false
    }
    let next = place + escape.count
    return !dialect.escapesQuotesOnly || bytes.holds(escape, at: next)
      || bytes.holds(dialect.quote.closing, at: next)
  }

  private func dividesInside(_ content: ByteRange) -> Bool {
    let bytes = fields.bytes.span
    return content.contains {
      TextRewriter.isLineEnd(bytes[$0]) || dialect.delimiterLength(bytes, at: $0) > 0
    }
  }

  /// Where a quoted field begins at `place`, behind blanks if the dialect allows them.
  private func openingQuote(_ bytes: Span<UInt8>, at place: Int) -> Int? {
    var place = place
    if dialect.allowsBlanksAroundQuotes {
      while place < bytes.count, bytes[place] == TextRewriter.blank { place += 1 }
    }
    return place < bytes.count && bytes.holds(dialect.quote.opening, at: place) ? place : nil
  }

  /// Reads to the closing quote.
  ///
  /// - Returns: the place behind it; nil if there is none.
  private mutating func scanQuoted(_ bytes: Span<UInt8>, from start: Int) -> Int? {
    let closing = dialect.quote.closing
    var place = start
    while place < bytes.count {
      // A quote that escapes quotes is a doubled one.
      if let escape = dialect.escape, escape != closing, escapes(bytes, at: place) {
        place += escape.count
        fields.bytes.append(bytes[place])
        place += 1
      } else if bytes.holds(closing, at: place) {
        place += closing.count
        guard place < bytes.count, bytes.holds(closing, at: place) else { return place }
        fields.bytes.append(contentsOf: closing)
        place += closing.count
      } else {
        fields.bytes.append(bytes[place])
        place += 1
      }
    }
    return nil
  }

  /// Divides a row that is one quoted field.
  private mutating func unwrap() {
    guard fields.isQuoted[0], !fields.isOpen, fields.range(0).upperBound == fields.bytes.count else { return }
    let row = fields.bytes
    fields.removeAll()
    _ = scan(row.span, from: 0, isInside: true)
    unwrapped += 1
  }

  private mutating func write() {
    let fields = fields
    for field in fields.ends.indices {
      if field > 0 { output.append(TextRewriter.comma) }
      let range = fields.range(field)
      let isOpen = fields.isOpen && field == fields.ends.count - 1
      if fields.isQuoted[field] || TextRewriter.needsQuotes(fields.bytes.span, range) {
        TextRewriter.quote(fields.bytes.span, range, isOpen: isOpen, into: &output)
      } else {
        output.append(fields.bytes.span, range)
      }
    }
  }

  /// Whether a text would be something else without quotes.
  static func needsQuotes(_ bytes: Span<UInt8>, _ range: ByteRange) -> Bool {
    if !range.isEmpty, bytes[range.lowerBound] == FieldScanner.quote { return true }
    return range.contains { bytes[$0] == comma || isLineEnd(bytes[$0]) }
  }

  static func quote(
    _ bytes: Span<UInt8>, _ range: ByteRange, isOpen: Bool = false, into output: inout [UInt8]
  ) {
    output.append(FieldScanner.quote)
    for place in range {
      if bytes[place] == FieldScanner.quote { output.append(FieldScanner.quote) }
      output.append(bytes[place])
    }
    if !isOpen { output.append(FieldScanner.quote) }
  }
}
