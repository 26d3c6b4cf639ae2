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

  /// The number of records before the header, or between its rows, that are not blank.
  package var preamble = 0
  /// How many of these fill more than half of the columns, as rows of data do.
  package var widePreamble = 0
  /// The number of records above the header with delimiters only, as spreadsheets write blank lines.
  package var blankAbove = 0
  /// The number of records after the header that the job passes over and that are not blank.
  package var skipped = 0
  /// The number of columns behind the header that most rows have.
  package var addedColumns = 0
  /// Whether all rows have fewer fields than the header, so that the rest of their columns is empty.
  package var hasNarrowRows = false
  /// The bytes of the header's record, by which repeated headers are recognised; nil if there is none, or a
  /// single column.
  var headerRecord: [UInt8]?
  /// The number of fields of the header that go on behind their closing quote.
  var headerGoingOn = 0
  /// The bytes of the other records of a header on several rows, and of a header with all or no fields in quotes, as
  /// another program may write it.
  var otherHeaders: [[UInt8]] = []

  /// Stand for no delimiter in a text of one column.
  static let oneColumnDelimiters: [UInt8] = [0x1F, 0x1E, 0x1D, 0x1C]

  /// - Parameter delimiter: the result of ``delimiter(_:options:)``.
  /// - Throws: a diagnostic if there is no header.
  package init(_ file: TextFile, delimiter: UInt8, options: ReadingOptions) throws {
    let (count, isEnd) = CSVLayout.beginning(
      of: file, isLong: options.headerRow != nil || options.delimited.skippedRows > 0)
    let head = file.head.span.extracting(0..<count)
    let separator = CSVLayout.separatorLine(head)
    let start = separator?.end ?? 0
    self.delimiter = delimiter
    hasSeparatorLine = separator != nil
    let records = FirstRecords(head, from: start, delimiter: delimiter, isEnd: isEnd)
    let index = records.index
    let rowsBefore = hasSeparatorLine ? 1 : 0
    let rows = try CSVLayout.findHeader(head, records, rowsBefore: rowsBefore, options, file)
    if index.isUnterminated, let record = rows.last, record == index.count - 1 {
      throw Diagnostic(
        .noHeader(file.name),
        at: file.location(line: FieldScanner.lineEnds(head, 0..<Int(index.starts[record])) + 1),
        reason: "a quote in its first row is never closed, so that everything below is part of it",
        hint: "close the quote, or give the input another mark:  quote:")
    }
    headerGoingOn = index.goingOn.count { rows.contains(Int($0)) }
    var last = (rows.last ?? -1) + options.delimited.skippedRows
    if last >= index.count, options.delimited.skippedRows > 0 {
      if !file.headIsWhole { throw CSVLayout.tooFewRows(file, options.delimited.skippedRows) }
      last = index.count - 1
    }
    if let record = rows.first {
      headerRow = record + 1 + rowsBefore
      header = records.joinedFields(head, rows, trimmed: !options.headersAreExact)
      headerLine = FieldScanner.lineEnds(head, 0..<Int(index.starts[record])) + 1
      let named = header.count { !$0.isEmpty }
      for before in records.filled where before < rows.last! && !rows.contains(before) {
        let filled = records.filledFields(head, before).count
        if filled > 0 { preamble += 1 } else { blankAbove += 1 }
        if filled * 2 > named { widePreamble += 1 }
      }
      if header.count > 1, !options.headersAreExact {
        let own = head.array(index.record(record))
        headerRecord = own
        otherHeaders = rows.dropFirst().map { head.array(index.record($0)) }
        if rows.count == 1 {
          let spellings = CSVLayout.spellings(records.fields(head, record, trimmed: false), delimiter)
          otherHeaders += spellings.filter { $0 != own }
        }
      }
    } else {
      headerRow = 0
      headerLine = 0
      header = (0..<index.fieldCount(0)).map { "column_\($0 + 1)" }
    }
    if last < 0 {
      dataStart = start
      dataLine = 1 + rowsBefore
    } else {
      // The header may be the last complete record of the head.
      dataStart =
        last + 1 < index.count ? Int(index.starts[last + 1]) : CSVLayout.end(of: index.record(last), in: head)
      dataLine = FieldScanner.lineEnds(head, 0..<dataStart) + 1
    }
    skipped = records.filled.count { $0 > rows.last ?? -1 && $0 <= last }
    width = header.count
    namedWidth = (header.lastIndex { !$0.isEmpty } ?? -1) + 1
    if options.columns.isEmpty, options.ragged == .reject { fitRows(records, after: last) }
  }

  /// A record with no field in quotes, if it can be, and with all of them in quotes.
  private static func spellings(_ texts: [String], _ delimiter: UInt8) -> [[UInt8]] {
    let mark = String(decoding: [delimiter], as: UTF8.self)
    let quoted = texts.map { "\"\($0.replacing("\"", with: "\"\""))\"" }
    let needsQuotes = texts.contains { $0.contains { $0 == "\"" || $0.isNewline || mark.contains($0) } }
    return (needsQuotes ? [quoted] : [texts, quoted]).map { Array($0.joined(separator: mark).utf8) }
  }

  private static func tooFewRows(_ file: TextFile, _ skipped: Int) -> Diagnostic {
    Diagnostic(
      .noHeader(file.name), reason: "skip_rows is \(skipped), and the rows after the header are too long")
  }

  /// Fits the width to the rows if most of them have another number of fields than the header: a delimiter at
  /// the end of each row, a column without a name, or rows that leave out their last fields. Columns that a job
  /// declares say themselves what a row must have.
  private mutating func fitRows(_ records: FirstRecords, after last: Int) {
    let rows = records.filled.filter { $0 > last }.map { records.index.fieldCount($0) }
    let usual = FirstRecords.mostFrequent(rows) ?? width
    if usual == width || rows.count(where: { $0 == usual }) * 2 <= rows.count { return }
    if usual > width {
      for place in width..<usual { self.header.append(headerRow == 0 ? "column_\(place + 1)" : "") }
      if headerRow > 0 { addedColumns = usual - width }
      width = usual
    } else if usual < namedWidth, rows.allSatisfy({ $0 == usual }) {
      namedWidth = usual
      hasNarrowRows = true
    }
  }

  /// The delimiter: declared, named by the file, or detected from its first records.
  package static func delimiter(_ file: TextFile, options: ReadingOptions) -> UInt8 {
    if file.rewriting != nil { return UInt8(ascii: ",") }
    if let declared = options.delimiter ?? options.delimited.delimiters.first?.first { return declared }
    let (count, isEnd) = beginning(of: file, isLong: false)
    if let standardized = options.standardized(file.head.span.extracting(0..<count)) {
      return found(in: standardized.span, isEnd: isEnd, options)
    }
    return found(in: file.head.span.extracting(0..<count), isEnd: isEnd, options)
  }

  private static func found(in head: Span<UInt8>, isEnd: Bool, _ options: ReadingOptions) -> UInt8 {
    if let separator = separatorLine(head) { return separator.delimiter }
    let isPlain = options.format == nil || options.format == .csv
    return DelimiterSearch(head, from: 0, isEnd: isEnd).delimiter(
      head, columns: isPlain ? options.columns : [])
  }

  /// The part of the head that decides: the same however much of the file has been read, and more only if its first
  /// record is longer or the job gives the header's row.
  private static func beginning(of file: TextFile, isLong: Bool) -> (count: Int, isEnd: Bool) {
    let (head, size) = (file.head.span, FileContent.beginningSize)
    let isShort = !isLong && head.count > size && (0..<size).contains { head[$0] == 0x0A || head[$0] == 0x0D }
    return isShort ? (size, false) : (head.count, file.headIsWhole)
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

  /// The records of the header; none if the job says that there is none.
  private static func findHeader(
    _ head: Span<UInt8>, _ records: FirstRecords, rowsBefore: Int, _ options: ReadingOptions, _ file: TextFile
  ) throws -> [Int] {
    if records.filled.isEmpty {
      if records.index.count == 0, !file.headIsWhole {
        throw Diagnostic(
          .noHeader(file.name), reason: "its first row is longer than \(file.head.count >> 10) kB",
          hint: "a quote that is never closed makes the whole file one row")
      }
      throw Diagnostic(
        .noHeader(file.name), reason: file.source.count == 0 ? "it is empty" : "it has only blank lines")
    }
    guard let row = options.headerRow else { return [HeaderSearch.header(head, records, options.columns)] }
    if row == 0 { return [] }
    let rows = options.delimited.headerRows.isEmpty ? [row] : options.delimited.headerRows
    return try rows.map { try headerRecord($0, head, records, rowsBefore: rowsBefore, file) }
  }

  /// The record of a declared header row.
  private static func headerRecord(
    _ row: Int, _ head: Span<UInt8>, _ records: FirstRecords, rowsBefore: Int, _ file: TextFile
  ) throws -> Int {
    let record = row - 1 - rowsBefore
    let index = records.index
    guard record >= 0, record < index.count else {
      throw Diagnostic(
        .noHeader(file.name),
        reason: "header_row is \(row), and it has \(counted(index.count + rowsBefore, "row"))")
    }
    guard index.fieldCount(record) > 1 || !head.trimmed(index.field(record, 0)).isEmpty else {
      throw Diagnostic(
        .noHeader(file.name), at: file.location(line: row), reason: "header_row is \(row), which is blank")
    }
    return record
  }
}

extension Diagnostic.Message {
  fileprivate static func noHeader(_ file: String) -> Self { Self(.noHeader, "'\(file)' has no header row") }
}
