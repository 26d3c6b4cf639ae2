/// Finds in the beginning of a text what its writer did to rows and quotes: blanks behind every delimiter, blanks
/// around quotes, rows that are quoted as a whole. Each needs evidence in all of the first rows.
struct DialectSearch {
  private let head: [UInt8]
  private let delimiter: UInt8
  private let isDeclared: Bool
  private let isEnd: Bool

  init(_ file: TextFile, delimiter: UInt8, isDeclared: Bool) {
    let size = FileContent.beginningSize
    head = Array(file.head.prefix(size))
    isEnd = file.headIsWhole && file.head.count <= size
    self.delimiter = delimiter
    self.isDeclared = isDeclared
  }

  /// Nil if the text has nothing of this.
  var dialect: TextDialect? {
    if let wrapped = wrapped { return wrapped }
    if let formulas { return formulas }
    if let escaped = escaping(TextDialect(delimiters: [[delimiter]])) { return escaped }
    guard hasBlankAfterDelimiter else { return nil }
    let plain = TextDialect(delimiters: [[delimiter]])
    if !isDeclared, hasBlankAfterAllDelimiters {
      var dialect = TextDialect(delimiters: [[delimiter, 0x20], [delimiter]])
      if let escaped = escaping(dialect) { dialect = escaped }
      dialect.allowsBlanksAroundQuotes = hasBlanksAroundQuotes(dialect)
      return dialect
    }
    if !hasBlanksAroundQuotes(plain) { return nil }
    var dialect = plain
    dialect.allowsBlanksAroundQuotes = true
    return dialect
  }

  private var hasBlankAfterDelimiter: Bool {
    let bytes = head
    guard delimiter >= 0x20 || delimiter == 0x09 else { return false }
    return bytes.indices.dropLast().contains { bytes[$0] == delimiter && bytes[$0 + 1] == 0x20 }
  }

  /// Whether a blank follows the delimiter in every row, except before empty fields.
  private var hasBlankAfterAllDelimiters: Bool {
    if delimiter == 0x20 || delimiter == 0x09 { return false }
    let span = head.span
    let records = FirstRecords(span, from: 0, delimiter: delimiter, isEnd: isEnd)
    var (rows, fields) = (0, 0)
    for record in records.filled where records.index.fieldCount(record) > 1 {
      rows += 1
      for field in 1..<records.index.fieldCount(record) {
        let range = records.index.field(record, field)
        if range.isEmpty { continue }
        if span[range.lowerBound] != 0x20 { return false }
        fields += 1
      }
    }
    return rows > 1 && fields >= rows && rows == records.filled.count
  }

  /// Whether quotes stand behind blanks, hold what would divide the row without them, and end where a field does.
  private func hasBlanksAroundQuotes(_ dialect: TextDialect) -> Bool {
    let bytes = head
    guard
      bytes.indices.dropLast().contains(where: { bytes[$0] == 0x20 && bytes[$0 + 1] == FieldScanner.quote })
    else { return false }
    var dialect = dialect
    dialect.allowsBlanksAroundQuotes = true
    var rewriter = TextRewriter(dialect)
    rewriter.rewrite(bytes.span, isEnd: isEnd)
    return rewriter.spacedQuotes > 0 && rewriter.misplacedQuotes == 0
  }

  /// A text with fields such as `="0012"`, of which none is more than a text.
  private var formulas: TextDialect? {
    guard
      head.indices.dropLast().contains(where: {
        head[$0] == UInt8(ascii: "=") && head[$0 + 1] == FieldScanner.quote
      })
    else { return nil }
    var dialect = TextDialect(delimiters: [[delimiter]])
    dialect.unwrapsFormulas = true
    var rewriter = TextRewriter(dialect)
    rewriter.rewrite(head.span, isEnd: isEnd)
    return rewriter.formulas > 0 && rewriter.misplacedFormulas == 0 ? dialect : nil
  }

  /// The dialect with `\"` for a quote in a quoted field, if fields go on behind their quotes without that.
  private func escaping(_ dialect: TextDialect) -> TextDialect? {
    let backslash = UInt8(ascii: "\\")
    guard
      head.indices.dropLast().contains(where: { head[$0] == backslash && head[$0 + 1] == FieldScanner.quote })
    else { return nil }
    var escaped = dialect
    escaped.escape = [backslash]
    escaped.escapesQuotesOnly = true
    return hasMisplacedQuotes(dialect) && !hasMisplacedQuotes(escaped) ? escaped : nil
  }

  private func hasMisplacedQuotes(_ dialect: TextDialect) -> Bool {
    var rewriter = TextRewriter(dialect)
    rewriter.rewrite(head.span, isEnd: isEnd)
    return rewriter.misplacedQuotes > 0 || rewriter.openQuotes > 0
  }

  /// A text whose rows are one quoted field, with the same number of fields inside; the header may be plain. A spreadsheet
  /// leaves the rows without quotes as they are: then those with quotes must have what the header has.
  private var wrapped: TextDialect? {
    let bytes = head
    guard bytes.contains(FieldScanner.quote) else { return nil }
    let tried = isDeclared ? [delimiter] : DelimiterSearch.delimiters
    for candidate in tried {
      let records = FirstRecords(bytes.span, from: 0, delimiter: candidate, isEnd: isEnd)
      let rows = records.filled.dropFirst()
      let quoted = rows.count { isQuoted(records, $0) }
      guard quoted > 0, quoted == rows.count || mayBePlain(records) else { continue }
      let inside = records.filled.map { record -> (count: Int, isText: Bool) in
        guard isQuoted(records, record) else { return (records.index.fieldCount(record), false) }
        var text: [UInt8] = []
        FieldScanner.unquoted(bytes.span, records.index.field(record, 0), into: &text)
        let inner = FirstRecords(text.span, from: 0, delimiter: candidate, isEnd: true)
        if inner.index.count != 1 { return (0, false) }
        return (inner.index.fieldCount(0), inner.isMostlyInSentences(text.span))
      }
      // Commas with blanks are those of names and sentences: a list with one column.
      if inside[0].count > 1, inside.allSatisfy({ $0.count == inside[0].count }),
        !inside.allSatisfy({ $0.isText }), quoted == rows.count || !inside.contains(where: { $0.isText })
      {
        var dialect = TextDialect(delimiters: [[candidate]])
        dialect.isWrapped = true
        return dialect
      }
    }
    return nil
  }

  /// Whether rows that are not one quoted field may be plain: all have the fields of a plain header, which one field
  /// can hardly stand for.
  private func mayBePlain(_ records: FirstRecords) -> Bool {
    let width = records.counts[0]
    return width > 2 && !isQuoted(records, records.filled[0])
      && zip(records.filled, records.counts).allSatisfy { $1 == width || $1 == 1 && isQuoted(records, $0) }
  }

  /// Whether a record is one quoted field, before others that are empty.
  private func isQuoted(_ records: FirstRecords, _ record: Int) -> Bool {
    let bytes = head
    let first = records.index.field(record, 0)
    return first.count > 2 && bytes[first.lowerBound] == FieldScanner.quote
      && bytes[first.upperBound - 1] == FieldScanner.quote
      && (1..<max(1, records.index.fieldCount(record))).allSatisfy {
        records.index.field(record, $0).isEmpty
      }
  }
}
