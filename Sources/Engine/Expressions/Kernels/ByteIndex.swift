/// Numbers distinct byte strings from 0, in order of first appearance.
///
///     inserted   "CL"  "AR"  "CL"
///     numbers    0     1     0
struct ByteIndex {
  private var bytes: [UInt8] = []
  private var ends: [Int] = [0]
  private var hashes: [UInt64] = []
  /// The number + 1 of the string in each slot; 0 if the slot is free. The count is a power of two.
  private var slots: [Int32] = Array(repeating: 0, count: 64)

  init() {}

  var count: Int { hashes.count }

  func find(_ text: Span<UInt8>) -> Int? {
    let slot = slot(of: text, ByteSpans.hash(text))
    return slots[slot] == 0 ? nil : Int(slots[slot]) - 1
  }

  mutating func insert(_ text: Span<UInt8>) -> (index: Int, isNew: Bool) {
    let hash = ByteSpans.hash(text)
    let slot = slot(of: text, hash)
    if slots[slot] != 0 { return (Int(slots[slot]) - 1, false) }
    ByteSpans.append(text, to: &bytes)
    ends.append(bytes.count)
    hashes.append(hash)
    slots[slot] = Int32(hashes.count)
    if hashes.count * 2 > slots.count { grow() }
    return (hashes.count - 1, true)
  }

  private func slot(of text: Span<UInt8>, _ hash: UInt64) -> Int {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != 0 {
      let index = Int(slots[slot]) - 1
      if hashes[index] == hash,
        ByteSpans.areEqual(bytes.span.extracting(ends[index]..<ends[index + 1]), text)
      {
        return slot
      }
      slot = (slot + 1) & mask
    }
    return slot
  }

  private mutating func grow() {
    let mask = slots.count * 4 - 1
    slots = Array(repeating: 0, count: mask + 1)
    for (index, hash) in hashes.enumerated() {
      var slot = Int(truncatingIfNeeded: hash) & mask
      while slots[slot] != 0 { slot = (slot + 1) & mask }
      slots[slot] = Int32(index + 1)
    }
  }
}

/// Numbers distinct 64-bit keys, like ``ByteIndex``.
struct WordIndex {
  private var keys: [UInt64] = []
  private var slots: [Int32] = Array(repeating: 0, count: 64)

  init() {}

  mutating func insert(_ key: UInt64) -> (index: Int, isNew: Bool) {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: ByteSpans.mixed(key)) & mask
    while slots[slot] != 0 {
      let index = Int(slots[slot]) - 1
      if keys[index] == key { return (index, false) }
      slot = (slot + 1) & mask
    }
    keys.append(key)
    slots[slot] = Int32(keys.count)
    if keys.count * 2 > slots.count { grow() }
    return (keys.count - 1, true)
  }

  private mutating func grow() {
    let mask = slots.count * 4 - 1
    slots = Array(repeating: 0, count: mask + 1)
    for (index, key) in keys.enumerated() {
      var slot = Int(truncatingIfNeeded: ByteSpans.mixed(key)) & mask
      while slots[slot] != 0 { slot = (slot + 1) & mask }
      slots[slot] = Int32(index + 1)
    }
  }
}
