internal import Diagnostics

/// The layout of a delimited text: its delimiter, its header, its first data row.
package struct CSVLayout: Sendable, Equatable {
  package var delimiter: UInt8
  /// The file begins with `sep=;` or the like.
  package var hasSeparatorLine = false
  /// 1-based among all rows of the file, including blank ones; 0 if there is no header.
  package var headerRow: Int
  /// The physical line where the header begins.
  package var headerLine: Int
  /// The header's fields, trimmed; `column_1`… if there is no header.
  package var header: [String]
  /// The number of fields of a row, and their number up to the last named header.
  package var width: Int
  package var namedWidth: Int
  /// The start of the first data row: its offset in the text, and its physical line.
  package var dataStart: Int
  package var dataLine: Int

  package static let delimiters: [UInt8] = [
    UInt8(ascii: ","), UInt8(ascii: ";"), 0x09, UInt8(ascii: "|"),
  ]
  private static let headerCandidates = 50

  /// - Parameter delimiter: the result of ``delimiter(_:options:)``.
  /// - Throws: a diagnostic if there is no header.
  package init(_ file: TextFile, delimiter: UInt8, options: ReadingOptions) throws {
    let head = file.head.span
    let separator = CSVLayout.separatorLine(head)
    let start = separator?.end ?? 0
    self.delimiter = delimiter
    hasSeparatorLine = separator != nil
    let (index, _) = FieldScanner(delimiter: delimiter).scan(
      head, start..<head.count, limit: head.count, isEnd: file.headIsWhole)
    let rowsBefore = hasSeparatorLine ? 1 : 0
    let record = try CSVLayout.findHeader(head, index, rowsBefore: rowsBefore, options, file)
    if let record {
      headerRow = record + 1 + rowsBefore
      header = CSVLayout.fields(head, index, record, trimmed: !options.headersAreExact)
      // The header may be the last complete record of the head.
      dataStart =
        record + 1 < index.count
        ? Int(index.starts[record + 1]) : CSVLayout.end(of: index.record(record), in: head)
      headerLine = FieldScanner.lineEnds(head, 0..<Int(index.starts[record])) + 1
      dataLine = FieldScanner.lineEnds(head, 0..<dataStart) + 1
    } else {
      headerRow = 0
      headerLine = 0
      header = (0..<index.fieldCount(0)).map { "column_\($0 + 1)" }
      dataStart = start
      dataLine = 1 + rowsBefore
    }
    width = header.count
    namedWidth = (header.lastIndex { !$0.isEmpty } ?? -1) + 1
  }

  /// The delimiter: declared, named by the file, or detected from its first records.
  package static func delimiter(_ file: TextFile, options: ReadingOptions) -> UInt8 {
    let head = file.head.span
    let separator = separatorLine(head)
    return options.delimiter ?? separator?.delimiter
      ?? findDelimiter(head, from: 0, isEnd: file.headIsWhole)
  }

  /// `sep=;` on the first line, as Excel writes and obeys it.
  private static func separatorLine(_ head: Span<UInt8>) -> (delimiter: UInt8, end: Int)? {
    guard head.count >= 6 else { return nil }
    let line = head.text(0..<min(head.count, 10)).split(
      maxSplits: 1, omittingEmptySubsequences: false, whereSeparator: \.isNewline
    )[0]
    let plain = line.hasPrefix("\"") && line.hasSuffix("\"") ? line.dropFirst().dropLast() : line
    guard plain.utf8.count == 5, plain.lowercased().hasPrefix("sep="), let delimiter = plain.utf8.last else {
      return nil
    }
    return (delimiter, end(of: 0..<line.utf8.count, in: head))
  }

  /// The position after the line end that follows a range.
  private static func end(of range: ByteRange, in head: Span<UInt8>) -> Int {
    var end = range.upperBound
    if end < head.count, head[end] == 0x0D { end += 1 }
    if end < head.count, head[end] == 0x0A { end += 1 }
    return end
  }

  /// The delimiter that gives most of the first records the same number of fields, more than one.
  private static func findDelimiter(_ head: Span<UInt8>, from start: Int, isEnd: Bool) -> UInt8 {
    let limit = min(head.count, start + 65_536)
    var best = (delimiter: delimiters[0], share: 0.0, width: 1)
    for delimiter in delimiters {
      let (index, _) = FieldScanner(delimiter: delimiter).scan(
        head, start..<head.count, limit: limit, isEnd: isEnd)
      let records = (0..<index.count).filter { !isBlank(head, index, $0) }.prefix(200)
      guard let width = mostFrequent(records.map { index.fieldCount($0) }.filter { $0 > 1 }) else { continue }
      let same = records.count { index.fieldCount($0) == width }
      let share = Double(same) / Double(records.count)
      if share > best.share || (share == best.share && width > best.width) {
        best = (delimiter, share, width)
      }
    }
    return best.delimiter
  }

  /// The header record; nil if the job says that there is none.
  private static func findHeader(
    _ head: Span<UInt8>, _ index: FieldIndex, rowsBefore: Int, _ options: ReadingOptions, _ file: TextFile
  ) throws -> Int? {
    let filled = (0..<index.count).filter { !isBlank(head, index, $0) }
    guard let first = filled.first else {
      throw Diagnostic(
        .noHeader(file.name), reason: file.source.count == 0 ? "it is empty" : "it has only blank lines")
    }
    if let row = options.headerRow {
      if row == 0 { return nil }
      let record = row - 1 - rowsBefore
      guard record >= 0, record < index.count else {
        throw Diagnostic(
          .noHeader(file.name), reason: "header_row is \(row), and it has \(index.count + rowsBefore) rows")
      }
      guard !isBlank(head, index, record) else {
        throw Diagnostic(
          .noHeader(file.name), at: file.location(line: row), reason: "header_row is \(row), which is blank")
      }
      return record
    }
    let candidates = filled.prefix(headerCandidates)
    if let declared = bestMatch(head, index, candidates, options.columns) { return declared }
    // The first record that has the usual width and is mostly filled.
    let width = usualWidth(filled.prefix(200).map { index.fieldCount($0) })
    return candidates.first { record in
      let named = fields(head, index, record).count { !$0.isEmpty }
      return index.fieldCount(record) == width && named * 2 > width
    } ?? first
  }

  /// The record with the most declared headers; nil if none has any.
  private static func bestMatch(
    _ head: Span<UInt8>, _ index: FieldIndex, _ records: ArraySlice<Int>, _ columns: [InputColumn]
  ) -> Int? {
    if columns.isEmpty { return nil }
    let wanted = columns.map { Set(HeaderMatching.wanted($0)) }
    var best: (record: Int, score: Int)?
    for record in records {
      let present = Set(fields(head, index, record).map(HeaderMatching.key))
      let score = wanted.count { !$0.isDisjoint(with: present) }
      if score > best?.score ?? 0 { best = (record, score) }
      if score * 2 > wanted.count { break }
    }
    return best?.record
  }

  private static func fields(
    _ head: Span<UInt8>, _ index: FieldIndex, _ record: Int, trimmed: Bool = true
  ) -> [String] {
    (0..<index.fieldCount(record)).map { field in
      var bytes: [UInt8] = []
      FieldScanner.unquoted(head, index.field(record, field), into: &bytes)
      return bytes.span.text(trimmed ? bytes.span.trimmed(0..<bytes.count) : 0..<bytes.count)
    }
  }

  private static func isBlank(_ head: Span<UInt8>, _ index: FieldIndex, _ record: Int) -> Bool {
    index.fieldCount(record) == 1 && head.trimmed(index.field(record, 0)).isEmpty
  }

  /// The width of most records. Lines of one field before the table are ignored. If most of the lines
  /// after the first have one field, the table has one column and its texts contain delimiters.
  private static func usualWidth(_ widths: [Int]) -> Int {
    guard let width = mostFrequent(widths.filter { $0 > 1 }), let first = widths.firstIndex(of: width) else {
      return 1
    }
    let narrow = widths[first...].count { $0 == 1 }
    return narrow >= widths.count { $0 == width } ? 1 : width
  }

  /// The most frequent value; the first one if there are several.
  private static func mostFrequent(_ values: [Int]) -> Int? {
    var counts: [Int: Int] = [:]
    for value in values { counts[value, default: 0] += 1 }
    let most = counts.values.max()
    return values.first { counts[$0] == most }
  }
}

extension Diagnostic.Message {
  fileprivate static func noHeader(_ file: String) -> Self { Self(.noHeader, "'\(file)' has no header row") }
}
