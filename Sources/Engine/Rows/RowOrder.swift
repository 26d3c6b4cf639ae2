internal import Foundation
internal import Tables

/// The order of rows by some columns: stable, nulls last whether up or down, text by code point
/// or by the rules of a language.
struct RowOrder {
  struct Key {
    var column: Column
    var isDescending: Bool
  }

  private var keys: [Key]

  init(_ keys: [Key], collate language: String? = nil) {
    self.keys = keys
    if let language {
      for index in self.keys.indices {
        if case .text(let text) = keys[index].column {
          self.keys[index].column = .integer(collationRanks(of: text, language: language))
        }
      }
    }
  }

  /// Negative when row `a` comes before row `b`, 0 when their keys are equal.
  func compare(_ a: Int, _ b: Int) -> Int { compare(a, b, from: 0) }

  private func compare(_ a: Int, _ b: Int, from first: Int) -> Int {
    for key in keys[first...] {
      let validity = key.column.validity
      let hasA = validity[a]
      let hasB = validity[b]
      if !hasA || !hasB {
        if hasA == hasB { continue }
        return hasA ? -1 : 1
      }
      let order: Int =
        switch key.column {
        case .text(let column): column.compare(a, column, b)
        case .integer(let column), .datetime(let column): three(column.values[a], column.values[b])
        case .number(let column): three(column.values[a], column.values[b])
        case .date(let column): three(column.values[a], column.values[b])
        case .boolean(let column): three(column.values[a] ? 1 : 0, column.values[b] ? 1 : 0)
        }
      if order != 0 { return key.isDescending ? -order : order }
    }
    return 0
  }

  @inline(__always)
  private func three<T: Comparable>(_ a: T, _ b: T) -> Int { a < b ? -1 : (a == b ? 0 : 1) }

  /// A row with the beginning of its first key as a number that sorts as the key does.
  private struct Entry {
    var prefix: UInt64
    var row: Int32
  }

  /// The rows, sorted. Both cores sort halves, which are then merged.
  func sorted(_ rows: [Int32]) throws -> [Int32] {
    guard let first = keys.first, rows.count > 1 else { return rows }
    let isWhole = prefixIsWholeKey(first)
    let validity = first.column.validity
    @Sendable func precedes(_ a: Entry, _ b: Entry) -> Bool {
      if a.prefix != b.prefix { return a.prefix < b.prefix }
      let from = isWhole && validity[Int(a.row)] && validity[Int(b.row)] ? 1 : 0
      let order = compare(Int(a.row), Int(b.row), from: from)
      return order != 0 ? order < 0 : a.row < b.row
    }
    let places = Parallel.pieces(rows: rows.count)
    let runs = try Parallel.map(places) { range in
      var entries = rows[range].map { Entry(prefix: prefix(of: first, at: Int($0)), row: $0) }
      entries.sort(by: precedes)
      return entries
    }
    // The rows come in ascending order wherever stability matters, so the row number breaks ties.
    return merged(runs, by: precedes).map(\.row)
  }

  private func merged(_ runs: [[Entry]], by precedes: (Entry, Entry) -> Bool) -> [Entry] {
    var runs = runs
    while runs.count > 1 {
      let b = runs.removeLast()
      let a = runs.removeLast()
      var result: [Entry] = []
      result.reserveCapacity(a.count + b.count)
      var i = 0
      var j = 0
      while i < a.count && j < b.count {
        if precedes(b[j], a[i]) {
          result.append(b[j])
          j += 1
        } else {
          result.append(a[i])
          i += 1
        }
      }
      result.append(contentsOf: a[i...])
      result.append(contentsOf: b[j...])
      runs.append(result)
    }
    return runs[0]
  }

  private func prefixIsWholeKey(_ key: Key) -> Bool {
    if case .text = key.column { false } else { true }
  }

  /// Nulls get the greatest number, whichever way the key sorts.
  private func prefix(of key: Key, at row: Int) -> UInt64 {
    guard key.column.validity[row] else { return .max }
    let up: UInt64 =
      switch key.column {
      case .text(let column): column.prefix(at: row)
      case .integer(let column), .datetime(let column):
        UInt64(bitPattern: column.values[row]) ^ (1 << 63)
      case .number(let column): ordered(column.values[row])
      case .date(let column): UInt64(bitPattern: Int64(column.values[row])) ^ (1 << 63)
      case .boolean(let column): column.values[row] ? 1 : 0
      }
    return key.isDescending ? ~up : up
  }

  private func ordered(_ number: Double) -> UInt64 {
    let bits = (number == 0 ? 0.0 : number).bitPattern
    return bits >> 63 == 1 ? ~bits : bits | (1 << 63)
  }
}

/// Each row's place among the distinct texts as a language orders them (Foundation's collation).
private func collationRanks(of text: TextColumn, language: String) -> PlainColumn<Int64> {
  let locale = Locale(identifier: language)
  var ranks: [String: Int64] = [:]
  for row in 0..<text.count where text.validity[row] { ranks[text.string(at: row)] = 0 }
  let ordered = ranks.keys.sorted { a, b in
    switch a.compare(b, locale: locale) {
    case .orderedAscending: true
    case .orderedDescending: false
    case .orderedSame: Array(a.utf8).lexicographicallyPrecedes(Array(b.utf8))
    }
  }
  for (rank, string) in ordered.enumerated() { ranks[string] = Int64(rank) }
  let values = (0..<text.count).map { text.validity[$0] ? ranks[text.string(at: $0)]! : 0 }
  return PlainColumn(values, validity: text.validity)
}
