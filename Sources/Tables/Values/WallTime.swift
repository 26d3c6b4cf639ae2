/// A date as written, optionally with a time of day and an offset; not yet an instant.
package struct WallTime: Sendable, Hashable {
  /// Microseconds since 1970-01-01 00:00 on the clock of the text. 24:00 is 0:00 of the next day.
  package var local: Int64
  /// The offset of that clock from UTC, in microseconds; nil if the text has none.
  package var offset: Int64?
  package var hasTime: Bool

  /// Days since 1970-01-01 of the written date.
  package var days: Int32 { Int32(truncatingIfNeeded: floorDivide(local, TimeSpan.day.microseconds)) }

  /// Nil if the date or the time of day does not exist.
  package init?(
    year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0,
    microsecond: Int = 0, offset: Int64? = nil, hasTime: Bool
  ) {
    guard let date = CivilDate(year: year, month: month, day: day), (0...24).contains(hour),
      (0...59).contains(minute), (0...59).contains(second)
    else { return nil }
    // 24:00 ends a day; the last day of the calendar has no day after it.
    if hour == 24, minute + second + microsecond > 0 || date == CivilDate.last { return nil }
    let seconds = ((Int64(date.days) * 24 + Int64(hour)) * 60 + Int64(minute)) * 60 + Int64(second)
    local = seconds * 1_000_000 + Int64(microsecond)
    self.offset = offset
    self.hasTime = hasTime
  }

  /// The instant. A time without an offset is local to `zone`; a date alone is its local midnight.
  package func instant(in zone: Zone) -> Instant {
    var cursor = Zone.Cursor(zone)
    return Instant(microseconds: instant(&cursor))
  }

  /// ``instant(in:)`` for columns, in microseconds since 1970.
  @inline(__always)
  package func instant(_ zone: inout Zone.Cursor) -> Int64 {
    if let offset { return local &- offset }
    return zone.instant(local: local)
  }

  /// The date in `zone`, in days since 1970. For a time with an offset it can differ from the written
  /// date.
  package func days(_ zone: inout Zone.Cursor) -> Int32 {
    if !hasTime { return days }
    return Int32(truncatingIfNeeded: floorDivide(zone.local(instant(&zone)), TimeSpan.day.microseconds))
  }
}
