/// A regular expression for texts of one line in ASCII, most of those that jobs look at: a small machine
/// over bytes, many times as fast as `Regex`, which stays the judge of all others.
///
/// The machine tries what the expression says in the order in which it says it and goes back when it
/// is stuck, so that it finds the same match and the same groups as `Regex` does.
struct BytePattern: Sendable {
  enum Instruction: Sendable {
    case one(ByteSet)
    /// As many as there are and `most` allows; then fewer, down to `least`.
    case run(ByteSet, least: Int, most: Int)
    /// Goes on at the first; if that fails, at the second.
    case split(Int, Int)
    case jump(Int)
    case mark(slot: Int)
    case start
    case end
  }

  let program: [Instruction]
  let slotCount: Int
  /// What a match can begin with; nil where it may be empty.
  let first: ByteSet?
  let isAnchored: Bool

  /// Nil when the expression has something that the machine does not do.
  init?(_ pattern: String) {
    guard let syntax = BytePatternParser.parse(pattern) else { return nil }
    var compiler = BytePatternCompiler()
    guard compiler.add(syntax.root) else { return nil }
    program = compiler.program
    slotCount = 2 * (syntax.groupCount + 1)
    first = syntax.root.canBeEmpty ? nil : syntax.root.first
    if case .start? = program.first { isAnchored = true } else { isAnchored = false }
  }

  /// Whether the machine may judge this text: ASCII without line ends.
  static func takes(_ text: Span<UInt8>) -> Bool {
    for index in 0..<text.count where text[index] >= 0x80 || text[index] &- 0x0A <= 3 { return false }
    return true
  }
}

/// Bytes below 128.
struct ByteSet: Sendable, Equatable {
  private var low: UInt64 = 0
  private var high: UInt64 = 0

  init() {}

  init(_ bytes: some Sequence<UInt8>) { for byte in bytes { insert(byte) } }

  mutating func insert(_ byte: UInt8) {
    if byte < 64 { low |= 1 << UInt64(byte) } else { high |= 1 << UInt64(byte & 63) }
  }

  func contains(_ byte: UInt8) -> Bool {
    (byte < 64 ? low >> UInt64(byte) : high >> UInt64(byte & 63)) & 1 != 0
  }

  var inverted: ByteSet {
    var other = ByteSet()
    other.low = ~low
    other.high = ~high
    return other
  }

  func union(_ other: ByteSet) -> ByteSet {
    var result = self
    result.low |= other.low
    result.high |= other.high
    return result
  }

  /// With the other case of each letter.
  var withBothCases: ByteSet {
    var result = self
    for letter in UInt8(ascii: "a")...UInt8(ascii: "z") {
      if contains(letter) { result.insert(letter ^ 0x20) }
      if contains(letter ^ 0x20) { result.insert(letter) }
    }
    return result
  }
}

/// The machine at work; keeps its memory from text to text.
struct ByteMatcher {
  enum Outcome: Equatable {
    case none
    case found
    /// It went back too often to go on; nothing is known.
    case gaveUp
  }

  private enum Frame {
    case branch(Int, at: Int)
    case run(Int, least: Int, at: Int)
    case restore(slot: Int, Int)
  }

  private let pattern: BytePattern
  private var frames: [Frame] = []
  private var slots: [Int]
  private static let patience = 20_000

  init(_ pattern: BytePattern) {
    self.pattern = pattern
    slots = Array(repeating: -1, count: pattern.slotCount)
  }

  /// A group of the match that was found last; 0 is all of it.
  func group(_ number: Int) -> Range<Int>? {
    let (start, end) = (slots[2 * number], slots[2 * number + 1])
    return start < 0 || end < 0 ? nil : start..<end
  }

  mutating func find(in text: Span<UInt8>) -> Outcome {
    var patience = ByteMatcher.patience
    for start in 0...(pattern.isAnchored ? 0 : text.count) {
      if let first = pattern.first, start == text.count || !first.contains(text[start]) { continue }
      for slot in slots.indices { slots[slot] = -1 }
      frames.removeAll(keepingCapacity: true)
      slots[0] = start
      if let end = run(text, from: start, &patience) {
        slots[1] = end
        return .found
      }
      if patience <= 0 { return .gaveUp }
    }
    return .none
  }

  private mutating func run(_ text: Span<UInt8>, from start: Int, _ patience: inout Int) -> Int? {
    var place = 0
    var at = start
    while place < pattern.program.count {
      var goesOn = true
      switch pattern.program[place] {
      case .one(let set):
        goesOn = at < text.count && set.contains(text[at])
        at += 1
      case .run(let set, let least, let most):
        var end = at
        let limit = most < text.count - at ? at + most : text.count
        while end < limit, set.contains(text[end]) { end += 1 }
        goesOn = end - at >= least
        if end - at > least { frames.append(.run(place + 1, least: at + least, at: end)) }
        at = end
      case .split(let one, let other):
        frames.append(.branch(other, at: at))
        place = one
        continue
      case .jump(let target):
        place = target
        continue
      case .mark(let slot):
        frames.append(.restore(slot: slot, slots[slot]))
        slots[slot] = at
      case .start: goesOn = at == 0
      case .end: goesOn = at == text.count
      }
      if goesOn {
        place += 1
      } else {
        patience -= 1
        guard patience > 0, let back = goBack() else { return nil }
        (place, at) = back
      }
    }
    return at
  }

  private mutating func goBack() -> (place: Int, at: Int)? {
    while let frame = frames.popLast() {
      switch frame {
      case .branch(let place, let at): return (place, at)
      case .run(let place, let least, let at):
        if at - 1 > least { frames.append(.run(place, least: least, at: at - 1)) }
        return (place, at - 1)
      case .restore(let slot, let value): slots[slot] = value
      }
    }
    return nil
  }
}
