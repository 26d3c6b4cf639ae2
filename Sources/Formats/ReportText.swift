internal import Diagnostics
internal import Tables

/// A report that is text, and the account of it that its reader completes.
struct ReportText {
  let file: TextFile
  let delimiter: UInt8

  init(_ file: OpenedFile, options: ReadingOptions) throws {
    self.file = try file.text()
    delimiter = CSVLayout.delimiter(self.file, options: options)
  }

  func records() throws -> RecordList {
    let text = try file.text()
    return RecordList(text.span, delimiter: delimiter)
  }

  /// The account before any row is read.
  func account(of format: InputFormat) throws -> FileRows {
    let fingerprint = try file.fingerprint()
    return FileRows(
      report: FileReport(
        file: file.name, bytes: fingerprint.bytes, sha256: fingerprint.sha256, rows: 0, rejected: 0,
        format: format, encoding: file.decoding.encoding, delimiter: delimiter, modified: file.modified),
      warnings: file.encodingWarning.map { [$0] } ?? [])
  }

  /// The error of a report that lacks its format's table.
  func lacking(_ message: Diagnostic.Message, _ list: RecordList, hint: String) -> Diagnostic {
    let first = (0..<list.count).first { !list.isBlank($0) }
    return Diagnostic(
      message, at: first.map { location(of: $0, in: list) } ?? file.location(),
      reason: first.map { "it begins with \(HeaderMatching.list(list.strings($0)))" } ?? "it is empty",
      hint: hint, quoting: first == nil ? [] : .reason)
  }

  func location(of record: Int, in list: RecordList) -> SourceLocation {
    file.location(line: list.lines[record])
  }

  /// The warning about the first of the last rows of a list that may be totals or notes.
  ///
  /// - Parameter width: the number of columns with a header.
  func rest(_ list: RecordList, _ records: [Int], width: Int) -> Diagnostic? {
    let last = records.reversed().prefix { record in
      let texts = list.strings(record)
      // A time alone is that of somebody who answered nothing.
      return RowSuspicions.isRest(texts, namedWidth: width)
        && !texts[0].utf8.prefix(1).contains { $0 &- 48 <= 9 }
    }
    guard let record = last.last else { return nil }
    return RowSuspicions.rest(
      list.string(record, 0), in: nil, inReport: true, at: location(of: record, in: list))
  }

  /// The warnings about letters that were encoded twice, and about quotes that end before their fields.
  func suspectTexts(_ list: RecordList) -> [Diagnostic] {
    let goingOn = list.fieldsGoingOn.map {
      RowSuspicions.goingOn($0.count, inReport: true, at: file.location(line: $0.line))
    }
    return [BrokenRecords.doublyEncoded(list.doubled, at: file.location()), goingOn].compactMap { $0 }
  }
}
