internal import Tables

/// Places whose bytes are probably the same as earlier ones, in the order of the bytes.
///
/// The code that writes the rows of a table knows what zlib would have to search for: each cell is like the cell
/// above it. A wrong hint costs time and nothing else.
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
