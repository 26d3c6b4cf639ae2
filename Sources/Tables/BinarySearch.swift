extension Array {
  /// The first place for which a condition holds, where it holds for all after it, too; the count if there is none.
  @inlinable @inline(__always)
  package func firstPlace(where holds: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
