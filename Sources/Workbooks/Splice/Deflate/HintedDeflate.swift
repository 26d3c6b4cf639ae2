internal import Tables

/// Compresses bytes whose repeats are known: deflate without the search for repeats.
///
///     bytes    …</v></c><c r="B1201" s="2" t="s"><v>77
///     tokens   (repeat 20, from 310 before) 1 (repeat 17, from 310 before) 7 7
///     block    codes of both, made for this block
///
/// On the rows of a sheet it is faster than the libraries and compresses as well as zlib's level 6. On 80,000
/// rows of eight cells, 34.7 MB, in the chunks that ``SheetBodies`` makes (instructions as counted by
/// callgrind):
///
///     HintedDeflate         667 million instructions    5.3 MB
///     libdeflate, level 1   899 million                 6.7 MB
///     libdeflate, level 4  1604 million                 5.6 MB
///     zlib, level 1        1686 million                 7.4 MB
struct HintedDeflate: ~Copyable {
  /// A run of literal bytes, by its length; or, if the highest bit is set, a repeat: 9 bits of length, 16 of
  /// distance.
  private var tokens: [UInt32] = []
  /// The number of occurrences of each symbol.
  private var literals = InlineArray<286, Int>(repeating: 0)
  private var distances = InlineArray<30, Int>(repeating: 0)
  private var output = OutputBuffer(capacity: 64 * 1024)
  private var pending: UInt64 = 0
  private var pendingCount: UInt64 = 0

  private static let longestDistance = 32_768
  private static let longestRepeat = 258
  /// A shorter repeat takes more room than the bytes themselves.
  private static let shortestRepeat = 5

  /// One block of a stream, aligned to whole bytes. `isLast` ends the stream.
  static func block(
    _ plain: borrowing OutputBuffer, _ hints: borrowing RepeatHints, isLast: Bool
  ) -> DeflateBlock {
    var deflate = HintedDeflate()
    deflate.findTokens(plain, hints)
    deflate.writeBlock(plain, isLast: isLast)
    let checksum = plain.withBytes { DeflateBlock.checksum($0) }
    return DeflateBlock(bytes: deflate.output.copy(), checksum: checksum, plainCount: plain.count)
  }

  // MARK: Tokens

  private mutating func findTokens(_ plain: borrowing OutputBuffer, _ hints: borrowing RepeatHints) {
    var done = 0
    for hint in hints.hints.span.indices {
      let place = Int(hints.hints[hint].place)
      let earlier = Int(hints.hints[hint].earlier)
      if place < done || earlier >= place || place &- earlier > HintedDeflate.longestDistance { continue }
      var rest = plain.withBytes { HintedDeflate.commonLength($0, earlier, place) }
      if rest < HintedDeflate.shortestRepeat { continue }
      addRun(plain, done, place)
      done = place
      while rest >= HintedDeflate.shortestRepeat {
        let length = min(rest, HintedDeflate.longestRepeat)
        addRepeat(length, distance: place &- earlier)
        done &+= length
        rest &-= length
      }
    }
    addRun(plain, done, plain.count)
    literals[DeflateSymbol.end] = 1
  }

  /// The number of equal bytes from `place` and from `earlier` on.
  private static func commonLength(_ bytes: Span<UInt8>, _ earlier: Int, _ place: Int) -> Int {
    let end = bytes.count &- place
    var length = 0
    while length &+ 8 <= end {
      let difference =
        ByteWord(bytes, at: earlier &+ length).bits ^ ByteWord(bytes, at: place &+ length).bits
      if difference != 0 { return length &+ difference.trailingZeroBitCount >> 3 }
      length &+= 8
    }
    while length < end, bytes[earlier + length] == bytes[place + length] { length &+= 1 }
    return length
  }

  @inline(__always)
  private mutating func addRepeat(_ length: Int, distance: Int) {
    tokens.append(1 << 31 | UInt32(length) << 16 | UInt32(distance &- 1))
    literals[DeflateSymbol(length: length).symbol] &+= 1
    distances[DeflateSymbol(distance: distance).symbol] &+= 1
  }

  private mutating func addRun(_ plain: borrowing OutputBuffer, _ start: Int, _ end: Int) {
    if start == end { return }
    tokens.append(UInt32(end &- start))
    plain.withBytes { bytes in
      for place in start..<end { literals[Int(bytes[place])] &+= 1 }
    }
  }

  // MARK: Bits

  private mutating func writeBlock(_ plain: borrowing OutputBuffer, isLast: Bool) {
    let literalCode = HuffmanCode(literals.indices.map { literals[$0] }, limit: 15)
    let distanceCode = HuffmanCode(distances.indices.map { distances[$0] }, limit: 15)
    // 1: the last block of the stream; 2: a block with its own codes.
    put(isLast ? 1 : 0, 1)
    put(2, 2)
    writeCodes(literalCode.lengths, distanceCode.lengths)
    let literalWords = HintedDeflate.words(literalCode)
    let distanceWords = HintedDeflate.words(distanceCode)
    var place = 0
    for token in tokens {
      if token >> 31 == 0 {
        plain.withBytes { bytes in
          for index in place..<place &+ Int(token) { put(literalWords[Int(bytes[index])]) }
        }
        place &+= Int(token)
      } else {
        let length = Int(token >> 16 & 0x1FF)
        let lengthSymbol = DeflateSymbol(length: length)
        put(literalWords[lengthSymbol.symbol])
        put(UInt64(lengthSymbol.extra), UInt64(lengthSymbol.extraCount))
        let distanceSymbol = DeflateSymbol(distance: Int(token & 0xFFFF) &+ 1)
        put(distanceWords[distanceSymbol.symbol])
        put(UInt64(distanceSymbol.extra), UInt64(distanceSymbol.extraCount))
        place &+= length
      }
    }
    put(literalWords[DeflateSymbol.end])
    if !isLast {
      // An empty stored block begins on a byte boundary; zlib calls this a sync flush.
      put(0, 3)
      finishByte()
      output.append(word: 0xFFFF_0000, length: 4)
    }
    finishByte()
  }

