internal import Tables

/// The records of a report, with unquoted fields, from which a format's reader makes rows.
///
/// Fields are ranges of ``bytes``, to which a reader may add texts of its own. What they hold is always UTF-8 without NUL:
/// in a record that is not, others are replaced by U+FFFD, and ``fault(_:)`` has the reason.
struct RecordList: Sendable {
  /// The text, and behind it the fields that do not stand in it as they are.
  private(set) var bytes: [UInt8] = []
  private var fields: [Place] = []
  private var firstFields: [UInt32] = [0]
  private var places: [Place] = []
  /// The physical line where each record begins, 1-based.
  private(set) var lines: [Int] = []
  private let broken: BrokenRecords
  /// Records that were a single quoted field, as spreadsheets save a file that they did not understand.
  private(set) var unwrapped: [Int] = []
  /// The record of each field that goes on behind its closing quote.
  private let goingOn: [Int]

  /// A range of ``bytes``.
  private struct Place {
    let start: UInt32
    let end: UInt32

    init(_ range: ByteRange) { (start, end) = (UInt32(range.lowerBound), UInt32(range.upperBound)) }

    @inline(__always)
    var range: ByteRange { Int(start)..<Int(end) }
  }

  var count: Int { lines.count }

  init() { self.init([UInt8]().span, delimiter: UInt8(ascii: ",")) }

  init(_ text: Span<UInt8>, delimiter: UInt8, isEnd: Bool = true) {
    let scanner = FieldScanner(delimiter: delimiter)
    let (index, _) = scanner.scan(text, 0..<text.count, limit: text.count, isEnd: isEnd)
    goingOn = index.goingOn.lazy.map(Int.init).filter { $0 < index.count }
    broken = BrokenRecords(text, index, 0..<(isEnd ? text.count : index.end))
    bytes.reserveCapacity(text.count)
    bytes.append(text, 0..<text.count)
    lines.reserveCapacity(index.count)
    places.reserveCapacity(index.count)
    firstFields.reserveCapacity(index.count + 1)
    fields.reserveCapacity(index.ends.count)
    var counter = LineCounter(at: 0)
    for record in 0..<index.count {
      lines.append(index.hasLongRecords ? counter.line(text, of: Int(index.starts[record])) + 1 : record + 1)
      places.append(Place(index.record(record)))
      let isBroken = broken.reason(record) != nil
      for field in 0..<index.fieldCount(record) {
        fields.append(Place(value(text, index.field(record, field), isBroken: isBroken)))
      }
      unwrap(record, text, index, scanner)
      firstFields.append(UInt32(fields.count))
    }
  }

  /// Where the text of a field is, without quotes.
  @inline(__always)
  private mutating func value(_ text: Span<UInt8>, _ field: ByteRange, isBroken: Bool) -> ByteRange {
    if !isBroken, field.isEmpty || text[field.lowerBound] != FieldScanner.quote { return field }
    return valueInQuotes(text, field, isBroken: isBroken)
  }

  private mutating func valueInQuotes(
    _ text: Span<UInt8>, _ field: ByteRange, isBroken: Bool
  ) -> ByteRange {
    if !isBroken, let content = FieldScanner.plainContent(text, field) { return content }
    var value: [UInt8] = []
    FieldScanner.unquoted(text, field, into: &value)
    return isBroken ? add(value.span.text(0..<value.count).utf8) : add(value)
  }

  func fieldCount(_ record: Int) -> Int { Int(firstFields[record + 1] - firstFields[record]) }

  /// The range of a field; nil past the record's end.
  func field(_ record: Int, _ field: Int) -> ByteRange? {
    field < fieldCount(record) ? fields[Int(firstFields[record]) + field].range : nil
  }

  /// The trimmed text of a field; empty past the record's end.
  func string(_ record: Int, _ field: Int) -> String {
    guard let range = self.field(record, field) else { return "" }
    return bytes.span.text(bytes.span.trimmed(range))
  }

  /// Whether two records have the same texts.
  func isSame(_ record: Int, _ other: Int) -> Bool {
    fieldCount(record) == fieldCount(other)
      && (0..<fieldCount(record)).allSatisfy { isSame(field(record, $0)!, field(other, $0)!) }
  }

  private func isSame(_ range: ByteRange, _ other: ByteRange) -> Bool {
    let (left, right) = (bytes.span.trimmed(range), bytes.span.trimmed(other))
    if bytes[left].elementsEqual(bytes[right]) { return true }
    // One letter may be written in two ways.
    let areBeyondASCII = bytes[left].contains { $0 >= 0x80 } && bytes[right].contains { $0 >= 0x80 }
    return areBeyondASCII && bytes.span.text(left) == bytes.span.text(right)
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
    let first = Int(firstFields[record])
    var width = fieldCount(record)
    while width > 0, isEmpty(fields[first + width - 1].range) { width -= 1 }
    return width
  }

  func isBlank(_ record: Int) -> Bool { filledWidth(record) == 0 }

  /// Where the record is in the text.
  func place(_ record: Int) -> Range<Int> { places[record].range }

  func raw(_ record: Int) -> String { bytes.span.text(place(record)) }

  /// The reason why a record is not valid text; nil if it is.
  func fault(_ record: Int) -> String? { broken.reason(record) }

  /// The number of letters that were encoded twice.
  var doubled: Int { broken.doubled }

  /// The number of fields that go on behind their closing quote, and the line of the first.
  var fieldsGoingOn: (count: Int, line: Int)? {
    goingOn.first.map { (goingOn.count, lines[$0]) }
  }

  /// Adds a text that is not in the file, for a field of a row.
  mutating func add(_ text: some Sequence<UInt8>) -> ByteRange {
    let start = bytes.count
    bytes.append(contentsOf: text)
    return start..<bytes.count
  }

  private mutating func unwrap(
    _ record: Int, _ text: Span<UInt8>, _ index: FieldIndex, _ scanner: FieldScanner
  ) {
    let first = Int(firstFields[record])
    let place = index.field(record, 0)
    guard !place.isEmpty, text[place.lowerBound] == FieldScanner.quote,
      fields[(first + 1)...].allSatisfy({ isEmpty($0.range) })
    else { return }
    let inside = fields[first].range
    let (inner, _) = scanner.scan(bytes.span, inside, limit: inside.upperBound, isEnd: true)
    // A quoted text with a comma is not a record, but may be one if it is alone on its line.
    guard inner.count == 1, inner.fieldCount(0) >= (fields.count - first == 1 ? 2 : 4) else { return }
    fields.removeSubrange(first...)
    for field in 0..<inner.fieldCount(0) {
      var value: [UInt8] = []
      FieldScanner.unquoted(bytes.span, inner.field(0, field), into: &value)
      fields.append(Place(add(value)))
    }
    unwrapped.append(record)
  }
}

extension FieldIndex {
  /// The end of the last record's last field.
  fileprivate var end: Int { ends.last.map(Int.init) ?? 0 }
}
