internal import JobSpec

extension PlanTrace {
  /// Whether a row that made a row of the target can end on its way: because something is read in several
  /// places, or because values depend on other rows, which go ways of their own.
  private var hasSeveralWays: Bool {
    var seen: Set<String> = []
    for name in order {
      if steps[name]?.contains(where: \.hasContext) == true { return true }
      for other in reads(name) ?? [] where !seen.insert(other).inserted { return true }
    }
    return false
  }

  /// Whether parts of a row, as after `explode`, meet again behind a step at which other rows decide about each: those
  /// that ended there could come between, if the others were not there.
  private var hasMeetingParts: Bool {
    var states: [String: (isDivided: Bool, isDecided: Bool)] = [:]
    for name in order {
      var state = plan.tables.first { $0.name == name }.flatMap { states[$0.from] } ?? (false, false)
      for step in steps[name] ?? [] {
        for other in step.others.compactMap({ states[$0.table] }) {
          state = (state.isDivided || other.isDivided, state.isDecided || other.isDecided)
        }
        if state.isDecided, step.bringsTogether { return true }
        if state.isDivided, step.dependsOnOthers { state.isDecided = true }
        if step.dividesRows { state.isDivided = true }
      }
      states[name] = state
    }
    return false
  }

  /// The tables behind whose last step rows come together.
  private var tablesBeforeMeetings: Set<String> {
    var found: Set<String> = []
    for name in order.reversed()
    where found.contains(name) || steps[name]?.contains(where: \.bringsTogether) == true {
      found.formUnion(reads(name) ?? [])
    }
    return found
  }

  /// The rows that decide about `rows` on ways that do not lead to the target: a double that was kept instead, the
  /// rows before a limit, a whole partition, the match of an anti-join.
  ///
  /// With them, a run on these rows alone makes of each what the whole run makes of it: every step then has a part
  /// of its rows, with the same values. Without them, a row could come to the target on a way on which it ended.
  /// - Returns: rows by input, without `rows` themselves; empty if there is only one way.
  package func deciders(of rows: [String: [Int32]]) -> [String: [Int32]] {
    let isWhole = hasSeveralWays
    guard isWhole || hasMeetingParts else { return [:] }
    let tables = isWhole ? nil : tablesBeforeMeetings
    var closed = rows.mapValues { Set($0) }
    var isGrowing = true
    while isGrowing {
      isGrowing = false
      for (leaf, found) in deciding(closed.mapValues { $0.sorted() }, valuesIn: tables) {
        for row in found where closed[leaf, default: []].insert(row).inserted { isGrowing = true }
      }
    }
    return closed.compactMapValues { rows -> [Int32]? in rows.sorted() }
      .reduce(into: [:]) { result, entry in
        let known = Set(rows[entry.key] ?? [])
        let left = entry.value.filter { !known.contains($0) }
        if !left.isEmpty { result[entry.key] = left }
      }
  }

  /// The rows that decide about these at any step, themselves among them.
  ///
  /// - Parameter tables: those whose values decide as well; nil for all. In others, only those of steps before rows come
  ///   together do.
  private func deciding(
    _ rows: [String: [Int32]], valuesIn tables: Set<String>?
  ) -> [String: [Int32]] {
    var found: [String: [Int32]] = [:]
    func add(_ rows: [Int32], _ table: String, before step: Int) {
      if rows.isEmpty { return }
      for (leaf, more) in origins(of: rows, before: (table, step)).rows { found[leaf, default: []] += more }
    }
    func add(_ rows: [Int32], of table: String) { add(rows, table, before: steps[table]?.count ?? 0) }
    var carried = rows
    for name in order {
      let from = plan.tables.first { $0.name == name }?.from
      var current = from.flatMap { carried[$0] } ?? []
      let steps = steps[name] ?? []
      let last = steps.lastIndex(where: \.bringsTogether) ?? 0
      for (place, step) in steps.enumerated() {
        var next = step.results(of: current)
        for other in step.others {
          guard let rows = carried[other.table] else { continue }
          // Rows of the other table alone, as in a union; a joined row comes with a row of this table.
          next += other.forward.results(of: rows).filter { step.ancestors(of: [$0]).isEmpty }
        }
        next = next.distinctAscending
        if tables?.contains(name) ?? true || place < last { add(step.sources(of: next), name, before: place) }
        for other in step.others { add(step.sources(of: next, in: other), of: other.table) }
        let kept = Set(step.ancestors(of: next))
        let lost = current.filter { !kept.contains($0) }
        add(lost.compactMap { step.rowMerged($0) }.filter { $0 >= 0 }, name, before: place + 1)
        if !lost.isEmpty, step.keyword == .limit {
          add((0..<Int32(step.rowsOut)).map(\.self), name, before: place + 1)
        }
        if let removers = step.removers { add(removers.links.sources(of: lost), of: removers.table) }
        current = next
      }
      carried[name] = current
    }
    return found
  }
}
