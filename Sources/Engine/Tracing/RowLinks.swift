/// For each row of a result, the rows of a source that it was made of.
package enum RowLinks: Sendable {
  /// Each row comes from the row with its number.
  case same
  /// Each row comes from this row, or from none (-1).
  case one([Int32])
  /// Rows that share their sources: the group of each row (-1: none; nil: the group with the row's number),
  /// and the source rows of each group, which has `rows[starts[group]..<starts[group + 1]]`. A source row
  /// is in one group at most.
  case groups(of: [Int32]?, rows: [Int32], starts: [Int])

  /// `.same` if that is what the numbers say.
  init(rows: [Int32], sourceCount: Int) {
    let isSame = rows.count == sourceCount && rows.indices.allSatisfy { rows[$0] == Int32($0) }
    self = isSame ? .same : .one(rows)
  }

  /// The rows of each group of `grouping`; `original` has the source row of each of its rows.
  init(_ grouping: Grouping, of groups: [Int32]?, original: [Int32]? = nil) {
    let (rows, starts) = grouping.arranged()
    self = .groups(
      of: groups, rows: original.map { all in rows.map { all[Int($0)] } } ?? rows, starts: starts)
  }

  /// Whether several rows come from one.
  var hasDoubles: Bool {
    guard case .one(let rows) = self else { return false }
    let found = rows.filter { $0 >= 0 }
    return found.distinctAscending.count < found.count
  }

  /// The source rows of these rows, ascending.
  func sources(of rows: [Int32]) -> [Int32] {
    switch self {
    case .same: return rows
    case .one(let sources): return rows.map { sources[Int($0)] }.filter { $0 >= 0 }.distinctAscending
    case .groups(let groups, let sources, let starts):
      let wanted = groups.map { groups in rows.map { groups[Int($0)] }.filter { $0 >= 0 } } ?? rows
      return wanted.distinctAscending.flatMap { sources[starts[Int($0)]..<starts[Int($0) + 1]] }
        .distinctAscending
    }
  }
}

/// The other direction of ``RowLinks``: for each source row, the rows that were made of it.
enum ForwardLinks: Sendable {
  case same
  /// The group of each source row, or -1, and the result rows of each group.
  case groups(of: [Int32], rows: [Int32], starts: [Int])

  init(_ links: RowLinks, resultCount: Int, sourceCount: Int) {
    switch links {
    case .same: self = .same
    case .one(let sources):
      let (rows, starts) = arranged(sources, count: sourceCount)
      self = .groups(of: (0..<Int32(sourceCount)).map(\.self), rows: rows, starts: starts)
    case .groups(let groups, let sources, let starts):
      let count = starts.count - 1
      var groupOf = [Int32](repeating: -1, count: sourceCount)
      for group in 0..<count {
        for place in starts[group]..<starts[group + 1] { groupOf[Int(sources[place])] = Int32(group) }
      }
      let (rows, ends) = arranged(groups ?? (0..<Int32(min(resultCount, count))).map(\.self), count: count)
      self = .groups(of: groupOf, rows: rows, starts: ends)
    }
  }

  /// The rows made of these source rows, ascending.
  func results(of sources: [Int32]) -> [Int32] {
    switch self {
    case .same: sources
    case .groups(let groups, let rows, let starts):
      sources.map { groups[Int($0)] }.filter { $0 >= 0 }.distinctAscending
        .flatMap { rows[starts[Int($0)]..<starts[Int($0) + 1]] }.distinctAscending
    }
  }
}

/// The indexes of `groups` by group; those of a negative group are left out.
private func arranged(_ groups: [Int32], count: Int) -> (rows: [Int32], starts: [Int]) {
  var starts = [Int](repeating: 0, count: count + 1)
  for group in groups where group >= 0 { starts[Int(group) + 1] += 1 }
  for group in 0..<count { starts[group + 1] += starts[group] }
  var next = starts
  var rows = [Int32](repeating: 0, count: starts[count])
  for (row, group) in groups.enumerated() where group >= 0 {
    rows[next[Int(group)]] = Int32(row)
    next[Int(group)] += 1
  }
  return (rows, starts)
}

extension [Int32] {
  /// The numbers, each once, ascending.
  package var distinctAscending: [Int32] {
    if zip(self, dropFirst()).allSatisfy({ $0 < $1 }) { return self }
    var last: Int32?
    return sorted().filter { number in
      defer { last = number }
      return number != last
    }
  }
}
