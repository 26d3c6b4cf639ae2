internal import Tables

/// Finds the report that a file is, and the delimiter of its lists.
///
/// A report begins with titles and facts, and its dates and names may have commas more regularly than its lists have
/// their delimiter. So the headers that a format knows decide, and not the shape of the records alone.
struct ReportSearch {
  /// Nil if no report is declared or recognised.
  private(set) var format: InputFormat?
  /// Nil for the likely one.
  private(set) var delimiter: UInt8?

  /// - Parameter likely: the delimiter by the shape of the first records; nil if the file is not text.
  init(_ file: OpenedFile, likely: UInt8?, options: ReadingOptions) {
    format = options.format
    if format == .csv { return }
    let hasColumns = !options.columns.isEmpty
    let first = FileBeginning(file, delimiter: likely ?? 0)
    if format == nil { format = ReportFormats.recognising(first, hasColumns: hasColumns)?.name }
    guard let likely, options.delimiter == nil, let text = try? file.text() else { return }
    let others = DelimiterSearch.delimiters.filter { other in
      other != likely && text.head.span.contains(other, before: FileContent.beginningSize)
    }
    if others.isEmpty { return }
    var best = known(first)
    for other in others {
      let beginning = FileBeginning(file, delimiter: other)
      if format == nil {
        format = ReportFormats.recognising(beginning, hasColumns: hasColumns)?.name
        if format != nil { delimiter = other }
        best = known(beginning)
        continue
      }
      let count = known(beginning)
      if count > best { (delimiter, best) = (other, count) }
    }
  }

  /// The number of the format's headers in the first records.
  private func known(_ beginning: FileBeginning) -> Int {
    guard let report = format.flatMap(ReportFormats.named) else { return 0 }
    return beginning.candidates.reduce(0) { count, candidate in
      candidate.width > 1 ? count + candidate.keys.count(where: report.isKnown) : count
    }
  }
}

extension Span<UInt8> {
  fileprivate func contains(_ byte: UInt8, before end: Int) -> Bool {
    for place in 0..<Swift.min(count, end) where self[place] == byte { return true }
    return false
  }
}
