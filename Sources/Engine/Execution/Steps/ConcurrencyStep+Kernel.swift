internal import Tables

extension ConcurrencyStep: StepKernel {
  func apply(to table: Table, _ context: StepContext) throws -> StepOutcome {
    let usable = UsableIntervals(table, from: from, to: to)
    let rows = usable.table
    let groups = try Grouping.by(rows.columns(named: by), rowCount: rows.rowCount)
    let (begins, ends) = usable.bounds
    let (arranged, starts) = groups.arranged()
    // Without `by`, an empty table also gives one row: a peak of 0 and no time for it.
    let count = groups.groupCount
    var peaks: [Int64] = []
    var instants = PlainColumn<Int64>([])
    for group in 0..<count {
      var events: [Presence.Event] = []
      for row in arranged[starts[group]..<starts[group + 1]].map(Int.init) {
        let (joining, leaving) = Presence.events(from: begins[row], to: ends[row])
        events.append(joining)
        events.append(leaving)
      }
      events.sort()
      var presence = Presence()
      for event in events { presence.add(event) }
      peaks.append(presence.peak)
      if let at = presence.at { instants.append(at) } else { instants.appendNull(0) }
    }
    var result = Table(Schema(), [], rowCount: count)
    for name in by { result.set(name, rows.column(named: name)!.gather(groups.firstRows)) }
    result.set("peak", .integer(PlainColumn(peaks)))
    result.set("peak_at", .datetime(instants))
    var moves = groups.moves
    moves.rejected = usable.setAside?.rowCount ?? 0
    return StepOutcome(result, moves: moves, setAside: usable.setAside)
  }
}

/// How many are present, as events come in their order.
struct Presence {
  /// An instant at which the count changes. Events at the same instant are ordered: leaving, joining,
  /// then leaving of those with an empty interval.
  struct Event: Comparable {
    var instant: Int64
    var kind: UInt8

    static func < (a: Event, b: Event) -> Bool {
      a.instant != b.instant ? a.instant < b.instant : a.kind < b.kind
    }
  }

  private var present: Int64 = 0
  private(set) var peak: Int64 = 0
  /// When the peak was first reached.
  private(set) var at: Int64?

  static func events(from begin: Int64, to end: Int64) -> (joining: Event, leaving: Event) {
    (Event(instant: begin, kind: 1), Event(instant: end, kind: begin == end ? 2 : 0))
  }

  mutating func add(_ event: Event) {
    present += event.kind == 1 ? 1 : -1
    if present > peak {
      peak = present
      at = event.instant
    }
  }
}
