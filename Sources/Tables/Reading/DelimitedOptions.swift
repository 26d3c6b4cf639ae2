/// The shape of a table as a job declares it, beyond a delimiter of one byte and a header on one row. What is
/// about rows holds for sheets of workbooks, too.
///
/// Texts that need any of it are prepared before they are read (``TextRewriter``, ``TableEnd``, ``TextFile/filled(_:_:_:_:)``), so that
/// ordinary files are read at full speed.
package struct DelimitedOptions: Sendable {
  /// The separators of fields, as UTF-8; where several fit, the longest counts. Empty: one byte, declared
  /// or found.
  package var delimiters: [[UInt8]] = []
  /// Nil: `"`
  package var quote: QuoteMarks?
  /// The character that takes the meaning from the next one; nil: there is none.
  package var escape: [UInt8]?
  /// The character with which lines begin that are not rows; nil: there is none.
  package var comment: [UInt8]?
  /// 1-based rows of a header on several rows, ascending. Empty: it has one row.
  package var headerRows: [Int] = []
  /// The number of rows after the header that are not data, blank ones included.
  package var skippedRows = 0
  /// Columns whose empty cells take the value above, by their names in the result.
  package var fillDown: [String] = []
  /// The table ends before the first row for which it is true.
  package var until: RowCondition?

  package init() {}

  /// Whether fields are divided or quoted in a way that ``FieldScanner`` does not know.
  package var hasDialect: Bool { !delimiters.isEmpty || quote != nil || escape != nil || comment != nil }
  /// Whether rows depend on the rows before them.
  var hasRowRules: Bool { !fillDown.isEmpty || until != nil }

  /// The declared keys that say how a text is divided into fields, by their names in a job.
  package var dialectKeys: [String] {
    [
      ("delimiter", !delimiters.isEmpty), ("quote", quote != nil), ("escape", escape != nil),
      ("comment", comment != nil),
    ].filter(\.1).map(\.0)
  }

  /// The keys that cannot stand together, because one character would have two meanings.
  package func conflicts(delimiter: UInt8?) -> [(mark: String, keys: (String, String))] {
    let quote = quote ?? .standard
    let declared: [(key: String, marks: [[UInt8]?])] = [
      ("quote", [quote.opening, quote.closing]), ("escape", [escape]), ("comment", [comment]),
      ("delimiter", [delimiter.map { [$0] }] + delimiters),
    ]
    let marks = declared.flatMap { key, marks in marks.compactMap(\.self).map { (key: key, bytes: $0) } }
    var found: [(mark: String, keys: (String, String))] = []
    for (index, mark) in marks.enumerated() where found.last?.keys.1 != mark.key {
      let other = marks[..<index].first { $0.key != mark.key && mark.bytes.firstRange(of: $0.bytes) != nil }
      if let other { found.append((String(decoding: other.bytes, as: UTF8.self), (other.key, mark.key))) }
    }
    return found
  }

  /// Those that say which rows are data.
  package var rowKeys: [String] {
    [
      ("header_row", !headerRows.isEmpty), ("skip_rows", skippedRows > 0), ("fill_down", !fillDown.isEmpty),
      ("until", until != nil),
    ].filter(\.1).map(\.0)
  }
}

/// The marks around a quoted field, as UTF-8.
package struct QuoteMarks: Sendable, Hashable {
  package let opening: [UInt8]
  package let closing: [UInt8]

  package static let standard = QuoteMarks("\"")

  /// Marks that differ at both ends are named by the first.
  package init(_ opening: Character) {
    let pairs: [Character: Character] = ["«": "»", "“": "”", "„": "“", "‘": "’", "‹": "›", "»": "«"]
    self.opening = Array(String(opening).utf8)
    closing = Array(String(pairs[opening] ?? opening).utf8)
  }
}

/// A condition on the rows of a table of texts, such as `until:`.
package struct RowCondition: Sendable {
  /// As the job has it.
  package let text: String
  /// The columns of a table of texts that it reads.
  package let columns: @Sendable (Schema) throws -> Set<String>
  /// The first row for which the condition is true, of a table of texts that has these columns.
  package let firstRow: @Sendable (Table) throws -> Int?

  package init(
    _ text: String, columns: @escaping @Sendable (Schema) throws -> Set<String>,
    firstRow: @escaping @Sendable (Table) throws -> Int?
  ) {
    self.text = text
    self.columns = columns
    self.firstRow = firstRow
  }
}
