internal import Diagnostics
package import Tables

/// The comparison of two states that are on disk: rows with equal keys come together, and are compared part by part.
extension TableComparison {
  /// The differences; of rows that are the same, ``old`` and ``new`` have none.
  ///
  /// - Parameters:
  ///   - key: the columns that identify a row; not empty.
  ///   - name: of the table, for errors.
  ///   - stages: where rows are put for a while, and how many are in memory at a time.
  /// - Throws: ``Obstacle``, or a diagnostic if the rows that differ do not fit into memory.
  package init(
    from old: StoredTable, to new: StoredTable, key: [String], of name: String, in zone: Zone,
    _ stages: (place: SpillPlace, sizes: StageSizes)
  ) throws {
    let (old, new) = (old.selecting(old.schema.visibleNames), new.selecting(new.schema.visibleNames))
    for (table, isOld) in [(old, true), (new, false)] {
      if let missing = key.first(where: { table.schema.index(of: $0) == nil }) {
        throw Obstacle.noColumn(missing, isOld: isOld)
      }
    }
    let states = StatePair(old, new, key, zone)
    let stage = "the comparison of table '\(name)' with the night before"
    let count = stages.sizes.count(for: old.bytes() + new.bytes())
    let olds = try states.exchanged(isOld: true, for: stage, in: stages.place, parts: count)
    let news = try states.exchanged(isOld: false, for: stage, in: stages.place, parts: count)
    var differing = DifferingRows(states)
    for (before, now) in zip(olds, news) where before.receipt.rows + now.receipt.rows > 0 {
      try Interruption.check()
      try stages.sizes.verifyFit(before.rows.bytes() + now.rows.bytes(), stage)
      try differing.add(before.table(for: stage), now.table(for: stage))
      try stages.sizes.verifyFit(
        differing.bytes, "the rows of table '\(name)' that are not as the night before")
    }
    if let obstacle = differing.obstacle { throw obstacle }
    let (was, rows) = try differing.ordered()
    try self.init(identified: was, rows, key: key, in: zone, leftOut: differing.unchanged)
  }
}

/// Two states of a table on disk, with keys that can be compared.
private struct StatePair {
  let old: StoredTable
  let new: StoredTable
  let key: [String]
  let zone: Zone
  /// The columns by which rows come together: those of the key, or texts or numbers made of them if their type has changed.
  private let meeting: [String]

  init(_ old: StoredTable, _ new: StoredTable, _ key: [String], _ zone: Zone) {
    (self.old, self.new, self.key, self.zone) = (old, new, key, zone)
    meeting = key.enumerated().map { index, name in
      old.schema.field(named: name)?.type == new.schema.field(named: name)?.type ? name : "\0key \(index)"
    }
  }

  /// The rows of one state in parts, each with its place.
  func exchanged(
    isOld: Bool, for stage: String, in spill: SpillPlace, parts: Int
  ) throws -> [ExchangedPart] {
    let flow = StageRows.stored(isOld ? old : new).flow(.all, spill.block)
    func meets(_ rows: Table) -> Table {
      var rows = rows
      for (name, made) in zip(key, meeting) where name != made {
        let column = rows.column(named: name)!
        let pair =
          isOld
          ? alike(column, new.empty.column(named: name)!, zone).old
          : alike(old.empty.column(named: name)!, column, zone).new
        rows.set(made, pair)
      }
      return rows
    }
    var exchange = try RowExchange(meets(flow.empty), by: meeting, for: stage, in: spill, parts: parts)
    try exchange.add(RowFlow(meets(flow.empty), bytes: flow.bytes) { try flow.next().map(meets) })
    return try exchange.finished()
  }
}

/// The rows of both states that are not the same, found part by part.
private struct DifferingRows {
  private let states: StatePair
  private var olds: [Table] = []
  private var news: [Table] = []
  private var searches: (old: KeyFaultSearch, new: KeyFaultSearch)
  private(set) var unchanged = 0
  private(set) var bytes = 0

  init(_ states: StatePair) {
    self.states = states
    let search = KeyFaultSearch(states.key, states.zone)
    searches = (search, search)
  }

  /// Why the rows cannot be compared; known when all parts have been added.
  var obstacle: TableComparison.Obstacle? {
    if !searches.old.isSound { return .ambiguous(searches.old.finding, isOld: true) }
    if !searches.new.isSound { return .ambiguous(searches.new.finding, isOld: false) }
    return nil
  }

  /// - Parameters: the rows of one part, with their places.
  mutating func add(_ old: Table, _ new: Table) throws {
    try searches.old.add(old, places: RowPlace.places(of: old))
    try searches.new.add(new, places: RowPlace.places(of: new))
    if obstacle != nil { return }
    let comparison = try TableComparison(
      identified: old.selecting(states.old.schema.names), new.selecting(states.new.schema.names),
      key: states.key, in: states.zone)
    unchanged += comparison.unchanged
    let was = (comparison.removed + comparison.changed.map(\.old)).sorted()
    let now = (comparison.added + comparison.changed.map(\.new)).sorted()
    if !was.isEmpty { olds.append(old.gather(was)) }
    if !now.isEmpty { news.append(new.gather(now)) }
    bytes += (was.isEmpty ? 0 : olds.last!.bytes) + (now.isEmpty ? 0 : news.last!.bytes)
  }

  /// The rows that differ, in the order of their states.
  func ordered() throws -> (old: Table, new: Table) {
    (try ordered(olds, like: states.old), try ordered(news, like: states.new))
  }

  private func ordered(_ parts: [Table], like state: StoredTable) throws -> Table {
    guard let first = parts.first else { return state.empty }
    let all = Table.concatenating(parts, like: first.slice(0..<0))
    let order = RowOrder([.init(column: all.column(named: RowPlace.column)!, isDescending: false)])
    return all.gather(try order.sorted(rowCount: all.rowCount)).selecting(state.schema.names)
  }
}
