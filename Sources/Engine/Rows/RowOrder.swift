internal import Tables

/// The order of rows by some columns. It is stable; nulls come last in ascending and descending order;
/// texts sort by code point or by the rules of a language.
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
          self.keys[index].column = .text(Collation.of(language: language).keys(of: text))
        }
      }
    }
  }

  private var columns: [Column] { keys.map(\.column) }

  /// Lends a function that compares two rows: negative if the first comes before the second, 0 if their
  /// keys are equal.
  func withComparison<R>(_ body: ((Int, Int) -> Int) throws -> R) rethrows -> R {
    let descends = keys.map(\.isDescending)
    return try unsafe withKeyViews(columns) { views in
      try body { a, b in unsafe RowOrder.compare(a, b, views, descends, from: 0) }
    }
  }

  @inline(__always)
  static func compare(_ a: Int, _ b: Int, _ views: [KeyView], _ descends: [Bool], from first: Int) -> Int {
    for index in unsafe first..<views.count {
      let order = unsafe views[index].compare(a, b, isDescending: descends[index])
      if order != 0 { return order }
    }
    return 0
  }

  /// All row numbers, sorted by key; rows with equal keys stay in row order.
  func sorted(rowCount: Int) throws -> [Int32] {
    if try isSorted(rowCount: rowCount) { return (0..<rowCount).map { Int32($0) } }
    let columns = columns
    let descends = keys.map(\.isDescending)
    let skipping = try sharedPrefix(rowCount: rowCount)
    let sortBuckets = SortBuckets(keys[0], skipping: skipping)
    return try [Int32].shared(count: rowCount) { sorted in
      try [SortEntry].lend(count: rowCount) { entries in
        let buckets = try sortBuckets.partition(rowCount: rowCount, into: entries)
        _ = try Parallel.map(buckets) { bucket in
          unsafe withKeyViews(columns) { views in
            var run = bucket.map { entries[$0] }
            var sorting = unsafe RunSorting(views, descends)
            unsafe sorting.sort(&run, by: 0, skipping: skipping)
            for (offset, entry) in run.enumerated() {
              sorted[bucket.lowerBound + offset] = entry.row
            }
          }
        }
      }
    }
  }

  private func isSorted(rowCount: Int) throws -> Bool {
    if keys.isEmpty { return true }
    let areSorted = try Parallel.map(Parallel.pieces(rows: rowCount)) { chunk in
      withComparison { compare in chunk.allSatisfy { $0 == 0 || compare($0 - 1, $0) <= 0 } }
    }
    return areSorted.allSatisfy(\.self)
  }

  /// The length in bytes of the prefix that all texts of the first key share.
  private func sharedPrefix(rowCount: Int) throws -> Int {
    let column = keys[0].column
    guard let model = (0..<rowCount).first(where: { column.validity[$0] }) else { return 0 }
    let shared = try Parallel.map(Parallel.pieces(rows: rowCount)) { chunk in
      unsafe withKeyViews([column]) { unsafe $0[0].sharedPrefix(chunk, with: model) }
    }
    return shared.min() ?? 0
  }
}
