/// What a regular expression says, as far as ``BytePattern`` does it.
indirect enum BytePatternSyntax {
  case set(ByteSet)
  case sequence([BytePatternSyntax])
  case choice([BytePatternSyntax])
  /// Captures when it has a number.
  case group(Int?, BytePatternSyntax)
  case repeated(BytePatternSyntax, least: Int, most: Int?, isGreedy: Bool)
  case start
  case end

  var canBeEmpty: Bool {
    switch self {
    case .set: false
    case .sequence(let parts): parts.allSatisfy(\.canBeEmpty)
    case .choice(let parts): parts.contains(where: \.canBeEmpty)
    case .group(_, let inner): inner.canBeEmpty
    case .repeated(let inner, let least, _, _): least == 0 || inner.canBeEmpty
    case .start, .end: true
    }
  }

  /// The bytes with which it can begin.
  var first: ByteSet {
    switch self {
    case .set(let set): return set
    case .sequence(let parts):
      var result = ByteSet()
      for part in parts {
        result = result.union(part.first)
        if !part.canBeEmpty { break }
      }
      return result
    case .choice(let parts): return parts.reduce(ByteSet()) { $0.union($1.first) }
    case .group(_, let inner), .repeated(let inner, _, _, _): return inner.first
    case .start, .end: return ByteSet()
    }
  }
}

/// Reads literals, sets, `.`, `\d \w \s`, groups, `|`, `^`, `$`, and `* + ? {m,n}`, also lazy; all else is
/// left to `Regex`.
struct BytePatternParser {
  /// Something that the machine does not do.
  private struct Unknown: Error {}

  private let bytes: [UInt8]
  private var at = 0
  private var groupCount = 0
  private var ignoresCase = false

  static func parse(_ pattern: String) -> (root: BytePatternSyntax, groupCount: Int)? {
    guard pattern.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) else { return nil }
    var parser = BytePatternParser(bytes: Array(pattern.utf8))
    if pattern.hasPrefix("(?i)") {
      parser.ignoresCase = true
      parser.at = 4
    }
    guard let root = try? parser.choice(), parser.at == parser.bytes.count else { return nil }
    return (root, parser.groupCount)
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private var next: UInt8? { at < bytes.count ? bytes[at] : nil }

  private mutating func skip(_ character: Character) -> Bool {
    guard next == character.asciiValue else { return false }
    at += 1
    return true
  }

  private mutating func choice() throws -> BytePatternSyntax {
    var parts = [try sequence()]
    while skip("|") { parts.append(try sequence()) }
    return parts.count == 1 ? parts[0] : .choice(parts)
  }

  private mutating func sequence() throws -> BytePatternSyntax {
    var parts: [BytePatternSyntax] = []
    while let next, next != UInt8(ascii: "|"), next != UInt8(ascii: ")") {
      parts.append(try quantified(try atom()))
    }
    return parts.count == 1 ? parts[0] : .sequence(parts)
  }

  private mutating func atom() throws -> BytePatternSyntax {
    let byte = bytes[at]
    at += 1
    switch byte {
    case UInt8(ascii: "^"): return .start
    case UInt8(ascii: "$"): return .end
    case UInt8(ascii: "."): return .set(ByteSet().inverted)
    case UInt8(ascii: "("): return try group()
    case UInt8(ascii: "["): return .set(try set())
    case UInt8(ascii: "\\"): return .set(cased(try escape()))
    case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"), UInt8(ascii: "{"), UInt8(ascii: "}"),
      UInt8(ascii: "]"):
      throw Unknown()
    default: return .set(cased(ByteSet([byte])))
    }
  }

  private mutating func group() throws -> BytePatternSyntax {
    var number: Int?
    if skip("?") {
      guard skip(":") else { throw Unknown() }
    } else {
      groupCount += 1
      number = groupCount
    }
    let inner = try choice()
    guard skip(")") else { throw Unknown() }
    return .group(number, inner)
  }

  private mutating func quantified(_ atom: BytePatternSyntax) throws -> BytePatternSyntax {
    let (least, most): (Int, Int?)
    if skip("*") {
      (least, most) = (0, nil)
    } else if skip("+") {
      (least, most) = (1, nil)
    } else if skip("?") {
      (least, most) = (0, 1)
    } else if skip("{") {
      least = try number()
      most = skip(",") ? (next == UInt8(ascii: "}") ? nil : try number()) : least
      guard skip("}"), most ?? least >= least else { throw Unknown() }
    } else {
      return atom
    }
    // A part that may be empty would go round without end.
    if atom.canBeEmpty { throw Unknown() }
    let isLazy = skip("?")
    if let next, "+*?{".utf8.contains(next) { throw Unknown() }
    return .repeated(atom, least: least, most: most, isGreedy: !isLazy)
  }

  private mutating func number() throws -> Int {
    var value: Int?
    while let next, next &- 48 <= 9 {
      value = (value ?? 0) * 10 + Int(next - 48)
      if value! > BytePatternCompiler.longest { throw Unknown() }
      at += 1
    }
    guard let value else { throw Unknown() }
    return value
  }

