/// Sorts rows by radix, eight bytes of the key at a time.
///
///     radix sort of 8-byte prefixes  →  runs of equal prefixes  →  the next bytes, or the next key
@unsafe struct RunSorting {
  private let views: [KeyView]
  private let descends: [Bool]
  private var spare: [SortEntry] = []

  init(_ views: [KeyView], _ descends: [Bool]) {
    unsafe self.views = views
    unsafe self.descends = descends
  }

  /// Sorts rows that are equal in all keys before `key` and in the first `skipping` bytes of it.
  ///
  /// - Parameter entries: in row order, with the prefixes of `key` that follow these bytes.
  mutating func sort(_ entries: inout [SortEntry], by key: Int, skipping: Int) {
    unsafe entries.sortByPrefix(spare: &spare)
    var start = 0
    while start < entries.count {
      var end = start + 1
      while end < entries.count && entries[end].prefix == entries[start].prefix { end += 1 }
      if end - start > 1 { unsafe sortRun(&entries, start..<end, by: key, skipping: skipping) }
      start = end
    }
  }

  /// Sorts a run of entries with equal prefixes.
  private mutating func sortRun(
    _ entries: inout [SortEntry], _ run: Range<Int>, by key: Int, skipping: Int
  ) {
    if run.count >= SortEntry.fewEntries {
      let view = unsafe views[key]
      let first = Int(entries[run.lowerBound].row)
      let rows = entries[run].lazy.map { Int($0.row) }
      if rows.allSatisfy({ unsafe view.equals($0, view, first) }) {
        if unsafe key + 1 < views.count { unsafe sortAgain(&entries, run, by: key + 1, skipping: 0) }
        return
      }
      if unsafe view.isValid(first) {
        let shared = unsafe view.sharedPrefix(rows, with: first)
        if shared > skipping { return unsafe sortAgain(&entries, run, by: key, skipping: shared) }
      }
    }
    entries[run].sort { a, b in
      let order = unsafe RowOrder.compare(Int(a.row), Int(b.row), views, descends, from: key)
      return order != 0 ? order < 0 : a.row < b.row
    }
  }

  /// Sorts a run by other prefixes: of the next key, or of bytes further on.
  private mutating func sortAgain(
    _ entries: inout [SortEntry], _ run: Range<Int>, by key: Int, skipping: Int
  ) {
    let (view, isDescending) = unsafe (views[key], descends[key])
    var part = entries[run].map { entry in
      let row = Int(entry.row)
      let prefix = unsafe view.prefix(row, isDescending: isDescending, skipping: skipping)
      return SortEntry(prefix: prefix, row: entry.row)
    }
    unsafe sort(&part, by: key, skipping: skipping)
    entries.replaceSubrange(run, with: part)
  }
}
