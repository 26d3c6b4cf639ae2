/// A hash table with open addressing that finds the first row with the same 32 bits of a hash.
///
///     entry:  32 bits of a hash | a row
///
/// The slots hold the entries themselves, so that neither probing nor growing reads anything else.
/// Different keys may share these 32 bits; the caller compares the keys and handles the collisions.
struct KeyTable {
  private static let free = UInt64.max
  /// The count is a power of two; at most half of the slots are in use.
  private var slots: [UInt64] = Array(repeating: free, count: 64)
  private var used = 0

  /// Removes all entries and keeps the memory.
  mutating func clear() {
    if used == 0 { return }
    var span = slots.mutableSpan
    for slot in 0..<span.count { span[slot] = KeyTable.free }
    used = 0
  }

  /// Inserts the entries of a range in order; replaces the hash of each by the first row that has it.
  mutating func build(_ entries: SharedSlots<UInt64>, _ range: Range<Int>) {
    reserve(used + range.count)
    var slots = slots.mutableSpan
    let mask = slots.count - 1
    var new = 0
    for index in range {
      let entry = entries[index]
      var slot = Int(truncatingIfNeeded: entry >> 32) & mask
      // The search ends because half of the slots are free.
      while slots[slot] != KeyTable.free && slots[slot] >> 32 != entry >> 32 { slot = (slot &+ 1) & mask }
      if slots[slot] == KeyTable.free {
        slots[slot] = entry
        new += 1
      }
      entries[index] = KeyTable.pair(row: entry, first: slots[slot])
    }
    used += new
  }

  /// Replaces the hash of each entry by the first row in the table that has it, or by all ones.
  func probe(_ entries: SharedSlots<UInt64>, _ range: Range<Int>) {
    let slots = slots.span
    let mask = slots.count - 1
    for index in range {
      let entry = entries[index]
      var slot = Int(truncatingIfNeeded: entry >> 32) & mask
      while slots[slot] != KeyTable.free && slots[slot] >> 32 != entry >> 32 { slot = (slot &+ 1) & mask }
      entries[index] = KeyTable.pair(row: entry, first: slots[slot])
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
    for entry in slots where entry != KeyTable.free {
      var slot = Int(truncatingIfNeeded: entry >> 32) & mask
      while larger[slot] != KeyTable.free { slot = (slot &+ 1) & mask }
      larger[slot] = entry
    }
    slots = larger
  }
}