  /// What follows a backslash.
  private mutating func escape() throws -> ByteSet {
    guard let byte = next else { throw Unknown() }
    at += 1
    switch byte {
    case UInt8(ascii: "d"): return BytePatternParser.digits
    case UInt8(ascii: "D"): return BytePatternParser.digits.inverted
    case UInt8(ascii: "w"): return BytePatternParser.word
    case UInt8(ascii: "W"): return BytePatternParser.word.inverted
    case UInt8(ascii: "s"): return ByteSet([0x20, 0x09])
    case UInt8(ascii: "S"): return ByteSet([0x20, 0x09]).inverted
    case UInt8(ascii: "t"): return ByteSet([0x09])
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: throw Unknown()
    default: return ByteSet([byte])
    }
  }

  /// The rest of a set in brackets.
  private mutating func set() throws -> ByteSet {
    let isInverted = skip("^")
    var result = ByteSet()
    var isEmpty = true
    while let byte = next, byte != UInt8(ascii: "]") {
      at += 1
      isEmpty = false
      if byte == UInt8(ascii: "[") || (next == byte && "&-~".utf8.contains(byte)) { throw Unknown() }
      var members = byte == UInt8(ascii: "\\") ? try escape() : ByteSet([byte])
      if next == UInt8(ascii: "-"), at + 1 < bytes.count, bytes[at + 1] != UInt8(ascii: "]") {
        // A range between plain characters.
        let end = bytes[at + 1]
        guard byte != UInt8(ascii: "\\"), end != UInt8(ascii: "\\"), end != UInt8(ascii: "["), byte <= end,
          byte != UInt8(ascii: "-")
        else { throw Unknown() }
        members = ByteSet(byte...end)
        at += 2
      }
      result = result.union(members)
    }
    guard !isEmpty, skip("]") else { throw Unknown() }
    result = cased(result)
    return isInverted ? result.inverted : result
  }

  private func cased(_ set: ByteSet) -> ByteSet { ignoresCase ? set.withBothCases : set }

  private static let digits = ByteSet(0x30...0x39)
  private static let word = digits.union(ByteSet(0x41...0x5A)).union(ByteSet(0x61...0x7A)).union(
    ByteSet([0x5F]))
}

/// Turns what an expression says into the machine's program.
struct BytePatternCompiler {
  private(set) var program: [BytePattern.Instruction] = []
  /// Repeats are written out up to this number, and programs up to this length.
  static let longest = 1000

  /// False when the program gets too long.
  mutating func add(_ syntax: BytePatternSyntax) -> Bool {
    if program.count > BytePatternCompiler.longest { return false }
    switch syntax {
    case .set(let set): program.append(.one(set))
    case .start: program.append(.start)
    case .end: program.append(.end)
    case .sequence(let parts): return parts.allSatisfy { add($0) }
    case .choice(let parts): return add(choice: parts[...])
    case .group(let number, let inner):
      if let number { program.append(.mark(slot: 2 * number)) }
      guard add(inner) else { return false }
      if let number { program.append(.mark(slot: 2 * number + 1)) }
    case .repeated(.set(let set), let least, let most, true):
      program.append(.run(set, least: least, most: most ?? .max))
    case .repeated(let inner, let least, let most, let isGreedy):
      for _ in 0..<least { guard add(inner) else { return false } }
      return most.map { add(inner, upTo: $0 - least, isGreedy) } ?? add(loop: inner, isGreedy)
    }
    return true
  }

  private mutating func add(choice parts: ArraySlice<BytePatternSyntax>) -> Bool {
    guard let part = parts.first, parts.count > 1 else { return parts.first.map { add($0) } ?? true }
    let split = reserve()
    guard add(part) else { return false }
    let jump = reserve()
    program[split] = .split(split + 1, program.count)
    guard add(choice: parts.dropFirst()) else { return false }
    program[jump] = .jump(program.count)
    return true
  }

  private mutating func add(_ inner: BytePatternSyntax, upTo count: Int, _ isGreedy: Bool) -> Bool {
    var splits: [Int] = []
    for _ in 0..<count {
      splits.append(reserve())
      guard add(inner) else { return false }
    }
    for split in splits { program[split] = fork(split + 1, program.count, isGreedy) }
    return true
  }

  private mutating func add(loop inner: BytePatternSyntax, _ isGreedy: Bool) -> Bool {
    let split = reserve()
    guard add(inner) else { return false }
    program.append(.jump(split))
    program[split] = fork(split + 1, program.count, isGreedy)
    return true
  }

  private func fork(_ inner: Int, _ after: Int, _ isGreedy: Bool) -> BytePattern.Instruction {
    isGreedy ? .split(inner, after) : .split(after, inner)
  }

  private mutating func reserve() -> Int {
    program.append(.jump(0))
    return program.count - 1
  }
}
