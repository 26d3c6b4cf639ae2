internal import Tables

/// ISO 8601 dates and date-times from bytes, white space around them not counted.
enum CalendarParsing {
  /// `2021-04-26`, or the local date of a date-time; nil for other text.
  static func date(_ text: Span<UInt8>, in zone: Zone) -> Int32? {
    let bytes = text.extracting(WhiteSpace.trimmed(text))
    if bytes.count == 10 { return day(bytes).map { Int32($0) } }
    guard let instant = datetime(bytes, in: zone) else { return nil }
    return Int32(floorDivide(zone.local(instant), CalendarKernels.microsecondsADay))
  }

  /// `2021-04-26T09:00[:00[.5]]`, a space for the `T`, then nothing (local time), `Z` or an offset
  /// (`-04:00`, `-0400`, `-04`). A date alone is its local midnight. Nil for other text.
  static func datetime(_ text: Span<UInt8>, in zone: Zone) -> Int64? {
    let bytes = text.extracting(WhiteSpace.trimmed(text))
    guard bytes.count >= 10, let days = day(bytes.extracting(first: 10)) else { return nil }
    let midnight = Int64(days) * CalendarKernels.microsecondsADay
    if bytes.count == 10 { return zone.instant(local: midnight) }
    guard bytes.count >= 16,
      bytes[10] == UInt8(ascii: "T") || bytes[10] == 32 || bytes[10] == UInt8(ascii: "t"),
      let hour = digits(bytes, 11, 2), hour <= 24, bytes[13] == UInt8(ascii: ":"),
      let minute = digits(bytes, 14, 2), minute < 60
    else { return nil }
    var at = 16
    var second = 0
    var fraction: Int64 = 0
    if at < bytes.count, bytes[at] == UInt8(ascii: ":") {
      guard let value = digits(bytes, at + 1, 2), value < 60 else { return nil }
      second = value
      at += 3
      if at < bytes.count, bytes[at] == UInt8(ascii: ".") || bytes[at] == UInt8(ascii: ",") {
        at += 1
        let start = at
        var unit: Int64 = 100_000
        while at < bytes.count, isDigit(bytes[at]) {
          fraction += Int64(bytes[at] - 48) * unit
          unit /= 10
          at += 1
        }
        if at == start { return nil }
      }
    }
    // 24:00 is the end of the day, and nothing comes after it.
    if hour == 24, minute + second > 0 || fraction > 0 { return nil }
    let local = midnight + (Int64(hour) * 3600 + Int64(minute) * 60 + Int64(second)) * 1_000_000 + fraction
    if at == bytes.count { return zone.instant(local: local) }
    if bytes[at] == 32, at + 1 < bytes.count { at += 1 }
    guard let offset = offset(bytes.extracting(at..<bytes.count)) else { return nil }
    return local - offset * 1_000_000
  }

  /// Days since 1970 of ten bytes `yyyy-MM-dd`.
  private static func day(_ bytes: Span<UInt8>) -> Int? {
    guard bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"), let year = digits(bytes, 0, 4),
      let month = digits(bytes, 5, 2), let day = digits(bytes, 8, 2)
    else { return nil }
    return CivilDate(year: year, month: month, day: day)?.days
  }

  /// Seconds east of UTC.
  private static func offset(_ bytes: Span<UInt8>) -> Int64? {
    if bytes.count == 1, bytes[0] | 0x20 == UInt8(ascii: "z") { return 0 }
    guard bytes.count >= 3, bytes[0] == UInt8(ascii: "+") || bytes[0] == UInt8(ascii: "-"),
      let hours = digits(bytes, 1, 2), hours <= 18
    else { return nil }
    var minutes: Int? = 0
    var extra: Int? = 0
    switch bytes.count {
    case 3: break
    case 5: minutes = digits(bytes, 3, 2)
    case 6 where bytes[3] == UInt8(ascii: ":"): minutes = digits(bytes, 4, 2)
    case 9 where bytes[3] == UInt8(ascii: ":") && bytes[6] == UInt8(ascii: ":"):
      // As the local times of long ago are written.
      minutes = digits(bytes, 4, 2)
      extra = digits(bytes, 7, 2)
    default: return nil
    }
    guard let minutes, let extra, minutes < 60, extra < 60 else { return nil }
    let seconds = Int64(hours * 3600 + minutes * 60 + extra)
    return bytes[0] == UInt8(ascii: "-") ? -seconds : seconds
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- 48 < 10 }

  private static func digits(_ bytes: Span<UInt8>, _ start: Int, _ count: Int) -> Int? {
    guard start + count <= bytes.count else { return nil }
    var value = 0
    for index in start..<start + count {
      guard isDigit(bytes[index]) else { return nil }
      value = value * 10 + Int(bytes[index] - 48)
    }
    return value
  }
}
