/// Converts instants in any order to local time. A ``Zone/Cursor`` would look up the zone at every jump.
package struct WallClock {
  private let zone: Zone
  private var current = Zone.Stretch.none
  private var known: [Zone.Stretch] = []

  package init(_ zone: Zone) { self.zone = zone }

  /// The offset of local time from UTC at an instant, in microseconds.
  package mutating func offset(at instant: Int64) -> Int64 {
    if !current.holds(instant) { find(instant) }
    return current.offset.microseconds
  }

  private mutating func find(_ instant: Int64) {
    if let stretch = known.first(where: { $0.holds(instant) }) {
      current = stretch
    } else {
      current = zone.stretch(at: Instant(microseconds: instant))
      known.append(current)
    }
  }
}
