/// A fast path for `2021-04-26 09:00:07`, by far the most frequent syntax. It reads eight bytes at a
/// time and caches the date of the previous row.
struct PlainTimeReader {
  private var dateWord: UInt64 = 0
  private var dayBytes: UInt16 = 0
  private var days: Int64 = 0

  /// Local microseconds since 1970; nil for any other syntax, which ``ISOTime`` then handles.
  @inline(__always)
  mutating func local(_ bytes: Span<UInt8>, _ range: ByteRange) -> Int64? {
    guard range.count == 19 else { return nil }
    let start = range.lowerBound
    guard bytes[start + 10] == 0x20 || bytes[start + 10] == 0x54 else { return nil }
    // Digits become their values, colons at their positions become 0.
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
