internal import Foundation
internal import Synchronization

/// A time zone of the IANA database, fast enough to ask about every row.
///
/// The rules come from Foundation; each year's offsets are found once (by probing week by week and
/// halving where they differ, so that changes that are not daylight saving count too) and kept.
///
/// A local time that the clock skips stands for the first instant after the gap; one that it shows
/// twice stands for the first of the two.
package final class Zone: Sendable {
  package let identifier: String
  private let zone: TimeZone
  private let years = Mutex<[Int: [Stretch]]>([:])

  /// A stretch of instants with one offset from UTC.
  package struct Stretch: Sendable, Equatable {
    /// Microseconds since 1970, the first one and the one after the last.
    package var start: Int64
    package var end: Int64
    /// Microseconds to add to UTC to have local time.
    package var offset: Int64

    /// The instant of a local time that is well inside the stretch, a day from its ends.
    @inline(__always)
    fileprivate func instant(local: Int64) -> Int64? {
      let guess = local &- offset
      return guess >= start &+ Zone.day && guess < end &- Zone.day ? guess : nil
    }
  }

  package static let utc = Zone("UTC")!

  /// Whether it is UTC itself, and not a place whose clocks happen to show it.
  package var isUTC: Bool { identifier == "UTC" || identifier == "GMT" }

  /// Nil when the identifier is not in the database.
  package init?(_ identifier: String) {
    if identifier == "UTC" || identifier == "GMT" {
      // Needs no database to be opened.
      zone = .gmt
    } else {
      // Foundation also takes abbreviations and offsets; job files name places.
      guard identifier.contains("/"), let place = TimeZone(identifier: identifier) else { return nil }
      zone = place
    }
    self.identifier = identifier
  }

  package static var knownIdentifiers: [String] { TimeZone.knownTimeZoneIdentifiers }

  /// The stretch that holds this instant.
  package func stretch(at instant: Int64) -> Stretch {
    let year = CivilDate(days: Int(floorDivide(instant, Zone.day))).year
    let stretches = years.withLock { years in
      if let known = years[year] { return known }
      let found = probe(year)
      years[year] = found
      return found
    }
    return stretches.first { instant < $0.end } ?? stretches[stretches.count - 1]
  }

  /// Local wall-clock microseconds (as if UTC) of an instant.
  package func local(_ instant: Int64) -> Int64 { instant &+ stretch(at: instant).offset }

  /// The instant at which the wall clock shows these microseconds.
  package func instant(local: Int64) -> Int64 {
    let guess = local &- stretch(at: local).offset
    var earliest: Int64?
    for probe in [guess &- Zone.day, guess, guess &+ Zone.day] {
      let stretch = stretch(at: probe)
      let candidate = local &- stretch.offset
      if self.stretch(at: candidate).offset == stretch.offset {
        earliest = min(earliest ?? candidate, candidate)
      }
    }
    if let earliest { return earliest }
    // In a gap: it is where the offset changes. A year's end parts stretches without a change.
    var before = stretch(at: guess &- Zone.day)
    var after = stretch(at: before.end)
    while after.offset <= before.offset, after.end < guess &+ 3 &* Zone.day {
      before = after
      after = stretch(at: after.end)
    }
    return after.start
  }

  /// `local` for many rows: remembers the stretch of the row before, and the one before that, for rows
  /// in no order around a clock change.
  package struct Cursor {
    private let zone: Zone
    private var stretch: Stretch
    private var other: Stretch

    package init(_ zone: Zone) {
      self.zone = zone
      stretch = Stretch(start: 0, end: 0, offset: 0)
      other = stretch
    }

    package mutating func local(_ instant: Int64) -> Int64 {
      if instant < stretch.start || instant >= stretch.end { stretch = zone.stretch(at: instant) }
      return instant &+ stretch.offset
    }

    /// Fast away from clock changes, exact near them.
    package mutating func instant(local: Int64) -> Int64 {
      if let near = stretch.instant(local: local) { return near }
      swap(&stretch, &other)
      if let near = stretch.instant(local: local) { return near }
      let exact = zone.instant(local: local)
      stretch = zone.stretch(at: exact)
      return exact
    }
  }

  static let day: Int64 = 86_400_000_000

  private func probe(_ year: Int) -> [Stretch] {
    let first = Int64(CivilDate(year: min(max(year, 1), 9999), month: 1, day: 1)!.days) * 86_400
    let end = first + (year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 366 : 365) * 86_400
    if isUTC { return [Stretch(start: first * 1_000_000, end: end * 1_000_000, offset: 0)] }
    func offset(_ second: Int64) -> Int64 {
      Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(second))))
    }
    var stretches: [Stretch] = []
    var start = first
    var current = offset(first)
    var at = first
    while at < end {
      let next = min(at + 7 * 86_400, end - 1)
      let there = offset(next)
      if there != current {
        var low = at
        var high = next
        while high - low > 1 {
          let middle = (low + high) / 2
          if offset(middle) == current { low = middle } else { high = middle }
        }
        stretches.append(
          Stretch(start: start * 1_000_000, end: high * 1_000_000, offset: current * 1_000_000))
        start = high
        current = there
      }
      at = next == end - 1 ? end : next
    }
    stretches.append(Stretch(start: start * 1_000_000, end: end * 1_000_000, offset: current * 1_000_000))
    return stretches
  }
}

package func floorDivide(_ a: Int64, _ b: Int64) -> Int64 {
  let quotient = a / b
  return a % b < 0 ? quotient - 1 : quotient
}
