/// A date, perhaps with a time of day and an offset, as it was written: not yet an instant.
package struct WallTime: Equatable {
  /// Microseconds since 1970-01-01 on a clock that shows what is written.
  var local: Int64
  /// Microseconds that the writer's clock is ahead of UTC, where it says so.
  var offset: Int64?
  package var hasTime: Bool

  /// Days since 1970-01-01 of the written date.
  var days: Int32 { Int32(truncatingIfNeeded: floorDivide(local, TimeSpan.day.microseconds)) }

  /// Nil when there is no such date or time of day.
  init?(
    year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0,
    microsecond: Int = 0, offset: Int64? = nil, hasTime: Bool
  ) {
    guard let date = CivilDate(year: year, month: month, day: day), (0...23).contains(hour),
      (0...59).contains(minute), (0...59).contains(second)
    else { return nil }
    let seconds = ((Int64(date.days) * 24 + Int64(hour)) * 60 + Int64(minute)) * 60 + Int64(second)
    local = seconds * 1_000_000 + Int64(microsecond)
    self.offset = offset
    self.hasTime = hasTime
  }

  /// The instant; a time without offset is read on the clock of `zone`.
  @inline(__always)
  func instant(_ zone: inout Zone.Cursor) -> Int64 {
    if let offset { return local &- offset }
    return zone.instant(local: local)
  }
}

/// Dates and times as ISO 8601 has them: `2021-04-26`, `2021-04-26T09:00`, `2021-04-26 09:00:00.5-04:00`.
enum ISOTime {
  /// Fractions finer than a microsecond are cut. Nil when it is something else.
  static func read(_ bytes: Span<UInt8>, _ range: ByteRange) -> WallTime? {
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

  /// `Z`, `+hh:mm`, `-hhmm`, `+hh`, and where it ends; `-04:42:45`, as the local times of long ago are
  /// written.
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
    let offset =
      Int64(hours) * TimeSpan.hour.microseconds + Int64(minutes) * TimeSpan.minute.microseconds + Int64(
        seconds) * TimeSpan.second.microseconds
    return (bytes[first] == 0x2D ? -offset : offset, index)
  }

  /// Up to nine digits after the point, as microseconds, and where they end.
  static func fraction(_ bytes: Span<UInt8>, _ start: Int, end: Int) -> (microseconds: Int, end: Int)? {
    var index = start
    var value = 0
    while index < end, bytes[index] &- 48 <= 9 {
      if index - start < 6 { value = value * 10 + Int(bytes[index] &- 48) }
      index += 1
    }
    let digits = index - start
    guard (1...9).contains(digits) else { return nil }
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

/// Reads `2021-04-26 09:00:07`, by far the most frequent shape, eight bytes at a time, and remembers
/// the date of the row before.
struct PlainTimeReader {
  private var dateWord: UInt64 = 0
  private var dayBytes: UInt16 = 0
  private var days: Int64 = 0

  /// Microseconds on the clock that is written; nil for every other shape and for what is no time.
  @inline(__always)
  mutating func local(_ bytes: Span<UInt8>, _ range: ByteRange) -> Int64? {
    guard range.count == 19 else { return nil }
    let start = range.lowerBound
    guard bytes[start + 10] == 0x20 || bytes[start + 10] == 0x54 else { return nil }
    // Digits become their values, colons in their places become 0.
    let time = ByteWord(bytes, at: start + 11).bits ^ 0x3030_3A30_303A_3030
    guard time & 0xF0F0_FFF0_F0FF_F0F0 == 0,
      (time &+ 0x0606_0006_0600_0606) & 0xF0F0_F0F0_F0F0_F0F0 == 0
    else { return nil }
    let hour = (time & 15) &* 10 &+ (time >> 8) & 15
    let minute = (time >> 24 & 15) &* 10 &+ (time >> 32) & 15
    let second = (time >> 48 & 15) &* 10 &+ (time >> 56) & 15
    guard hour < 24, minute < 60, second < 60 else { return nil }
    let word = ByteWord(bytes, at: start).bits
    let day = UInt16(bytes[start + 8]) << 8 | UInt16(bytes[start + 9])
    if word != dateWord || day != dayBytes {
      guard let date = ISOTime.read(bytes, start..<start + 10) else { return nil }
      dateWord = word
      dayBytes = day
      days = Int64(date.days)
    }
    let seconds = Int64(truncatingIfNeeded: (hour &* 60 &+ minute) &* 60 &+ second)
    return days &* TimeSpan.day.microseconds &+ seconds &* TimeSpan.second.microseconds
  }
}
