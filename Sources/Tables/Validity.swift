/// The rows of a column that have a value: a bitmap, or no memory at all if every row has one.
package struct Validity: Sendable, Equatable {
  package private(set) var count: Int
  /// Bit `row % 64` of word `row / 64` is 1 if the row has a value; empty if all rows have one. Bits
  /// past `count` are 0.
  package private(set) var words: [UInt64]

  /// `count` rows with values.
  package init(allValid count: Int = 0) {
    self.count = count
    words = []
  }

  /// `count` null rows.
  package init(allNull count: Int) {
    self.count = count
    words = Array(repeating: 0, count: (count + 63) / 64)
  }

  /// Bits as described at ``words``; those past `count` are cleared.
  package init(words: [UInt64], count: Int) {
    precondition(words.count == (count + 63) / 64)
    self.count = count
    self.words = words
    if count % 64 != 0 { self.words[count / 64] &= (1 << UInt64(count % 64)) - 1 }
    if nullCount == 0 { self.words = [] }
  }

  package init(_ isValid: [Bool]) {
    self.init()
    for bit in isValid { append(bit) }
  }

  /// False guarantees that every row has a value; true means that nulls are possible.
  package var mayHaveNulls: Bool { !words.isEmpty }

  package var nullCount: Int {
    if words.isEmpty { return 0 }
    var valid = 0
    for word in words { valid += word.nonzeroBitCount }
    return count - valid
  }

  package subscript(row: Int) -> Bool {
    words.isEmpty || words[row >> 6] & (1 << UInt64(row & 63)) != 0
  }

  package mutating func append(_ isValid: Bool) {
    if isValid {
      if !words.isEmpty {
        if count & 63 == 0 { words.append(0) }
        words[count >> 6] |= 1 << UInt64(count & 63)
      }
    } else {
      if words.isEmpty { materialize() }
      if count & 63 == 0 { words.append(0) }
    }
    count += 1
  }

  package mutating func append(allValid more: Int) {
    if words.isEmpty {
      count += more
    } else {
      append(more, of: repeatElement(~0, count: (more + 63) / 64))
    }
  }

  package mutating func append(contentsOf other: Validity) {
    if !other.mayHaveNulls {
      append(allValid: other.count)
    } else {
      if words.isEmpty { materialize() }
      append(other.count, of: other.words)
    }
  }

  /// Appends this many bits of these words, each of which begins where the previous one ended.
  private mutating func append(_ more: Int, of added: some Collection<UInt64>) {
    let shift = UInt64(count & 63)
    if shift == 0 {
      words.append(contentsOf: added)
    } else {
      for word in added {
        words[words.count - 1] |= word << shift
        words.append(word >> (64 - shift))
      }
    }
    count += more
    words.removeLast(words.count - (count + 63) / 64)
    if count & 63 != 0 { words[words.count - 1] &= (1 << UInt64(count & 63)) - 1 }
  }

  /// Valid if both are valid: the rule for nearly all operations on two values.
  package func intersection(_ other: Validity) -> Validity {
    precondition(count == other.count)
    if !other.mayHaveNulls { return self }
    if !mayHaveNulls { return other }
    var result = words
    for index in result.indices { result[index] &= other.words[index] }
    return Validity(words: result, count: count)
  }

  /// The validity of the rows with these indexes; a negative index is a null.
  package func gather(_ rows: [Int32]) -> Validity {
    var result = [UInt64](repeating: 0, count: (rows.count + 63) / 64)
    for (place, row) in rows.enumerated() where row >= 0 && self[Int(row)] {
      result[place >> 6] |= 1 << UInt64(place & 63)
    }
    return Validity(words: result, count: rows.count)
  }

  package func slice(_ range: Range<Int>) -> Validity {
    if words.isEmpty { return Validity(allValid: range.count) }
    var result = [UInt64](repeating: 0, count: (range.count + 63) / 64)
    let shift = UInt64(range.lowerBound & 63)
    let first = range.lowerBound >> 6
    for index in result.indices {
      var word = words[first + index] >> shift
      if shift > 0, first + index + 1 < words.count { word |= words[first + index + 1] << (64 - shift) }
      result[index] = word
    }
    return Validity(words: result, count: range.count)
  }

  /// Equal if the same rows have values, however that is stored.
  package static func == (a: Validity, b: Validity) -> Bool {
    guard a.count == b.count else { return false }
    if a.words == b.words { return true }
    return (0..<a.count).allSatisfy { a[$0] == b[$0] }
  }

  private mutating func materialize() {
    words = Array(repeating: ~0, count: (count + 63) / 64)
    if count & 63 != 0 { words[count >> 6] = (1 << UInt64(count & 63)) - 1 }
  }
}
