internal import Tables

/// Where bytes are likely to be the same as earlier ones, in the order of the bytes.
///
/// Who writes the rows of a table knows what zlib would have to search: that what stands after the
/// number of a cell stands after the number of the cell above. A hint that is wrong costs time, no more.
struct RepeatHints: ~Copyable {
  struct Hint {
    var place: Int32
    var earlier: Int32
  }
  private(set) var hints: [Hint] = []

  mutating func removeAll() { hints.removeAll(keepingCapacity: true) }

  mutating func add(_ place: Int, sameAs earlier: Int) {
    hints.append(
      Hint(place: Int32(truncatingIfNeeded: place), earlier: Int32(truncatingIfNeeded: earlier)))
  }
}
