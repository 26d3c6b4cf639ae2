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

  private var columns: [Column] { keys.map(\.column) }

  /// Lends a function that compares two rows: negative when the first comes before the second, 0
  /// when their keys are equal.
  func withComparison<R>(_ body: ((Int, Int) -> Int) throws -> R) rethrows -> R {
    let descends = keys.map(\.isDescending)
    return try unsafe withKeyViews(columns) { views in
      try body { a, b in unsafe RowOrder.compare(a, b, views, descends, from: 0) }
    }
  }

  @inline(__always)
  private static func compare(_ a: Int, _ b: Int, _ views: [KeyView], _ descends: [Bool], from first: Int)
    -> Int
  {
    for place in unsafe first..<views.count {
      let order = unsafe views[place].compare(a, b, isDescending: descends[place])
      if order != 0 { return order }
    }
    return 0
  }

  /// A row with a part of its first key as a number that sorts as the key does.
  private struct Entry {
    var prefix: UInt64
    var row: Int32
  }

  /// The rows, sorted. The cores sort pieces, which are then merged. Rows with equal keys stay in
  /// ascending order of their numbers.
  func sorted(_ rows: [Int32]) throws -> [Int32] {
    guard !keys.isEmpty, rows.count > 1 else { return rows }
    let columns = columns
    let descends = keys.map(\.isDescending)
    let skipping = unsafe withKeyViews(columns) { unsafe $0[0].sharedPrefix(rows) }
    var runs = try Parallel.map(Parallel.pieces(rows: rows.count)) { range in
      unsafe withKeyViews(columns) { views in
        var entries = rows[range].map { row in
          unsafe RowOrder.entry(row, views[0], isDescending: descends[0], skipping: skipping)
        }
        entries.sort { unsafe RowOrder.precedes($0, $1, views, descends) }
        return entries
      }
    }
    while runs.count > 1 {
      let pairs = stride(from: 0, to: runs.count, by: 2).map { Array(runs[$0..<min($0 + 2, runs.count)]) }
      runs = try Parallel.map(pairs) { pair in
        pair.count == 1
          ? pair[0]
          : unsafe withKeyViews(columns) { views in
            RowOrder.merged(pair[0], pair[1]) { unsafe RowOrder.precedes($0, $1, views, descends) }
          }
      }
    }
    return runs[0].map(\.row)
  }

  /// Nulls get the greatest number, whichever way the key sorts.
  @inline(__always)
  private static func entry(_ row: Int32, _ view: KeyView, isDescending: Bool, skipping: Int) -> Entry {
    guard unsafe view.isValid(Int(row)) else { return Entry(prefix: .max, row: row) }
    let up = unsafe view.prefix(Int(row), skipping: skipping)
    return Entry(prefix: isDescending ? ~up : up, row: row)
  }

  @inline(__always)
  private static func precedes(_ a: Entry, _ b: Entry, _ views: [KeyView], _ descends: [Bool]) -> Bool {
    if a.prefix != b.prefix { return a.prefix < b.prefix }
    let order = unsafe compare(Int(a.row), Int(b.row), views, descends, from: 0)
    return order != 0 ? order < 0 : a.row < b.row
  }

  private static func merged(_ a: [Entry], _ b: [Entry], _ precedes: (Entry, Entry) -> Bool) -> [Entry] {
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
    return result
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
