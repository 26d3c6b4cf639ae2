/// The first records of a text that are not blank, divided at one delimiter: what header and delimiter are
/// found by.
///
/// Ranges and records refer to the span that they were made from.
struct FirstRecords {
  /// As many records are examined, so a header further down is not found.
  static let limit = 200

  let delimiter: UInt8
  let index: FieldIndex
  /// The places in ``index`` of the records that are not blank.
  let filled: [Int]
  /// The number of fields of each filled record.
  let counts: [Int]
  /// The most frequent number of fields above one; nil if no record has several.
  let width: Int?

  init(_ head: Span<UInt8>, from start: Int, delimiter: UInt8, isEnd: Bool) {
    self.delimiter = delimiter
    let (index, _) = FieldScanner(delimiter: delimiter).scan(
      head, start..<head.count, limit: head.count, isEnd: isEnd)
    self.index = index
    var filled: [Int] = []
    for record in 0..<index.count where !FirstRecords.isBlank(head, index, record) {
      filled.append(record)
      if filled.count == FirstRecords.limit { break }
    }
    self.filled = filled
    counts = filled.map { index.fieldCount($0) }
    width = FirstRecords.mostFrequent(counts.filter { $0 > 1 })
  }

  /// The part of the records with the usual number of fields.
  var share: Double {
    counts.isEmpty ? 0 : Double(counts.count { $0 == width }) / Double(counts.count)
  }

  /// Whether most records have several fields, whatever their number.
  var dividesMost: Bool { counts.count { $0 > 1 } * 2 > counts.count }

  /// The number of records from the last one backwards that have the usual number of fields.
  var lastRun: Int { counts.reversed().prefix { $0 == width }.count }

  /// Whether nearly all delimiters are followed by a blank, as commas in sentences are.
  func isMostlyInSentences(_ head: Span<UInt8>) -> Bool {
    var (fields, blanks) = (0, 0)
    for record in filled {
      for field in 0..<index.fieldCount(record) where field > 0 {
        fields += 1
        let range = index.field(record, field)
        if !range.isEmpty, head[range.lowerBound] == 0x20 { blanks += 1 }
      }
    }
    return fields > 0 && blanks * 10 >= fields * 9
  }

  func isFilled(_ head: Span<UInt8>, _ record: Int, _ field: Int) -> Bool {
    let range = head.trimmed(index.field(record, field))
    let isEmptyText =
      range.count == 2 && head[range.lowerBound] == FieldScanner.quote
      && head[range.lowerBound + 1] == FieldScanner.quote
    return !range.isEmpty && !isEmptyText
  }

  /// The number of fields with a text, and their number up to the last of these.
  func filledFields(_ head: Span<UInt8>, _ record: Int) -> (count: Int, width: Int) {
    let filled = (0..<index.fieldCount(record)).filter { isFilled(head, record, $0) }
    return (filled.count, (filled.last ?? -1) + 1)
  }

  func fields(_ head: Span<UInt8>, _ record: Int, trimmed: Bool = true) -> [String] {
    (0..<index.fieldCount(record)).map { field in
      var bytes: [UInt8] = []
      FieldScanner.unquoted(head, index.field(record, field), into: &bytes)
      return bytes.span.text(trimmed ? bytes.span.trimmed(0..<bytes.count) : 0..<bytes.count)
    }
  }

  /// The fields of a header on several records, those of a column joined by blanks.
  func joinedFields(_ head: Span<UInt8>, _ records: [Int], trimmed: Bool) -> [String] {
    RowRules.joined(records.map { fields(head, $0, trimmed: trimmed) })
  }

  /// The record with the most declared headers, the first of several; nil if none has any.
  func bestMatch(_ head: Span<UInt8>, _ columns: [InputColumn]) -> (record: Int, score: Int)? {
    if columns.isEmpty { return nil }
    let wanted = columns.map { Set(HeaderMatching.wanted($0)) }
    var best: (record: Int, score: Int)?
    for record in filled {
      let score = score(head, record, wanted)
      if score > best?.score ?? 0 { best = (record, score) }
      if score == wanted.count { break }
    }
    return best
  }

  /// The number of declared headers that a record has.
  func score(_ head: Span<UInt8>, _ record: Int, _ columns: [InputColumn]) -> Int {
    score(head, record, columns.map { Set(HeaderMatching.wanted($0)) })
  }

  private func score(_ head: Span<UInt8>, _ record: Int, _ wanted: [Set<String>]) -> Int {
    let present = Set(fields(head, record).map(HeaderMatching.key))
    return wanted.count { !$0.isDisjoint(with: present) }
  }

  private static func isBlank(_ head: Span<UInt8>, _ index: FieldIndex, _ record: Int) -> Bool {
    index.fieldCount(record) == 1 && head.trimmed(index.field(record, 0)).isEmpty
  }

  /// The most frequent value; the first one if there are several.
  static func mostFrequent(_ values: [Int]) -> Int? {
    var counts: [Int: Int] = [:]
    for value in values { counts[value, default: 0] += 1 }
    let most = counts.values.max()
    return values.first { counts[$0] == most }
  }
}
