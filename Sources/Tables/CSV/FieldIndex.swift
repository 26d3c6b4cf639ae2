/// The positions of the records and fields in a range of text, as offsets into bytes stored elsewhere.
///
///     bytes      a , " x , y " \n b , c \n
///     records    0                8
///     ends         1           7    9   11
package struct FieldIndex: Sendable {
  /// The first byte of each record.
  package var starts: [UInt32] = []
  /// The index in ``ends`` of each record's first field; one more than there are records.
  package var firstEnds: [UInt32] = [0]
  /// The byte after each field: its delimiter, line end, or the end of the text.
  package var ends: [UInt32] = []
  /// The record of each field that goes on behind its closing quote; records that were left out may be among them.
  package var goingOn: [UInt32] = []
  /// Whether the last record has an unclosed quote.
  package var isUnterminated = false
  /// Whether bytes above 0x7F are possible.
  package var hasNonASCII = false
  /// Whether zero bytes are possible.
  package var hasZero = false
  /// Whether line ends inside records are possible.
  package var hasLongRecords = false

  package var count: Int { starts.count }

  @inline(__always)
  package func fieldCount(_ record: Int) -> Int { Int(firstEnds[record + 1] - firstEnds[record]) }

  /// The raw field, including quotes.
  @inline(__always)
  package func field(_ record: Int, _ field: Int) -> ByteRange {
    let at = Int(firstEnds[record]) + field
    let start = field == 0 ? Int(starts[record]) : Int(ends[at - 1]) + 1
    return start..<Int(ends[at])
  }

  /// The number of physical lines from the first record to this one.
  package func lines(before record: Int, _ bytes: Span<UInt8>) -> Int {
    hasLongRecords ? FieldScanner.lineEnds(bytes, Int(starts[0])..<Int(starts[record])) : record
  }

  /// Leaves out the first records.
  mutating func removeFirst(_ records: Int) {
    goingOn = goingOn.filter { Int($0) >= records }.map { $0 - UInt32(records) }
    starts.removeFirst(records)
    firstEnds.removeFirst(records)
  }

  /// The whole record, without its line end.
  package func record(_ record: Int) -> ByteRange {
    Int(starts[record])..<Int(ends[Int(firstEnds[record + 1]) - 1])
  }
}
