internal import Diagnostics

extension TextFile {
  /// The text with empty cells filled from above: a table whose rows depend on the rows before them.
  ///
  /// - Parameters:
  ///   - columns: the fields to be filled, ascending, at least one.
  ///   - plan: how records become rows.
  /// - Throws: a diagnostic if the values that are filled in, of which there are as many as rows, are too long.
  func filled(
    _ columns: [Int], _ layout: CSVLayout, _ plan: RowPlan, _ options: ReadingOptions
  ) throws -> TextFile {
    var filler = Filler(columns: columns, isPadding: options.ragged == .pad, delimiter: layout.delimiter)
    var watch = UnpackingWatch(options.limits, packed: sizeOnDisk, .cannotRead(name))
    var output = Array(try source.bytes(0..<layout.dataStart))
    var records = RecordMap()
    try plan.eachBatch(of: source, from: layout.dataStart) { bytes, index, start, count in
      for record in 0..<index.count {
        let range = index.record(record)
        records.add(output.count, range.lowerBound + start..<range.upperBound + start)
        if plan.isRow(bytes, index, record) {
          let count = filler.write(bytes, index, record, into: &output)
          if count > 0 { try watch.take(count) }
        } else {
          output.append(bytes, range)
        }
        let next = record + 1 < index.count ? Int(index.starts[record + 1]) : count
        output.append(bytes, range.upperBound..<next)
      }
    }
    return TextFile(text: output, in: self, by: TextRewriting(self, records))
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

extension Diagnostic.Message {
  fileprivate static func cannotRead(_ file: String) -> Self { Self(.cannotRead, "cannot read '\(file)'") }
}
