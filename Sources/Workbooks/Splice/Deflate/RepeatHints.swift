/// Positions whose bytes probably repeat earlier ones, in ascending order.
///
/// The code that writes the rows of a table knows the repeats that zlib would have to search for: each cell is
/// like the cell above it. A wrong hint only costs time.
struct RepeatHints: ~Copyable {
  struct Hint {
    var place: Int32
    var earlier: Int32
  }
  private(set) var hints: [Hint] = []

  mutating func add(_ place: Int, sameAs earlier: Int) {
    hints.append(
      Hint(place: Int32(truncatingIfNeeded: place), earlier: Int32(truncatingIfNeeded: earlier)))
  }
}
