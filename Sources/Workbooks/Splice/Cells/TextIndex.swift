internal import Tables

/// The distinct texts of a column, numbered in the order of their first rows.
///
///     rows        "a"   null   "b"   "a"   ""
///     numbers      0    none    1     0    none
///     firstRows    0            2
///
/// Texts are looked up by 32 bits of their hash, then compared byte by byte.
struct TextIndex: Sendable {
  /// The number that stands for a null or empty text.
  static let none = UInt32.max

  /// By row.
  private(set) var numbers: [UInt32]
  /// By number: the first row with this text.
  private(set) var firstRows: [UInt32] = []
  /// The number of rows with a text.
  private(set) var count = 0

  init(_ column: TextColumn) {
    precondition(column.count < Int(TextIndex.none))
    numbers = []
    numbers.reserveCapacity(column.count)
    // The upper half of a slot holds the hash, the lower half the text's number plus one.
    var slots = [UInt64](repeating: 0, count: 1024)
    var hashes: [UInt64] = []
    let offsets = column.offsets
    let step = 4096
    for start in stride(from: 0, to: column.count, by: step) {
      let rows = start..<min(start + step, column.count)
      hashes.removeAll(keepingCapacity: true)
      hashes.append(contentsOf: repeatElement(0, count: rows.count))
      column.mixHashes(of: rows, into: &hashes)
      for row in rows {
        if offsets[row] == offsets[row + 1] {
          numbers.append(TextIndex.none)
          continue
        }
        count += 1
        let hash = hashes[row - start]
        let tag = UInt32(truncatingIfNeeded: hash ^ (hash >> 32))
        numbers.append(number(of: row, tag: tag, in: column, slots: &slots))
      }
    }
  }

  /// The index with other numbers for the same texts.
  func numbered(_ known: [UInt32]) -> TextIndex {
    var index = self
    for row in numbers.indices where numbers[row] != TextIndex.none {
      index.numbers[row] = known[Int(numbers[row])]
    }
    return index
  }

  private mutating func number(
    of row: Int, tag: UInt32, in column: TextColumn, slots: inout [UInt64]
  ) -> UInt32 {
    let mask = slots.count - 1
    var place = Int(tag) & mask
    while slots[place] != 0 {
      let slot = slots[place]
      if UInt32(truncatingIfNeeded: slot >> 32) == tag {
        let number = UInt32(truncatingIfNeeded: slot) - 1
        if column.equals(row, column, Int(firstRows[Int(number)])) { return number }
      }
      place = (place + 1) & mask
    }
    let number = UInt32(firstRows.count)
    firstRows.append(UInt32(row))
    slots[place] = UInt64(tag) << 32 | UInt64(number + 1)
    if firstRows.count * 2 > slots.count { slots = TextIndex.enlarged(slots) }
    return number
  }

  private static func enlarged(_ slots: [UInt64]) -> [UInt64] {
    var larger = [UInt64](repeating: 0, count: slots.count * 2)
    let mask = larger.count - 1
    for slot in slots where slot != 0 {
      var place = Int(slot >> 32) & mask
      while larger[place] != 0 { place = (place + 1) & mask }
      larger[place] = slot
    }
    return larger
  }
}
