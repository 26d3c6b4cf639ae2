/// Where the records of a rewritten text were in the text that it was made of.
struct RecordMap: Sendable {
  private var starts: [Int] = []
  private var originals: [Range<Int>] = []

  mutating func add(_ start: Int, _ original: Range<Int>) {
    starts.append(start)
    originals.append(original)
  }

  /// The original of the record that begins at `start`.
  func original(_ start: Int) -> Range<Int>? {
    var low = 0
    var high = starts.count
    while low < high {
      let middle = (low + high) / 2
      if starts[middle] < start { low = middle + 1 } else { high = middle }
    }
    return low < starts.count && starts[low] == start ? originals[low] : nil
  }
}

/// How a text was made of another one.
package final class TextRewriting: Sendable {
  let original: TextFile
  let records: RecordMap
  /// The dialect of the original, if that is why it was rewritten.
  let dialect: TextDialect?
  /// Where comments were, in the rewritten text.
  let comments: [Int]
  /// The number of rows that were quoted as a whole.
  let unwrapped: Int
  /// The number of fields that went on behind their closing quote.
  let goingOn: Int

  init(
    _ original: TextFile, _ records: RecordMap, dialect: TextDialect? = nil, comments: [Int] = [],
    unwrapped: Int = 0, goingOn: Int = 0
  ) {
    self.original = original
    self.records = records
    self.dialect = dialect
    self.comments = comments
    self.unwrapped = unwrapped
    self.goingOn = goingOn
  }
}

extension TextFile {
  /// The text as standard CSV.
  package func rewritten(by dialect: TextDialect) throws -> TextFile {
    let text = try source.bytes(0..<source.count)
    var rewriter = TextRewriter(dialect)
    rewriter.rewrite(text.span, isEnd: !isBeginning)
    return TextFile(
      text: rewriter.output, in: self,
      by: TextRewriting(
        self, rewriter.records, dialect: dialect, comments: rewriter.comments, unwrapped: rewriter.unwrapped,
        goingOn: rewriter.misplacedQuotes))
  }

  /// The dialect that the text had before it was rewritten.
  package var dialect: TextDialect? { rewriting.flatMap { $0.dialect ?? $0.original.dialect } }

  /// The number of comments, and of those that are blank lines among the rows: not above them, not behind the end of
  /// the table, and not without a line end.
  func comments(from dataStart: Int) -> (all: Int, below: Int) {
    guard let rewriting else { return (0, 0) }
    if rewriting.dialect == nil { return rewriting.original.comments(from: dataStart) }
    let places = rewriting.comments
    return (places.count, places.count { $0 >= dataStart && $0 < source.count })
  }

  /// The place in the text of the file itself of a record of this text.
  func original(of record: Range<Int>) -> (text: TextFile, record: Range<Int>) {
    guard let rewriting, let original = rewriting.records.original(record.lowerBound) else {
      return (self, record)
    }
    return rewriting.original.original(of: original)
  }
}