  /// A code's bits; from bit 16 on, their number.
  private static func words(_ code: HuffmanCode) -> [UInt32] {
    zip(code.bits, code.lengths).map { UInt32($0) | UInt32($1) << 16 }
  }

  @inline(__always)
  private mutating func put(_ word: UInt32) { put(UInt64(word & 0xFFFF), UInt64(word >> 16)) }

  @inline(__always)
  private mutating func put(_ bits: UInt64, _ count: UInt64) {
    pending |= bits &<< pendingCount
    pendingCount &+= count
    if pendingCount >= 32 {
      output.append(word: pending, length: 4)
      pending &>>= 32
      pendingCount &-= 32
    }
  }

  private mutating func finishByte() {
    output.append(word: pending, length: Int(pendingCount + 7) / 8)
    (pending, pendingCount) = (0, 0)
  }

  // MARK: Codes

  /// Writes the lengths of both codes, which are compressed as well.
  private mutating func writeCodes(_ literals: [UInt8], _ distances: [UInt8]) {
    let literalCount = max(257, (literals.lastIndex { $0 > 0 } ?? 0) + 1)
    let distanceCount = max(1, (distances.lastIndex { $0 > 0 } ?? 0) + 1)
    let runs = HintedDeflate.runs(Array(literals[..<literalCount] + distances[..<distanceCount]))
    var frequencies = [Int](repeating: 0, count: 19)
    for run in runs { frequencies[run.symbol] += 1 }
    let code = HuffmanCode(frequencies, limit: 7)
    let order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
    let count = max(4, (order.lastIndex { code.lengths[$0] > 0 } ?? 0) + 1)
    put(UInt64(literalCount - 257), 5)
    put(UInt64(distanceCount - 1), 5)
    put(UInt64(count - 4), 4)
    for symbol in order[..<count] { put(UInt64(code.lengths[symbol]), 3) }
    for run in runs {
      put(UInt64(code.bits[run.symbol]), UInt64(code.lengths[run.symbol]))
      put(UInt64(run.extra), UInt64(run.extraCount))
    }
  }

  /// Run-length encoding in deflate's symbols: 16 repeats the previous length 3 to 6 times, 17 stands for 3 to
  /// 10 zeros, 18 for 11 to 138.
  private static func runs(_ lengths: [UInt8]) -> [DeflateSymbol] {
    var runs: [DeflateSymbol] = []
    var place = 0
    while place < lengths.count {
      let value = lengths[place]
      let same = lengths[place...].prefix { $0 == value }.count
      let isRepeat = value > 0 && place > 0 && lengths[place - 1] == value
      if value == 0, same >= 11 {
        runs.append(DeflateSymbol(symbol: 18, extra: min(same, 138) - 11, extraCount: 7))
        place += min(same, 138)
      } else if value == 0, same >= 3 {
        runs.append(DeflateSymbol(symbol: 17, extra: same - 3, extraCount: 3))
        place += same
      } else if isRepeat, same >= 3 {
        runs.append(DeflateSymbol(symbol: 16, extra: min(same, 6) - 3, extraCount: 2))
        place += min(same, 6)
      } else {
        runs.append(DeflateSymbol(symbol: Int(value), extra: 0, extraCount: 0))
        place += 1
      }
    }
    return runs
  }
}

/// A symbol of deflate and the bits that follow it.
struct DeflateSymbol {
  var symbol: Int
  var extra: Int
  var extraCount: Int

  /// Marks the end of a block. Lower symbols are bytes, higher ones lengths.
  static let end = 256
}

extension DeflateSymbol {
  /// 3 to 258.
  @inline(__always)
  init(length: Int) {
    if length == 258 {
      self.init(symbol: 285, extra: 0, extraCount: 0)
    } else {
      // Four symbols for each doubling.
      let value = length &- 3
      let bits = value < 8 ? 0 : 61 &- value.leadingZeroBitCount
      self.init(
        symbol: 257 &+ bits &* 4 &+ value &>> bits, extra: value & ((1 &<< bits) &- 1), extraCount: bits)
    }
  }

  /// 1 to 32,768.
  @inline(__always)
  init(distance: Int) {
    // Two symbols for each doubling.
    let value = distance &- 1
    let bits = value < 4 ? 0 : 62 &- value.leadingZeroBitCount
    self.init(symbol: bits &* 2 &+ value &>> bits, extra: value & ((1 &<< bits) &- 1), extraCount: bits)
  }
}
