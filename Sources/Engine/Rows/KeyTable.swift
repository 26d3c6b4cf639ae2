/// Which row came first with the same part of its hash, by open addressing.
///
///     word:  32 bits of a hash | a row
///
/// A slot holds a word, so that nothing else is read to find one or to grow. Keys that only look
/// alike are told apart by who asks.
struct KeyTable {
  private static let free = UInt64.max
  /// A power of two, at most half in use.
  private var slots: [UInt64] = Array(repeating: free, count: 64)
  private var used = 0

  /// Forgets all words and keeps the room.
  mutating func clear() {
    if used == 0 { return }
    var span = slots.mutableSpan
    for slot in 0..<span.count { span[slot] = KeyTable.free }
    used = 0
  }

  /// Replaces the hash of each word by the row that came first with it, in order.
  mutating func number(_ words: SharedPlaces<UInt64>, _ range: Range<Int>) {
    reserve(used + range.count)
    var slots = slots.mutableSpan
    let mask = slots.count - 1
    var new = 0
    for place in range {
      let word = words[place]
      var slot = Int(truncatingIfNeeded: word >> 32) & mask
      // Half of the slots are free, so that the search ends.
      while slots[slot] != KeyTable.free && slots[slot] >> 32 != word >> 32 { slot = (slot &+ 1) & mask }
      if slots[slot] == KeyTable.free {
        slots[slot] = word
        new += 1
      }
      words[place] = KeyTable.pair(row: word, first: slots[slot])
    }
    used += new
  }

  /// Replaces the hash of each word by the row that came first with it, or all ones.
  func find(_ words: SharedPlaces<UInt64>, _ range: Range<Int>) {
    let slots = slots.span
    let mask = slots.count - 1
    for place in range {
      let word = words[place]
      var slot = Int(truncatingIfNeeded: word >> 32) & mask
      while slots[slot] != KeyTable.free && slots[slot] >> 32 != word >> 32 { slot = (slot &+ 1) & mask }
      words[place] = KeyTable.pair(row: word, first: slots[slot])
    }
  }

  @inline(__always)
  private static func pair(row: UInt64, first: UInt64) -> UInt64 { first << 32 | row & 0xFFFF_FFFF }

  private mutating func reserve(_ count: Int) {
    var wanted = slots.count
    while wanted < count * 2 { wanted *= 2 }
    if wanted == slots.count { return }
    var larger = [UInt64](repeating: KeyTable.free, count: wanted)
    let mask = wanted - 1
    for word in slots where word != KeyTable.free {
      var slot = Int(truncatingIfNeeded: word >> 32) & mask
      while larger[slot] != KeyTable.free { slot = (slot &+ 1) & mask }
      larger[slot] = word
    }
    slots = larger
  }
}
