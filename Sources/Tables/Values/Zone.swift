internal import Foundation
internal import Synchronization

/// A time zone of the IANA database, fast enough for conversions in every row.
///
/// Foundation knows the rules. The offsets of each year are found once and cached: by week, and by
/// bisection between two weeks that differ. This finds all changes, not only those of daylight saving.
///
/// A local time that the clock skips maps to the first instant after the gap. One that it repeats maps
/// to the first of the two instants.
package final class Zone: Sendable {
  package let identifier: String
  private let zone: TimeZone
  private let years = Mutex<[Int: [Stretch]]>([:])

  /// A period with a constant offset from UTC.
  package struct Stretch: Sendable, Equatable {
    /// The first instant, and the first one after the period.
    package var start: Instant
    package var end: Instant
    /// The offset of local time from UTC.
    package var offset: TimeSpan

    /// An empty period, for cursors that have not moved yet.
    static let none = Stretch(start: Instant(microseconds: 0), end: Instant(microseconds: 0), offset: .zero)

    @inline(__always)
    func holds(_ instant: Int64) -> Bool { instant >= start.microseconds && instant < end.microseconds }

    /// The instant of a local time that is at least a day away from both ends.
    @inline(__always)
    fileprivate func instant(local: Int64) -> Int64? {
      let guess = local &- offset.microseconds
      let day = TimeSpan.day.microseconds
      return guess >= start.microseconds &+ day && guess < end.microseconds &- day ? guess : nil
    }
  }

  package static let utc = Zone("UTC")!

  /// False for places whose clocks show UTC, such as Africa/Accra.
  package var isUTC: Bool { identifier == "UTC" || identifier == "GMT" }

  /// Nil if the identifier is not in the database.
  package init?(_ identifier: String) {
    if identifier == "UTC" || identifier == "GMT" {
      // Does not open the database.
      zone = .gmt
    } else {
      // Foundation also accepts abbreviations and offsets, but job files must name places.
      guard identifier.contains("/"), let place = TimeZone(identifier: identifier) else { return nil }
      zone = place
    }
    self.identifier = identifier
  }

  package static var knownIdentifiers: [String] { TimeZone.knownTimeZoneIdentifiers }

  /// The period that contains this instant.
  package func stretch(at instant: Instant) -> Stretch {
    let days = floorDivide(instant.microseconds, TimeSpan.day.microseconds)
    let year = CivilDate(days: Int(days)).year
    let stretches = years.withLock { years in
      if let known = years[year] { return known }
      let found = probe(year)
      years[year] = found
      return found
    }
    return stretches.first { instant < $0.end } ?? stretches[stretches.count - 1]
  }

  /// The local time of an instant, since 1970-01-01 00:00 on the local clock.
  package func local(_ instant: Instant) -> TimeSpan {
    TimeSpan(microseconds: local(instant.microseconds))
  }

  package func date(of instant: Instant) -> CivilDate {
    CivilDate(days: Int(local(instant).count(of: .day)))
  }

  /// The instant at which the local clock shows `time` on `date`.
  package func instant(of date: CivilDate, at time: TimeSpan = .zero) -> Instant {
    instant(local: .days(date.days) + time)
  }

  /// The instant at which the local clock shows this time, given since 1970-01-01 00:00 on that clock.
  package func instant(local: TimeSpan) -> Instant {
    let asUTC = Instant(microseconds: local.microseconds)
    let guess = asUTC - stretch(at: asUTC).offset
    var earliest: Instant?
    for probe in [guess - .day, guess, guess + .day] {
      let stretch = stretch(at: probe)
      let candidate = asUTC - stretch.offset
      if self.stretch(at: candidate).offset == stretch.offset {
        earliest = min(earliest ?? candidate, candidate)
      }
    }
    if let earliest { return earliest }
    // In a gap, the result is the instant of the change. Periods also end with the year, without a
    // change.
    var before = stretch(at: guess - .day)
    var after = stretch(at: before.end)
    while after.offset <= before.offset, after.end < guess + .days(3) {
      before = after
      after = stretch(at: after.end)
    }
    return after.start
  }

  /// ``local(_:)`` for columns: microseconds in, microseconds out.
  package func local(_ instant: Int64) -> Int64 {
    instant &+ stretch(at: Instant(microseconds: instant)).offset.microseconds
  }

  /// Converts many rows. Caches the last two periods, so that rows in any order around a clock change
  /// stay fast.
  package struct Cursor {
    private let zone: Zone
    private var stretch: Stretch
    private var other: Stretch

    package init(_ zone: Zone) {
      self.zone = zone
      stretch = Stretch.none
      other = stretch
    }

    package mutating func local(_ instant: Int64) -> Int64 {
      if !stretch.holds(instant) { stretch = zone.stretch(at: Instant(microseconds: instant)) }
      return instant &+ stretch.offset.microseconds
    }

    /// Exact near clock changes, and fast elsewhere.
    package mutating func instant(local: Int64) -> Int64 {
      if let near = stretch.instant(local: local) { return near }
      swap(&stretch, &other)
      if let near = stretch.instant(local: local) { return near }
      let exact = zone.instant(local: TimeSpan(microseconds: local))
      stretch = zone.stretch(at: exact)
      return exact.microseconds
    }
  }

  private func probe(_ year: Int) -> [Stretch] {
    let day = 86_400
    let first = CivilDate(year: min(max(year, 1), 9999), month: 1, day: 1)!.days * day
    let end = first + (CivilDate.daysInMonth(2, of: year) == 29 ? 366 : 365) * day
    func stretch(_ start: Int, _ end: Int, _ offset: Int) -> Stretch {
      Stretch(start: Instant(seconds: start), end: Instant(seconds: end), offset: .seconds(offset))
    }
    if isUTC { return [stretch(first, end, 0)] }
    func offset(_ second: Int) -> Int {
      zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(second)))
    }
    var stretches: [Stretch] = []
    var start = first
    var current = offset(first)
    var at = first
    while at < end {
      let next = min(at + 7 * day, end - 1)
      let there = offset(next)
      if there != current {
        var low = at
        var high = next
        while high - low > 1 {
          let middle = (low + high) / 2
          if offset(middle) == current { low = middle } else { high = middle }
        }
        stretches.append(stretch(start, high, current))
        start = high
        current = there
      }
      at = next == end - 1 ? end : next
    }
    stretches.append(stretch(start, end, current))
    return stretches
  }
}
