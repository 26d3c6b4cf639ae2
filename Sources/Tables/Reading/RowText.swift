/// How the text of a row, as a reject has it, is divided into the fields of a file's columns.
struct RowText: Sendable {
  /// The delimiter of the file; for a sheet, a tab, as its rows are shown.
  private let delimiter: UInt8
  private let dialect: TextDialect?
  /// By column: its field; nil if the file does not have it.
  private let sources: [Int?]

  init(_ file: FileRows) {
    delimiter = file.report.delimiter ?? UInt8(ascii: "\t")
    dialect = file.report.dialect
    sources = file.specs.map(\.source)
  }

  /// The fields by column, nil for an empty one, and how many the text has; nil if it is not one row.
  func fields(of text: String) -> (byColumn: [String?], count: Int)? {
    var bytes = Array(text.utf8)
    var scanner = FieldScanner(delimiter: delimiter)
    if let dialect {
      var rewriter = TextRewriter(dialect)
      rewriter.rewrite(bytes.span, isEnd: true)
      bytes = rewriter.output
      scanner = FieldScanner(delimiter: UInt8(ascii: ","))
    }
    let (index, _) = scanner.scan(bytes.span, 0..<bytes.count, limit: bytes.count, isEnd: true)
    guard index.count == 1, !index.isUnterminated else { return nil }
    let fields = sources.map { source in
      source.flatMap { FieldScanner.text(of: $0, in: 0, index, bytes.span) }
    }
    return (fields, index.fieldCount(0))
  }
}
