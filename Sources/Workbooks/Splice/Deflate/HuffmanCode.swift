/// A Huffman code of a deflate block: short codes for frequent symbols.
struct HuffmanCode {
  /// Number of bits by symbol; 0 for unused symbols.
  let lengths: [UInt8]
  /// Bits by symbol, the first bit lowest, as deflate writes them.
  let bits: [UInt16]

  /// - Parameter limit: the maximum of bits in a code; 2 to this power must not be less than the number of
  ///   symbols.
  init(_ frequencies: [Int], limit: Int) {
    lengths = HuffmanCode.lengths(frequencies, limit: limit)
    bits = HuffmanCode.bits(lengths)
  }

  private static func lengths(_ frequencies: [Int], limit: Int) -> [UInt8] {
    var used = frequencies.indices.filter { frequencies[$0] > 0 }
    // Decoders differ on codes with a single symbol, so there are always two.
    for symbol in frequencies.indices where used.count < 2 && frequencies[symbol] == 0 {
      used.append(symbol)
    }
    used.sort { (frequencies[$0], $0) < (frequencies[$1], $1) }
    // Leaves are made in order of their weight, and so are the nodes above them: the two lightest are
    // always at the front of one of two queues.
    var weights = used.map { frequencies[$0] }
    var parents = [Int](repeating: 0, count: 2 * used.count - 1)
    var leaf = 0
    var node = used.count
    for next in used.count..<parents.count {
      var weight = 0
      for _ in 0..<2 {
        let isLeaf = leaf < used.count && (node == next || weights[leaf] <= weights[node])
        let child = isLeaf ? leaf : node
        if isLeaf { leaf += 1 } else { node += 1 }
        parents[child] = next
        weight += weights[child]
      }
      weights.append(weight)
    }
    var depths = [Int](repeating: 0, count: parents.count)
    for place in (0..<parents.count - 1).reversed() { depths[place] = depths[parents[place]] + 1 }
    let counts = limited(depths[..<used.count], limit)
    var lengths = [UInt8](repeating: 0, count: frequencies.count)
    var place = 0
    for length in (1...limit).reversed() {
      for _ in 0..<counts[length] {
        lengths[used[place]] = UInt8(length)
        place += 1
      }
    }
    return lengths
  }

  /// The number of codes of each length, with no code longer than `limit`.
  private static func limited(_ depths: ArraySlice<Int>, _ limit: Int) -> [Int] {
    var counts = [Int](repeating: 0, count: limit + 1)
    for depth in depths { counts[min(depth, limit)] += 1 }
    // Kraft sum in units of the longest code's share: shortened codes make it too large.
    var total = (1...limit).reduce(0) { $0 + counts[$1] << (limit - $1) }
    while total > 1 << limit {
      var length = limit - 1
      while counts[length] == 0 { length -= 1 }
      // One shorter code becomes two longer ones; a shortened code takes one of them.
      counts[length] -= 1
      counts[length + 1] += 2
      counts[limit] -= 1
      total -= 1
    }
    return counts
  }

  private static func bits(_ lengths: [UInt8]) -> [UInt16] {
    var next = [UInt16](repeating: 0, count: 17)
    for length in lengths where length > 0 { next[Int(length) + 1] += 1 }
    // `next[l]` counts the codes one bit shorter; it becomes the first code of `l` bits.
    for length in 1...15 { next[length] = (next[length] + next[length - 1]) << 1 }
    return lengths.map { length in
      if length == 0 { return 0 }
      let code = next[Int(length)]
      next[Int(length)] += 1
      return reversed(code, length)
    }
  }

  private static func reversed(_ code: UInt16, _ length: UInt8) -> UInt16 {
    var result: UInt16 = 0
    for place in 0..<UInt16(length) where code & 1 << place != 0 {
      result |= 1 << (UInt16(length) - 1 - place)
    }
    return result
  }
}
