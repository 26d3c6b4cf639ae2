internal import Tables

/// The records of a report, with unquoted fields, from which a format's reader makes rows.
///
/// Fields are ranges of ``bytes``, to which a reader may add texts of its own. The bytes are always UTF-8
/// without NUL: in a record that is not, others are replaced by U+FFFD, and ``fault(_:)`` has the reason.
struct RecordList: Sendable {
  private(set) var bytes: [UInt8] = []
  private var fields: [ByteRange] = []
  private var firstFields: [Int] = [0]
  private let text: [UInt8]
  private var places: [ByteRange] = []
  /// The physical line where each record begins, 1-based.
  private(set) var lines: [Int] = []
  private let broken: BrokenRecords
  /// Records that were a single quoted field, as spreadsheets save a file that they did not understand.
  private(set) var unwrapped: [Int] = []

  var count: Int { lines.count }

  /// An empty list.
  init() { self.init([UInt8]().span, delimiter: UInt8(ascii: ",")) }

  init(_ text: Span<UInt8>, delimiter: UInt8, isEnd: Bool = true) {
    let scanner = FieldScanner(delimiter: delimiter)
    let (index, _) = scanner.scan(text, 0..<text.count, limit: text.count, isEnd: isEnd)
    self.text = text.array(0..<text.count)
    broken = BrokenRecords(text, index, 0..<(isEnd ? text.count : index.end))
    bytes.reserveCapacity(text.count)
    var counter = LineCounter(at: 0)
    for record in 0..<index.count {
      lines.append(counter.line(text, of: Int(index.starts[record])) + 1)
      places.append(index.record(record))
      let isBroken = broken.reason(record) != nil
      for field in 0..<index.fieldCount(record) {
        let start = bytes.count
        FieldScanner.unquoted(text, index.field(record, field), into: &bytes)
        if isBroken { bytes.replaceSubrange(start..., with: bytes.span.text(start..<bytes.count).utf8) }
        fields.append(start..<bytes.count)
      }
      unwrap(record, text, index, scanner)
      firstFields.append(fields.count)
    }
  }

  func fieldCount(_ record: Int) -> Int { firstFields[record + 1] - firstFields[record] }

  /// The range of a field; nil past the record's end.
  func field(_ record: Int, _ field: Int) -> ByteRange? {
    field < fieldCount(record) ? fields[firstFields[record] + field] : nil
  }

  /// The trimmed text of a field; empty past the record's end.
  func string(_ record: Int, _ field: Int) -> String {
    guard let range = self.field(record, field) else { return "" }
    return bytes.span.text(bytes.span.trimmed(range))
  }

  func strings(_ record: Int) -> [String] { (0..<fieldCount(record)).map { string(record, $0) } }

  func isEmpty(_ range: ByteRange) -> Bool { bytes.span.trimmed(range).isEmpty }

  /// Whether the trimmed text of a range begins with this byte.
  func begins(_ range: ByteRange, with byte: UInt8) -> Bool {
    let trimmed = bytes.span.trimmed(range)
    return !trimmed.isEmpty && bytes[trimmed.lowerBound] == byte
  }

  /// The number of fields up to the last one that is not empty.
  func filledWidth(_ record: Int) -> Int {
    var width = fieldCount(record)
    while width > 0, isEmpty(fields[firstFields[record] + width - 1]) { width -= 1 }
    return width
  }

  func isBlank(_ record: Int) -> Bool { filledWidth(record) == 0 }

  /// Where the record is in the text.
  func place(_ record: Int) -> Range<Int> { places[record] }

  /// The raw text of the record.
  func raw(_ record: Int) -> String { text.span.text(places[record]) }

  /// The reason why a record is not valid text; nil if it is.
  func fault(_ record: Int) -> String? { broken.reason(record) }

  /// The number of letters that were encoded twice.
  var doubled: Int { broken.doubled }

  /// Adds a text that is not in the file, for a field of a row.
  mutating func add(_ text: some Sequence<UInt8>) -> ByteRange {
    let start = bytes.count
    bytes.append(contentsOf: text)
    return start..<bytes.count
  }

  private mutating func unwrap(
    _ record: Int, _ text: Span<UInt8>, _ index: FieldIndex, _ scanner: FieldScanner
  ) {
    let first = firstFields[record]
    let place = index.field(record, 0)
    guard !place.isEmpty, text[place.lowerBound] == FieldScanner.quote,
      fields[(first + 1)...].allSatisfy({ isEmpty($0) })
    else { return }
    let inside = fields[first]
    let (inner, _) = scanner.scan(bytes.span, inside, limit: inside.upperBound, isEnd: true)
    // A quoted text with a comma is not a record, but may be one if it is alone on its line.
    guard inner.count == 1, inner.fieldCount(0) >= (fields.count - first == 1 ? 2 : 4) else { return }
    fields.removeSubrange(first...)
    for field in 0..<inner.fieldCount(0) {
      var value: [UInt8] = []
      FieldScanner.unquoted(bytes.span, inner.field(0, field), into: &value)
      fields.append(add(value))
    }
    unwrapped.append(record)
  }
}

extension FieldIndex {
  /// The end of the last record's last field.
  fileprivate var end: Int { ends.last.map(Int.init) ?? 0 }
}
