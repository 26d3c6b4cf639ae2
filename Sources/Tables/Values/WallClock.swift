/// Local times of many instants in any order, where a cursor would ask the zone at every change.
struct WallClock {
  private let zone: Zone
  private var current = Zone.Stretch.none
  private var known: [Zone.Stretch] = []

  init(_ zone: Zone) { self.zone = zone }

  /// Microseconds to add to this instant to have local time.
  mutating func offset(at instant: Int64) -> Int64 {
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
