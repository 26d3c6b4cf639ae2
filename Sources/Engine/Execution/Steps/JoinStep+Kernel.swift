internal import Diagnostics
internal import JobSpec
internal import Tables

extension JoinStep: StepKernel {
  func apply(to table: Table, _ context: StepContext) throws -> StepOutcome {
    let right = context.tables[with]!
    var left = table.columns(named: leftKey)
    var other = right.columns(named: rightKey)
    for index in left.indices { (left[index], other[index]) = widened(left[index], other[index]) }
    let matches = try RowMatches(
      of: left, rowCount: table.rowCount, among: other, rowCount: right.rowCount)
    let found = matches.found
    switch kind {
    case .semi, .anti:
      var kept: [Int32] = []
      var filtered = 0
      for row in 0..<table.rowCount {
        if (found[row] >= 0) == (kind == .semi) { kept.append(Int32(row)) } else { filtered += 1 }
      }
      let result = table.pruned(to: context.wanted).gather(kept)
      return StepOutcome(result, moves: RowMoves(filtered: filtered))
    case .left, .inner, .full:
      let isUnique = matches.index.firstRows.count == right.rowCount
      return isUnique && kind != .full
        ? try lookUp(table, right, matches, context)
        : try combine(table, left, right, other, matches, context)
    }
  }

  /// Joins at most one right row to each left row.
  private func lookUp(
    _ table: Table, _ right: Table, _ matches: RowMatches, _ context: StepContext
  ) throws -> StepOutcome {
    var found = matches.found
    var result = table.pruned(to: context.wanted)
    let missing = kind == .inner ? found.count { $0 < 0 } : 0
    if missing > 0 {
      result = result.gather((0..<table.rowCount).filter { found[$0] >= 0 }.map { Int32($0) })
      found.removeAll { $0 < 0 }
    }
    result.add(try brought(from: right, to: table, context).gather(found))
    return StepOutcome(result, moves: RowMoves(filtered: missing))
  }

  /// The columns of the right table that come to the left, also those that a pivot has made.
  private func brought(from right: Table, to left: Table, _ context: StepContext) throws -> Table {
    var names = rightColumns
    if bringsUndeclared {
      names += right.schema.visibleNames.filter { !names.contains($0) && !rightKey.contains($0) }
    }
    names = names.filter { context.wanted.contains($0) }
    if let double = names.first(where: { left.schema.index(of: $0) != nil }) {
      throw Diagnostic(
        .nameOnBothSides(double, "this table", with), at: context.location,
        hint: "rename it on one side first:  rename: {\(double): other_name}")
    }
    return right.selecting(names)
  }

  private func combine(
    _ table: Table, _ left: [Column], _ right: Table, _ other: [Column], _ matches: RowMatches,
    _ context: StepContext
  ) throws -> StepOutcome {
    let index = matches.index
    let found = matches.found
    var moves = RowMoves()
    var leftRows: [Int32] = []
    var rightRows: [Int32] = []
    leftRows.reserveCapacity(table.rowCount)
    rightRows.reserveCapacity(table.rowCount)
    let groups = index.grouping.arranged()
    if expect != .one { try verifyRoom(matches, groups.starts, among: right.rowCount, context) }
    var rightMatched = [Bool](repeating: false, count: kind == .full ? right.rowCount : 0)
    var multiplied: [Int32] = []
    for row in 0..<table.rowCount {
      if found[row] < 0 {
        if kind == .inner {
          moves.filtered += 1
        } else {
          leftRows.append(Int32(row))
          rightRows.append(-1)
        }
        continue
      }
      let key = Int(index.groupOf[Int(found[row])])
      let range = groups.starts[key]..<groups.starts[key + 1]
      if range.count > 1 {
        multiplied.append(Int32(row))
        if expect == .one { continue }
      }
      moves.multiplied += range.count - 1
      for place in range {
        leftRows.append(Int32(row))
        rightRows.append(groups.rows[place])
        if kind == .full { rightMatched[Int(groups.rows[place])] = true }
      }
    }
    if expect == .one, let first = multiplied.first {
      let key = index.groupOf[Int(found[Int(first)])]
      throw multiplication(of: multiplied.count, Int(first), left, key, index, context)
    }
    var joinedIn: [RowBalance.Rows] = []
    if kind == .full {
      joinedIn = [RowBalance.Rows(with, right.rowCount)]
      for row in 0..<right.rowCount {
        if rightMatched[row] {
          moves.merged += 1
        } else {
          leftRows.append(-1)
          rightRows.append(Int32(row))
        }
      }
    }
    let own = table.pruned(to: context.wanted)
    let joined = try brought(from: right, to: table, context)
    try context.room.verify(
      rows: leftRows.count, texts: own.textBytes(ofRows: leftRows) + joined.textBytes(ofRows: rightRows),
      others: own.plainColumnCount + joined.plainColumnCount, of: title, context, hint: hint)
    var result = own.gather(leftRows)
    if kind == .full {
      for (place, name) in leftKey.enumerated() where result.schema.index(of: name) != nil {
        let rows = zip(leftRows, rightRows).enumerated().map { place, pair in
          pair.0 >= 0 ? pair.0 : Int32(table.rowCount) + pair.1
        }
        let both = Column.concatenating([left[place], other[place]], type: left[place].type)
        result.set(name, both.gather(rows))
      }
    }
    result.add(joined.gather(rightRows))
    return StepOutcome(result, moves: moves, joinedIn: joinedIn)
  }

  var title: String { "join with '\(with)'" }
  var hint: String {
    "join on more columns, or make the key unique with  distinct: [\(rightKey.joined(separator: ", "))]  in '\(with)'"
  }

  /// Asks before the pairs of rows are listed, which take eight bytes each.
  private func verifyRoom(
    _ matches: RowMatches, _ starts: [Int], among rightCount: Int, _ context: StepContext
  ) throws {
    var rows = 0
    var isMatched = [Bool](repeating: false, count: starts.count)
    var matched = 0
    for match in matches.found {
      guard match >= 0 else {
        rows += kind == .inner ? 0 : 1
        continue
      }
      let key = Int(matches.index.groupOf[Int(match)])
      let size = starts[key + 1] - starts[key]
      rows += size
      if !isMatched[key] {
        isMatched[key] = true
        matched += size
      }
    }
    if kind == .full { rows += rightCount - matched }
    try context.room.verify(rows: rows, texts: [], others: 0, of: title, context, hint: hint)
  }

  private func multiplication(
    of count: Int, _ row: Int, _ left: [Column], _ key: Int32, _ index: RowIndex,
    _ context: StepContext
  ) -> Diagnostic {
    multiplication(
      of: count, left.map { $0.value(at: row) }, times: index.groupOf.count { $0 == key }, context)
  }

  /// - Parameters:
  ///   - count: the number of rows that would be multiplied.
  ///   - key: of one of them.
  func multiplication(
    of count: Int, _ key: [Value], times: Int, _ context: StepContext
  ) -> Diagnostic {
    let value = key.map { $0.text(in: context.zone) }.joined(separator: ", ")
    return Diagnostic(
      .init(.joinMultiplies, "join with '\(with)' would multiply \(count) \(count == 1 ? "row" : "rows")"),
      at: context.location,
      reason: "'\(value)' occurs \(times) times in '\(with)' (key \(rightKey.joined(separator: ", ")))",
      hint: "make the key unique with  distinct: [\(rightKey.joined(separator: ", "))]  in '\(with)',"
        + " or set  expect: many", quoting: .reason)
  }
}
