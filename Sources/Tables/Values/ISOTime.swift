/// The one reader of ISO 8601 dates and times. Columns, expressions, job files, the command line and
/// manifests all read them here, so that one text means the same everywhere.
///
///     2021-04-26
///     2021-04-26T09:00        T, t or one blank before the time
///     2021-04-26 09:00:07.25  a point or a comma; digits after the sixth are cut
///     2021-04-26T24:00        0:00 of 2021-04-27
///     2021-04-26T09:00Z       Z, z, -04:00, -0400, -04 or -04:42:46, with one blank before it if wanted
package enum ISOTime {
  /// Nil for other texts, and if the date or time does not exist. Spaces at the ends are ignored.
  package static func read(_ text: Span<UInt8>) -> WallTime? {
    read(text, text.trimmed(0..<text.count))
  }

  package static func read(_ text: some StringProtocol) -> WallTime? {
    let bytes = Array(text.utf8)
    return read(bytes.span)
  }

  /// Reads exactly the bytes of `range`.
  package static func read(_ bytes: Span<UInt8>, _ range: ByteRange) -> WallTime? {
    let start = range.lowerBound
    let end = range.upperBound
    guard range.count >= 10, bytes[start + 4] == 0x2D, bytes[start + 7] == 0x2D,
      let century = pair(bytes, start), let year = pair(bytes, start + 2),
      let month = pair(bytes, start + 5), let day = pair(bytes, start + 8)
    else { return nil }
    if range.count == 10 {
      return WallTime(year: century * 100 + year, month: month, day: day, hasTime: false)
    }
    var index = start + 11
    guard end >= start + 16, bytes[start + 10] == 0x20 || bytes[start + 10] | 0x20 == 0x74,
      let hour = pair(bytes, index), bytes[index + 2] == 0x3A, let minute = pair(bytes, index + 3)
    else { return nil }
    index += 5
    var second = 0
    var microsecond = 0
    if index + 2 < end, bytes[index] == 0x3A {
      guard let value = pair(bytes, index + 1) else { return nil }
      second = value
      index += 3
      if index < end, bytes[index] == 0x2E || bytes[index] == 0x2C {
        guard let fraction = fraction(bytes, index + 1, end: end) else { return nil }
        microsecond = fraction.microseconds
        index = fraction.end
      }
    }
    var offset: Int64?
    if index < end {
      if bytes[index] == 0x20 { index += 1 }
      guard let found = readOffset(bytes, index..<end), found.end == end else { return nil }
      offset = found.offset
    }
    return WallTime(
      year: century * 100 + year, month: month, day: day, hour: hour, minute: minute, second: second,
      microsecond: microsecond, offset: offset, hasTime: true)
  }

  /// Reads `Z`, `+hh:mm`, `-hhmm`, `+hh` or `-04:42:45` (from before standard time). Returns the offset
  /// in microseconds and the end.
  static func readOffset(_ bytes: Span<UInt8>, _ range: ByteRange) -> (offset: Int64, end: Int)? {
    guard let first = range.first else { return nil }
    if bytes[first] | 0x20 == 0x7A { return (0, first + 1) }
    guard bytes[first] == 0x2B || bytes[first] == 0x2D, first + 3 <= range.upperBound,
      let hours = pair(bytes, first + 1)
    else { return nil }
    var index = first + 3
    var minutes = 0
    if index < range.upperBound, bytes[index] == 0x3A || bytes[index] &- 48 <= 9 {
      if bytes[index] == 0x3A { index += 1 }
      guard index + 2 <= range.upperBound, let value = pair(bytes, index) else { return nil }
      minutes = value
      index += 2
    }
    var seconds = 0
    if index == first + 6, index + 3 <= range.upperBound, bytes[index] == 0x3A,
      let value = pair(bytes, index + 1)
    {
      seconds = value
      index += 3
    }
    guard hours <= 18, minutes <= 59, seconds <= 59 else { return nil }
    let offset = Int64((hours * 60 + minutes) * 60 + seconds) * TimeSpan.second.microseconds
    return (bytes[first] == 0x2D ? -offset : offset, index)
  }

  /// The digits of a fraction as microseconds, and their end; nil if there are none.
  static func fraction(_ bytes: Span<UInt8>, _ start: Int, end: Int) -> (microseconds: Int, end: Int)? {
    var index = start
    var value = 0
    while index < end, bytes[index] &- 48 <= 9 {
      if index - start < 6 { value = value * 10 + Int(bytes[index] &- 48) }
      index += 1
    }
    let digits = index - start
    guard digits > 0 else { return nil }
    for _ in 0..<max(0, 6 - digits) { value *= 10 }
    return (value, index)
  }

  @inline(__always)
  private static func pair(_ bytes: Span<UInt8>, _ index: Int) -> Int? {
    let tens = bytes[index] &- 48
    let ones = bytes[index + 1] &- 48
    return tens <= 9 && ones <= 9 ? Int(tens) * 10 + Int(ones) : nil
  }
}
