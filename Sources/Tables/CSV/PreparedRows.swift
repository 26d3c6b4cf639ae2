internal import Diagnostics

/// A table whose rows depend on the rows before them: its text with empty cells filled from above, and cut where
/// the table ends.
struct PreparedRows {
  /// The text that is left.
  let file: TextFile
  /// The number of rows after the end that are not blank.
  private(set) var afterEnd = 0

  private static let batch = 4 << 20

  /// - Parameter plans: the columns of the result.
  /// - Throws: a diagnostic if a column to be filled does not exist, or the condition fails.
  init(
    _ file: TextFile, _ layout: CSVLayout, _ plan: RowPlan, _ options: ReadingOptions,
    location: SourceLocation
  ) throws {
    let rules = try RowRules(options, columns: plan.columns, location: location)
    let text = try file.source.bytes(0..<file.source.count)
    let bytes = text.span
    var work = Work(
      filler: Filler(
        columns: rules.filled, isPadding: options.ragged == .pad, delimiter: layout.delimiter), plan: plan,
      rules: rules,
      watch: UnpackingWatch(options.limits, packed: file.sizeOnDisk, .cannotRead(file.name)))
    work.output.append(bytes, 0..<layout.dataStart)
    var start = layout.dataStart
    var size = PreparedRows.batch
    while start < bytes.count {
      let end = min(start + size, bytes.count)
      let (index, next) = plan.scanner.scan(
        bytes.extracting(start..<end), 0..<end - start, limit: end - start, isEnd: end == bytes.count)
      if next == 0 {
        // A record that is longer than the batch.
        size *= 4
        continue
      }
      size = PreparedRows.batch
      try Interruption.check()
      try work.take(bytes.extracting(start..<start + next), index, at: start)
      start += next
    }
    afterEnd = work.afterEnd
    self.file = TextFile(text: work.output, in: file, by: TextRewriting(file, work.records))
  }

  private struct Work {
    var filler: Filler
    let plan: RowPlan
    let rules: RowRules
    /// Counts the values that are filled in, of which there are as many as rows.
    var watch: UnpackingWatch
    var output: [UInt8] = []
    var records = RecordMap()
    var isOver = false
    var afterEnd = 0

    /// Takes the next records.
    ///
    /// - Parameter offset: the position of `bytes` in the text.
    mutating func take(_ bytes: Span<UInt8>, _ index: FieldIndex, at offset: Int) throws {
      var end = isOver ? 0 : index.count
      if !isOver, rules.hasEnd, let last = try firstRecord(bytes, index) {
        end = last
        isOver = true
      }
      for record in 0..<end {
        let range = index.record(record)
        records.add(output.count, range.lowerBound + offset..<range.upperBound + offset)
        if filler.columns.isEmpty || !plan.isRow(bytes, index, record) {
          output.append(bytes, range)
        } else {
          let count = filler.write(bytes, index, record, into: &output)
          if count > 0 { try watch.take(count) }
        }
        let next = record + 1 < index.count ? Int(index.starts[record + 1]) : bytes.count
        output.append(bytes, range.upperBound..<next)
      }
      for record in end..<index.count where !plan.isBlank(bytes, index, record) { afterEnd += 1 }
    }

    /// The first record at which the table has ended.
    private func firstRecord(_ bytes: Span<UInt8>, _ index: FieldIndex) throws -> Int? {
      let rows = (0..<index.count).filter { plan.isRow(bytes, index, $0) }.map { Int32($0) }
      var faults = RowFaults()
      return try rules.end(count: rows.count) { plan.read($0, bytes, index, rows, &faults)! }
        .map { Int(rows[$0]) }
    }
  }

  /// Writes records with their empty cells filled.
  private struct Filler {
    /// The fields to be filled, ascending.
    let columns: [Int]
    /// Whether a row that ends before such a field gets it.
    let isPadding: Bool
    let delimiter: UInt8
    /// The last value of each, as in the file.
    private var values: [[UInt8]]

    init(columns: [Int], isPadding: Bool, delimiter: UInt8) {
      self.columns = columns
      self.isPadding = isPadding
      self.delimiter = delimiter
      values = columns.map { _ in [] }
    }

    /// - Returns: the number of bytes that were filled in.
    mutating func write(
      _ bytes: Span<UInt8>, _ index: FieldIndex, _ record: Int, into output: inout [UInt8]
    ) -> Int {
      var filled = 0
      var count = index.fieldCount(record)
      if isPadding { count = max(count, columns.last! + 1) }
      for field in 0..<count {
        if field > 0 { output.append(delimiter) }
        let range =
          field < index.fieldCount(record) ? index.field(record, field) : 0..<0
        guard let place = columns.firstIndex(of: field) else {
          output.append(bytes, range)
          continue
        }
        if Filler.isEmpty(bytes, range) {
          output.append(contentsOf: values[place])
          filled += values[place].count
        } else {
          values[place] = bytes.array(range)
          output.append(bytes, range)
        }
      }
      return filled
    }

    private static func isEmpty(_ bytes: Span<UInt8>, _ range: ByteRange) -> Bool {
      let range = bytes.trimmed(range)
      return range.isEmpty
        || range.count == 2 && bytes[range.lowerBound] == FieldScanner.quote
          && bytes[range.lowerBound + 1] == FieldScanner.quote
    }
  }
}

extension Diagnostic.Message {
  fileprivate static func cannotRead(_ file: String) -> Self { Self(.cannotRead, "cannot read '\(file)'") }
}
