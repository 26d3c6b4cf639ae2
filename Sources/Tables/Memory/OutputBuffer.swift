internal import Glibc

/// Bytes on their way to a file: grows as needed, is emptied and used again.
///
/// One of the few places with unsafe code: formatted cells are small and many, and the checks of an
/// array for each byte were most of the time of writing. What is unsafe stays in this file.
@safe package struct OutputBuffer: ~Copyable {
  private var base: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  package private(set) var count = 0

  package init(capacity: Int = 64 * 1024) {
    self.capacity = max(capacity, 64)
    unsafe base = .allocate(capacity: self.capacity)
  }

  deinit {
    // SAFETY: allocated in `init` or `grow`, and freed there when replaced.
    unsafe base.deallocate()
  }

  package var isEmpty: Bool { count == 0 }

  /// Forgets the bytes and keeps the memory.
  package mutating func removeAll() { count = 0 }

  package mutating func append(_ byte: UInt8) {
    if count == capacity { grow(1) }
    // SAFETY: there is room for one byte at `count`.
    unsafe base[count] = byte
    count &+= 1
  }

  package mutating func append(_ text: StaticString) {
    let length = text.utf8CodeUnitCount
    reserve(length)
    // SAFETY: a static string's bytes live as long as the program; there is room for `length`.
    unsafe memcpy(base + count, text.utf8Start, length)
    count &+= length
  }

  package mutating func append(_ bytes: Span<UInt8>) {
    let length = bytes.count
    reserve(length)
    // SAFETY: there is room for `length`, and the span cannot overlap memory that only `self` owns.
    unsafe bytes.withUnsafeBufferPointer { source in
      if let start = source.baseAddress { unsafe memcpy(base + count, start, length) }
    }
    count &+= length
  }

  /// The bytes of `source` in `range`, which must lie inside it.
  package mutating func append(_ source: Span<UInt8>, _ range: Range<Int>) {
    precondition(range.lowerBound >= 0 && range.upperBound <= source.count)
    let length = range.count
    let isShort = length <= 16 && source.count &- range.lowerBound >= 16
    reserve(max(length, 16))
    // SAFETY: checked above; see the other `append` of a stretch for the 16 bytes.
    unsafe source.withUnsafeBufferPointer { source in
      if let start = source.baseAddress {
        let from = unsafe start + range.lowerBound
        if isShort {
          unsafe memcpy(base + count, from, 16)
        } else {
          unsafe memcpy(base + count, from, length)
        }
      }
    }
    count &+= length
  }

  package mutating func append(_ text: String) {
    var text = text
    text.withUTF8 { bytes in
      reserve(bytes.count)
      // SAFETY: there is room for all of `bytes`, which are read before the closure ends.
      if let start = bytes.baseAddress { unsafe memcpy(base + count, start, bytes.count) }
      count &+= bytes.count
    }
  }

  /// A stretch of another buffer, which must lie inside it.
  ///
  /// Cells are mostly short: two words are copied at once where there is room, whatever they hold.
  package mutating func append(_ source: borrowing OutputBuffer, from start: Int, to end: Int) {
    precondition(start >= 0 && start <= end && end <= source.count)
    let length = end &- start
    if length <= 16 && source.capacity &- start >= 16 {
      reserve(16)
      // SAFETY: both memories have 16 bytes from here; what is past `length` is never read as bytes
      // of the buffer.
      unsafe memcpy(base + count, source.base + start, 16)
    } else {
      reserve(length)
      // SAFETY: `length` bytes are in the source and fit.
      unsafe memcpy(base + count, source.base + start, length)
    }
    count &+= length
  }

  /// Thirty-two bytes are stored at once, of which the fragment's own count.
  @inline(__always)
  package mutating func append(_ fragment: ByteFragment) {
    reserve(ByteFragment.capacity)
    // SAFETY: there is room for all of the vector; a raw store needs no alignment.
    unsafe UnsafeMutableRawPointer(base + count).storeBytes(of: fragment.bytes, as: SIMD32<UInt8>.self)
    count &+= fragment.count
  }

  /// The lowest `length` bytes of a word, the lowest first; at most 8.
  @inline(__always)
  package mutating func append(word: UInt64, length: Int) {
    reserve(8)
    // SAFETY: there is room for all of the word; a raw store needs no alignment.
    unsafe UnsafeMutableRawPointer(base + count).storeBytes(of: word.littleEndian, as: UInt64.self)
    count &+= length
  }

  /// How many bytes from `place` on are the same as from `earlier` on.
  package func commonLength(_ earlier: Int, _ place: Int) -> Int {
    precondition(earlier >= 0 && earlier < place && place <= count)
    let end = count &- place
    var length = 0
    while length &+ 8 <= end {
      // SAFETY: both words end before `place + end`, which is not past `count`.
      let a = unsafe UnsafeRawPointer(base + earlier + length).loadUnaligned(as: UInt64.self)
      let b = unsafe UnsafeRawPointer(base + place + length).loadUnaligned(as: UInt64.self)
      if a != b { return length &+ (a.littleEndian ^ b.littleEndian).trailingZeroBitCount >> 3 }
      length &+= 8
    }
    // SAFETY: as above, byte by byte.
    while length < end, unsafe base[earlier + length] == base[place + length] { length &+= 1 }
    return length
  }

  /// The decimal digits of `value`, at least `width` of them (leading zeros); at most 20.
  package mutating func append(digits value: UInt64, width: Int = 1) {
    let length = max(OutputBuffer.digitCount(value), width)
    reserve(length)
    var rest = value
    var place = count &+ length
    count = place
    for _ in 0..<length {
      place &-= 1
      let quotient = rest / 10
      // SAFETY: `place` runs from the last to the first of the `length` bytes reserved above.
      unsafe base[place] = 0x30 &+ UInt8(truncatingIfNeeded: rest &- quotient &* 10)
      rest = quotient
    }
  }

  private static func digitCount(_ value: UInt64) -> Int {
    var count = 1
    var rest = value
    while rest >= 10_000 {
      rest /= 10_000
      count &+= 4
    }
    if rest >= 1000 { return count &+ 3 }
    if rest >= 100 { return count &+ 2 }
    return rest >= 10 ? count &+ 1 : count
  }

  /// Gives up the last byte.
  package mutating func removeLast() {
    precondition(count > 0)
    count &-= 1
  }

  /// Gives up all bytes from `end` on.
  package mutating func truncate(to end: Int) {
    precondition(end >= 0 && end <= count)
    count = end
  }

  package subscript(index: Int) -> UInt8 {
    precondition(index >= 0 && index < count)
    // SAFETY: checked just above.
    return unsafe base[index]
  }

  /// Sets a byte that was appended before.
  package mutating func replace(_ index: Int, with byte: UInt8) {
    precondition(index >= 0 && index < count)
    // SAFETY: checked just above.
    unsafe base[index] = byte
  }

  /// Lends the bytes.
  package borrowing func withBytes<R, E: Error>(_ body: (Span<UInt8>) throws(E) -> R) throws(E) -> R {
    // SAFETY: `self` is borrowed while `body` runs, so the memory stays and does not change.
    try body(unsafe Span(_unsafeStart: UnsafePointer(base), count: count))
  }

  package borrowing func copy() -> [UInt8] {
    withBytes { bytes in
      [UInt8](capacity: bytes.count) { output in
        for index in bytes.indices { output.append(bytes[index]) }
      }
    }
  }

  /// Makes room for `more` bytes.
  package mutating func reserve(_ more: Int) {
    if capacity &- count < more { grow(more) }
  }

  private mutating func grow(_ more: Int) {
    let wanted = max(capacity * 2, count + more)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: wanted)
    // SAFETY: `count` bytes are initialised in the old memory and fit in the new.
    unsafe memcpy(larger, base, count)
    unsafe base.deallocate()
    unsafe base = larger
    capacity = wanted
  }
}
