internal import Diagnostics
internal import JobSpec
internal import Tables

/// A step over intervals of time, for rows that all belong together: they are sorted on disk, and a piece of them is in
/// memory at a time.
struct StageOverTime {
  private enum Work {
    case intervals(gap: Int64)
    case concurrency
  }

  /// What came of the rows.
  struct Result {
    var rows = 0
    /// How many of them have usable intervals, and the first one.
    var usable = 0
    var first: Table?
    /// The other ones with their reasons, in their order.
    var aside: Table?
    /// The columns that the step makes, with one row; none without usable rows.
    var columns: [(name: String, values: Column)] = []

    /// The outcome of the step, by its outcome for the first row.
    func outcome(_ one: StepOutcome) -> StepOutcome {
      var outcome = one
      for (name, values) in columns { outcome.table.set(name, values) }
      if usable > 0 { outcome.moves = RowMoves(grouped: usable - 1) }
      outcome.moves.rejected = aside?.rowCount ?? 0
      outcome.setAside = aside
      return outcome
    }
  }

  private let work: Work
  private let stage: StageStep
  private let from: String
  private let to: String

  /// Nil for other steps.
  init?(_ stage: StageStep) {
    switch stage.step.operation {
    case .intervals(let step): (work, from, to) = (.intervals(gap: step.gap), step.from, step.to)
    case .concurrency(let step): (work, from, to) = (.concurrency, step.from, step.to)
    default: return nil
    }
    self.stage = stage
  }

  func applied(to flow: RowFlow) throws -> Result {
    var result = Result()
    var aside: [Table] = []
    let rows = RowFlow(prepared(UsableIntervals(flow.empty, from: from, to: to)), bytes: flow.bytes) {
      guard let piece = try flow.next() else { return nil }
      let usable = UsableIntervals(piece, from: from, to: to)
      result.rows += piece.rowCount
      result.usable += usable.table.rowCount
      if result.first == nil, usable.table.rowCount > 0 { result.first = usable.table.slice(0..<1) }
      if let others = usable.setAside { aside.append(others) }
      return prepared(usable)
    }
    let keys = rows.empty.schema.names.map { SortKey(column: $0, isDescending: false) }
    let sorted = try StageSort(by: keys, for: stage, wanted: .all).sorted(rows)
    switch work {
    case .intervals(let gap): result.columns = try union(sorted, gap: gap)
    case .concurrency: result.columns = try presence(sorted)
    }
    if result.usable == 0 { result.columns = [] }
    if let first = aside.first { result.aside = Table.concatenating(aside, like: first.slice(0..<0)) }
    return result
  }

  /// What is sorted: the intervals, or the instants at which somebody joins or leaves.
  private func prepared(_ usable: UsableIntervals) -> Table {
    let (begins, ends) = usable.bounds
    switch work {
    case .intervals:
      return Table(
        Schema([Field("from", .datetime), Field("to", .datetime)]),
        [.datetime(PlainColumn(begins)), .datetime(PlainColumn(ends))])
    case .concurrency:
      let events = zip(begins, ends).flatMap { begin, end in
        let (joining, leaving) = Presence.events(from: begin, to: end)
        return [joining, leaving]
      }
      return Table(
        Schema([Field("instant", .datetime), Field("kind", .integer)]),
        [.datetime(PlainColumn(events.map(\.instant))), .integer(PlainColumn(events.map { Int64($0.kind) }))])
    }
  }

  private func union(_ sorted: RowFlow, gap: Int64) throws -> [(name: String, values: Column)] {
    var union: IntervalUnion?
    try sorted.each { piece in
      guard case .datetime(let begins)? = piece.column(named: "from"),
        case .datetime(let ends)? = piece.column(named: "to")
      else { preconditionFailure("intervals have two ends") }
      for (begin, end) in zip(begins.values, ends.values) {
        if union == nil { union = IntervalUnion(begin, end) } else { union!.add(begin, end, gap: gap) }
      }
    }
    guard let union else { return [] }
    return [
      ("minutes", .number(PlainColumn([union.minutes]))), ("joins", .integer(PlainColumn([union.joins]))),
      ("first", .datetime(PlainColumn([union.first]))), ("last", .datetime(PlainColumn([union.latest]))),
    ]
  }

  private func presence(_ sorted: RowFlow) throws -> [(name: String, values: Column)] {
    var presence = Presence()
    try sorted.each { piece in
      guard case .datetime(let instants)? = piece.column(named: "instant"),
        case .integer(let kinds)? = piece.column(named: "kind")
      else { preconditionFailure("an event has an instant and a kind") }
      for (instant, kind) in zip(instants.values, kinds.values) {
        presence.add(Presence.Event(instant: instant, kind: UInt8(kind)))
      }
    }
    let at = Column(.datetime, [presence.at.map { Value.datetime($0) } ?? .null])
    return [("peak", .integer(PlainColumn([presence.peak]))), ("peak_at", at)]
  }
}
