/// How a text divides and quotes its fields, where ``FieldScanner`` does not know it.
package struct TextDialect: Sendable, Hashable {
  /// As UTF-8; of several that fit at one place the longest counts.
  package private(set) var delimiters: [[UInt8]]
  package var quote = QuoteMarks.standard
  package var escape: [UInt8]?
  /// Whether the escape is an ordinary character before others than itself and quotes, as where it was not declared.
  package var escapesQuotesOnly = false
  package var comment: [UInt8]?
  /// Whether blanks may stand before an opening quote and after a closing one.
  package var allowsBlanksAroundQuotes = false
  /// Whether `="0012"` is the text `0012`: a formula that keeps a spreadsheet from changing it.
  package var unwrapsFormulas = false
  /// Whether rows are quoted as a whole, with their fields inside, as spreadsheets save a file that they did not
  /// understand.
  package var isWrapped = false

  init(delimiters: [[UInt8]]) {
    self.delimiters = delimiters.sorted { $0.count > $1.count }
  }

  /// The dialect of a text, as far as it needs rewriting: declared, or found in its beginning.
  ///
  /// - Parameter delimiter: the result of ``CSVLayout/delimiter(_:options:)``.
  /// - Returns: nil if ``FieldScanner`` can read the text as it is.
  package static func of(_ file: TextFile, delimiter: UInt8, options: ReadingOptions) -> TextDialect? {
    let declared = options.delimited
    var dialect = TextDialect(delimiters: declared.delimiters.isEmpty ? [[delimiter]] : declared.delimiters)
    if declared.hasDialect {
      dialect.quote = declared.quote ?? .standard
      dialect.escape = declared.escape
      dialect.comment = declared.comment
      return dialect
    }
    // Files that Acta wrote are what they seem.
    if options.headersAreExact { return nil }
    return DialectSearch(file, delimiter: delimiter, isDeclared: options.delimiter != nil).dialect
  }

  /// Whether the text has one column, and so no delimiter.
  package var isOneColumn: Bool { onlyByte.map { CSVLayout.oneColumnDelimiters.contains($0) } ?? false }

  /// The delimiter if it is one byte.
  var onlyByte: UInt8? {
    delimiters.count == 1 && delimiters[0].count == 1 ? delimiters[0][0] : nil
  }

  @inline(__always)
  func delimiterLength(_ bytes: Span<UInt8>, at place: Int) -> Int {
    for delimiter in delimiters where bytes.holds(delimiter, at: place) { return delimiter.count }
    return 0
  }
}

extension Span<UInt8> {
  /// Whether these bytes stand at a place.
  @inline(__always)
  func holds(_ text: [UInt8], at place: Int) -> Bool {
    guard self[place] == text[0], place + text.count <= count else { return false }
    for index in 1..<Swift.max(1, text.count) where self[place + index] != text[index] { return false }
    return true
  }
}

extension ReadingOptions {
  /// The beginning of a text with the declared quote, escape and comment as in standard text, for finding its
  /// delimiter. Lengths stay the same.
  func standardized(_ head: Span<UInt8>) -> [UInt8]? {
    guard delimited.quote != nil || delimited.escape != nil || delimited.comment != nil else { return nil }
    let quote = delimited.quote ?? .standard
    let letter = UInt8(ascii: "x")
    var result = head.array(0..<head.count)
    var place = 0
    var isLineStart = true
    while place < head.count {
      let byte = head[place]
      if isLineStart, let comment = delimited.comment, head.holds(comment, at: place) {
        while place < head.count, head[place] != 0x0A, head[place] != 0x0D {
          result[place] = 0x20
          place += 1
        }
      } else if let escape = delimited.escape, head.holds(escape, at: place),
        place + escape.count < head.count
      {
        for index in place...place + escape.count { result[index] = letter }
        place += escape.count + 1
      } else if head.holds(quote.opening, at: place) || head.holds(quote.closing, at: place) {
        let length = head.holds(quote.opening, at: place) ? quote.opening.count : quote.closing.count
        let isOpening = head.holds(quote.opening, at: place)
        for index in place..<place + length { result[index] = letter }
        // The mark nearest to the field's end stands for the whole.
        result[isOpening ? place : place + length - 1] = FieldScanner.quote
        place += length
      } else {
        if byte == FieldScanner.quote { result[place] = letter }
        place += 1
      }
      isLineStart = place > 0 && (result[place - 1] == 0x0A || result[place - 1] == 0x0D)
    }
    return result
  }
}
