/// A row and eight bytes of its key, as a number that sorts as they do.
struct SortEntry {
  /// Runs shorter than this are sorted by comparison, not by radix.
  static let fewEntries = 64

  var prefix: UInt64
  var row: Int32
}

extension [SortEntry] {
  /// Sorts entries in row order by their prefixes: a stable radix sort from the last byte to the first.
  mutating func sortByPrefix(spare: inout [SortEntry]) {
    if count < SortEntry.fewEntries {
      return sort { $0.prefix != $1.prefix ? $0.prefix < $1.prefix : $0.row < $1.row }
    }
    let model = self[0].prefix
    let varying = reduce(0) { $0 | ($1.prefix ^ model) }
    spare.removeAll(keepingCapacity: true)
    spare.append(contentsOf: self)
    for shift in stride(from: UInt64(0), to: 64, by: 8) where varying >> shift & 0xFF != 0 {
      radixPass(into: &spare, by: shift)
      swap(&self, &spare)
    }
  }

  /// One pass of the radix sort: a counting sort by one byte of the prefixes.
  private func radixPass(into sorted: inout [SortEntry], by shift: UInt64) {
    let entries = span
    var next = InlineArray<256, Int>(repeating: 0)
    for index in 0..<entries.count { next[Int(entries[index].prefix >> shift & 0xFF)] &+= 1 }
    var start = 0
    for byte in 0..<256 {
      let count = next[byte]
      next[byte] = start
      start += count
    }
    var sorted = sorted.mutableSpan
    for index in 0..<entries.count {
      let entry = entries[index]
      let byte = Int(entry.prefix >> shift & 0xFF)
      sorted[next[byte]] = entry
      next[byte] &+= 1
    }
  }
}
