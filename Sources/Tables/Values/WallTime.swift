/// A date, perhaps with a time of day and an offset, as it is written: not yet an instant.
package struct WallTime: Sendable, Hashable {
  /// Microseconds since 1970-01-01 00:00 on the clock that was read. 24:00 is 0:00 of the next day.
  package var local: Int64
  /// How far that clock is ahead of UTC, in microseconds; nil where the text does not say.
  package var offset: Int64?
  package var hasTime: Bool

  /// Days since 1970-01-01 of the written date.
  package var days: Int32 { Int32(truncatingIfNeeded: floorDivide(local, TimeSpan.day.microseconds)) }

  /// Nil when there is no such date or time of day.
  package init?(
    year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0,
    microsecond: Int = 0, offset: Int64? = nil, hasTime: Bool
  ) {
    guard let date = CivilDate(year: year, month: month, day: day), (0...24).contains(hour),
      (0...59).contains(minute), (0...59).contains(second)
    else { return nil }
    // The end of a day, of any but the last.
    if hour == 24, minute + second + microsecond > 0 || date == CivilDate.last { return nil }
    let seconds = ((Int64(date.days) * 24 + Int64(hour)) * 60 + Int64(minute)) * 60 + Int64(second)
    local = seconds * 1_000_000 + Int64(microsecond)
    self.offset = offset
    self.hasTime = hasTime
  }

  /// The instant; a time without offset is read on the clock of `zone`. A date alone is its local midnight.
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

  /// The date in `zone`, as days since 1970: of a time with an offset it can differ from the written one.
  package func days(_ zone: inout Zone.Cursor) -> Int32 {
    if !hasTime { return days }
    return Int32(truncatingIfNeeded: floorDivide(zone.local(instant(&zone)), TimeSpan.day.microseconds))
  }
}
