/// SplitMix64 and draws of our own from it, so that neither the machine nor the standard library's
/// version changes a byte.
struct SampleRandom {
  private var state: UInt64

  /// A stream of its own for each purpose: a change in one file leaves the others alone.
  init(_ purpose: String) {
    state = 0xCBF2_9CE4_8422_2325
    for byte in purpose.utf8 { state = (state ^ UInt64(byte)) &* 0x100_0000_01B3 }
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func int(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(next() >> 11) % (range.upperBound - range.lowerBound + 1)
  }

  mutating func chance(_ percent: Int) -> Bool { int(1...100) <= percent }

  mutating func pick<T>(_ items: [T]) -> T { items[int(0...(items.count - 1))] }

  mutating func shuffled<T>(_ items: [T]) -> [T] {
    var items = items
    for index in stride(from: items.count - 1, to: 0, by: -1) {
      items.swapAt(index, int(0...index))
    }
    return items
  }

  /// `count` different items, in a random order.
  mutating func sample<T>(_ items: [T], _ count: Int) -> [T] {
    precondition(count <= items.count, "\(count) of \(items.count)")
    return Array(shuffled(items).prefix(count))
  }
}
