/// Where the records of a stretch of text begin, and where their fields end. Offsets only: the bytes
/// stay with their owner.
///
///     bytes      a , " x , y " \n b , c \n
///     records    0                8
///     ends         1           7    9   11
package struct FieldIndex: Sendable {
  /// The first byte of each record.
  package var starts: [UInt32] = []
  /// Where each record's fields begin in ``ends``; one more than there are records.
  package var firstEnds: [UInt32] = [0]
  /// The byte after each field: its delimiter, line end, or the end of the text.
  package var ends: [UInt32] = []
  /// The last record has a quote that nothing closes.
  package var isUnterminated = false
  /// There may be bytes above 0x7F.
  package var hasNonASCII = false
  /// There may be zeros.
  package var hasZero = false
  /// There may be line ends inside records.
  package var hasLongRecords = false

  package var count: Int { starts.count }

  @inline(__always)
  package func fieldCount(_ record: Int) -> Int { Int(firstEnds[record + 1] - firstEnds[record]) }

  /// A field as it is written, quotes included.
  @inline(__always)
  package func field(_ record: Int, _ field: Int) -> ByteRange {
    let at = Int(firstEnds[record]) + field
    let start = field == 0 ? Int(starts[record]) : Int(ends[at - 1]) + 1
    return start..<Int(ends[at])
  }

  /// Physical lines before a record, from the first one on.
  package func lines(before record: Int, _ bytes: Span<UInt8>) -> Int {
    hasLongRecords ? FieldScanner.lineEnds(bytes, Int(starts[0])..<Int(starts[record])) : record
  }

  /// The whole record, without its line end.
  package func record(_ record: Int) -> ByteRange {
    Int(starts[record])..<Int(ends[Int(firstEnds[record + 1]) - 1])
  }
}
