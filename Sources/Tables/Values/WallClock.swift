/// Local times of many instants in any order, where a cursor would ask the zone at every change.
struct WallClock {
  private let zone: Zone
  private var current = Zone.Stretch(start: 0, end: 0, offset: 0)
  private var known: [Zone.Stretch] = []

  init(_ zone: Zone) { self.zone = zone }

  /// Microseconds to add to this instant to have local time.
  mutating func offset(at instant: Int64) -> Int64 {
    if instant < current.start || instant >= current.end { find(instant) }
    return current.offset
  }

  private mutating func find(_ instant: Int64) {
    if let stretch = known.first(where: { instant >= $0.start && instant < $0.end }) {
      current = stretch
    } else {
      current = zone.stretch(at: instant)
      known.append(current)
    }
  }
}
