/// The different texts of a column with few of them, with their numbers, and its first texts.
struct Spellings: Sendable {
  /// By first appearance; nil if there are too many.
  private(set) var counts: [(text: [UInt8], count: Int)]? = []
  /// The first values.
  private(set) var first: [[UInt8]] = []

  private static let limit = 24
  private static let firstCount = 60

  init() {}

  /// Takes the values of a column without nulls, markers and spaces at their ends.
  init(_ column: TextColumn, isMarker: (Span<UInt8>, ByteRange) -> Bool) {
    let bytes = column.bytes.span
    for row in 0..<column.count where column.validity[row] {
      let range = bytes.trimmed(column.range(at: row))
      if range.isEmpty || isMarker(bytes, range) { continue }
      if first.count < Spellings.firstCount { first.append(bytes.array(range)) }
      if counts == nil {
        if first.count == Spellings.firstCount { return }
        continue
      }
      if let place = counts!.firstIndex(where: { bytes.equals(range, $0.text) }) {
        counts![place].count += 1
      } else {
        add(bytes.array(range), 1)
      }
    }
  }

  mutating func append(_ next: Spellings) {
    first += next.first.prefix(Spellings.firstCount - first.count)
    guard counts != nil else { return }
    guard let others = next.counts else {
      counts = nil
      return
    }
    for (text, count) in others {
      if let place = counts?.firstIndex(where: { $0.text == text }) {
        counts![place].count += count
      } else {
        add(text, count)
      }
    }
  }

  private mutating func add(_ text: [UInt8], _ count: Int) {
    counts?.append((text, count))
    if counts?.count ?? 0 > Spellings.limit { counts = nil }
  }
}
