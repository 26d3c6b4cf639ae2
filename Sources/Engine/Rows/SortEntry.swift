/// A row with a part of a key as a number that sorts as the key does.
struct SortEntry {
  /// So few are compared, not dealt.
  static let fewEntries = 64

  var prefix: UInt64
  var row: Int32
}

extension [SortEntry] {
  /// Sorts entries, which are in the order of their rows, by prefixes: byte by byte from the last one.
  /// Equal ones keep their order.
  mutating func sortByPrefix(spare: inout [SortEntry]) {
    if count < SortEntry.fewEntries {
      return sort { $0.prefix != $1.prefix ? $0.prefix < $1.prefix : $0.row < $1.row }
    }
    let model = self[0].prefix
    let varying = reduce(0) { $0 | ($1.prefix ^ model) }
    spare.removeAll(keepingCapacity: true)
    spare.append(contentsOf: self)
    for shift in stride(from: UInt64(0), to: 64, by: 8) where varying >> shift & 0xFF != 0 {
      deal(into: &spare, by: shift)
      swap(&self, &spare)
    }
  }

  /// Deals entries by one byte of their prefixes.
  private func deal(into dealt: inout [SortEntry], by shift: UInt64) {
    let entries = span
    var next = InlineArray<256, Int>(repeating: 0)
    for place in 0..<entries.count { next[Int(entries[place].prefix >> shift & 0xFF)] &+= 1 }
    var start = 0
    for byte in 0..<256 {
      let count = next[byte]
      next[byte] = start
      start += count
    }
    var dealt = dealt.mutableSpan
    for place in 0..<entries.count {
      let entry = entries[place]
      let byte = Int(entry.prefix >> shift & 0xFF)
      dealt[next[byte]] = entry
      next[byte] &+= 1
    }
  }
}
