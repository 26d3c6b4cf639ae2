internal import Formats
internal import Tables

/// The columns of a sheet that came back that somebody has sorted alone, or whose cells have moved up or down: their
/// values are those that were sent, in other rows.
struct MovedColumns {
  /// By column that was sent: how many of its cells have values of other rows.
  private(set) var counts: [Int: Int] = [:]

  /// A value of the column, as it was sent and as it is.
  private struct Change {
    let sent: String
    let now: String
    var isChange: Bool { sent != now }
  }

  /// Rows of which nothing is taken are left out.
  init(in sheet: ReturnedSheet) {
    let rows = sheet.rows.filter { sheet.heldRows[$0.found.line] == nil }
    let keepsOrder = zip(rows, rows.dropFirst()).allSatisfy { $0.row < $1.row }
    for place in sheet.editablePlaces {
      let column = sheet.sent.columns[place]
      let changes = rows.map { row, found in
        let sent = ReturnedValue.plain(column.values.value(at: row).text(in: sheet.sent.zone))
        let cell = found.cell(sheet.places[place]!)
        if sheet.isUnchanged(cell, column, row: row) { return Change(sent: sent, now: sent) }
        let value = try? sheet.value(cell, of: column)
        return Change(sent: sent, now: value?.text(in: sheet.sent.zone) ?? "\0\(cell?.text ?? "")")
      }
      let count = changes.count(where: \.isChange)
      let isMoved =
        MovedColumns.haveRareValuesMoved(changes, column.values, sheet.sent.zone)
        || keepsOrder && (MovedColumns.isSorted(changes) || MovedColumns.isShifted(changes))
        || count >= 6 && count * 10 >= changes.count && MovedColumns.isPermutation(changes)
      if isMoved { counts[place] = count }
    }
  }

  // MARK: Signs

  /// Whether nearly all new values are values that other changed cells had, and three at least are the only ones of
  /// their kind, such as names.
  private static func haveRareValuesMoved(_ all: [Change], _ column: Column, _ zone: Zone) -> Bool {
    let changes = all.filter(\.isChange)
    guard changes.count >= 3 else { return false }
    let known = common(changes)
    guard known >= changes.count - 1 || known * 10 >= changes.count * 9 else { return false }
    var counts: [String: Int] = [:]
    for row in 0..<column.count {
      counts[ReturnedValue.plain(column.value(at: row).text(in: zone)), default: 0] += 1
    }
    let given = Set(changes.map(\.sent))
    return Set(changes.map(\.now)).count { !$0.isEmpty && counts[$0] == 1 && given.contains($0) } >= 3
  }

  /// Whether equal values stand together now that did not before.
  private static func isSorted(_ all: [Change]) -> Bool {
    all.count(where: \.isChange) >= 4 && isPermutation(all)
      && runs(all.map(\.now)) == Set(all.map(\.now)).count
      && runs(all.map(\.sent)) > Set(all.map(\.sent)).count
  }

  /// Whether, from the first changed cell to the last, each has the value of the cell above, or of the one below.
  private static func isShifted(_ all: [Change]) -> Bool {
    guard all.count(where: \.isChange) >= 4, let first = all.firstIndex(where: \.isChange),
      let last = all.lastIndex(where: \.isChange)
    else { return false }
    return (first + 1...last).allSatisfy { all[$0].now == all[$0 - 1].sent }
      || (first..<last).allSatisfy { all[$0].now == all[$0 + 1].sent }
  }

  private static func isPermutation(_ all: [Change]) -> Bool {
    let changes = all.filter(\.isChange)
    return common(changes) == changes.count
  }

  /// How many new values are values that one of the cells had, each counted once.
  private static func common(_ changes: [Change]) -> Int {
    var left: [String: Int] = [:]
    for change in changes { left[change.sent, default: 0] += 1 }
    return changes.count { change in
      guard let count = left[change.now], count > 0 else { return false }
      left[change.now] = count - 1
      return true
    }
  }

  /// The number of runs of equal values.
  private static func runs(_ values: [String]) -> Int {
    values.isEmpty ? 0 : 1 + zip(values, values.dropFirst()).count { $0 != $1 }
  }
}
