/// A growing byte buffer for output, emptied and reused.
///
/// Formatted cells are small and many: with an array, the checks for each byte were most of the time of
/// writing. So the buffer manages its own memory, and all code that touches it is in this file. Members
/// that run once or more per cell are inlinable, because workbooks are written in another target; this
/// requires `@usableFromInline` on the type, too.
@usableFromInline
@safe package struct OutputBuffer: ~Copyable {
  @usableFromInline var base: UnsafeMutableRawPointer
  @usableFromInline var capacity: Int
  @usableFromInline var length = 0

  package init(capacity: Int = 64 * 1024) {
    self.capacity = max(capacity, 64)
    unsafe base = .allocate(byteCount: self.capacity, alignment: 16)
  }

  deinit {
    // SAFETY: allocated in `init` or `grow`, and freed there when replaced.
    unsafe base.deallocate()
  }

  @inlinable package var count: Int { length }

  // MARK: Memory

  /// Reserves space for `more` bytes.
  @inlinable @inline(__always)
  package mutating func reserve(_ more: Int) {
    if capacity &- length < more { grow(more) }
  }

  @usableFromInline @inline(never)
  mutating func grow(_ more: Int) {
    let wanted = max(capacity * 2, length + more)
    let larger = UnsafeMutableRawPointer.allocate(byteCount: wanted, alignment: 16)
    // SAFETY: `length` bytes are in the old memory and fit in the new.
    unsafe larger.copyMemory(from: base, byteCount: length)
    unsafe base.deallocate()
    unsafe base = larger
    capacity = wanted
  }

  /// Stores all bytes of a value after the last byte, but counts only the first `counted` of them.
  @inlinable @inline(__always)
  mutating func store<Value: BitwiseCopyable>(_ value: Value, counted: Int) {
    reserve(MemoryLayout<Value>.size)
    // SAFETY: there is space for the whole value; a raw store needs no alignment.
    unsafe base.storeBytes(of: value, toByteOffset: length, as: Value.self)
    length &+= counted
  }

  // MARK: Appending

  @inlinable
  package mutating func append(_ byte: UInt8) { store(byte, counted: 1) }

  package mutating func append(_ text: StaticString) {
    text.withUTF8Buffer { bytes in
      // SAFETY: the bytes of a static string live as long as the program.
      append(unsafe bytes.span)
    }
  }

  package mutating func append(_ text: String) {
    var text = text
    // SAFETY: the bytes are read before the closure ends.
    text.withUTF8 { append(unsafe $0.span) }
  }

  @usableFromInline
  package mutating func append(_ bytes: Span<UInt8>) {
    reserve(bytes.count)
    // SAFETY: there is space for the whole span, which cannot overlap memory that only `self` owns.
    unsafe bytes.withUnsafeBytes { source in
      if let start = source.baseAddress {
        unsafe (base + length).copyMemory(from: start, byteCount: source.count)
      }
    }
    length &+= bytes.count
  }

  /// Appends the bytes of `source` in `range`, which must be inside it.
  package mutating func append(_ source: Span<UInt8>, _ range: Range<Int>) {
    precondition(range.lowerBound >= 0 && range.upperBound <= source.count)
    if range.count <= 16 && source.count &- range.lowerBound >= 16 {
      store(SIMD16(source, at: range.lowerBound), counted: range.count)
    } else {
      append(source.extracting(range))
    }
  }

  /// Appends a range of another buffer, which must be inside it.
  ///
  /// Cells are mostly short: sixteen bytes are copied at once if the source has that much memory.
  @inlinable
  package mutating func append(_ source: borrowing OutputBuffer, from start: Int, to end: Int) {
    precondition(start >= 0 && start <= end && end <= source.length)
    if end &- start <= 16 && source.capacity &- start >= 16 {
      // SAFETY: the source has 16 bytes of memory from here; those past `end` are not counted.
      store(
        unsafe source.base.loadUnaligned(fromByteOffset: start, as: SIMD16<UInt8>.self), counted: end &- start
      )
    } else {
      source.withBytes { append($0.extracting(start..<end)) }
    }
  }

  @inlinable @inline(__always)
  package mutating func append(_ fragment: ByteFragment) { store(fragment.bytes, counted: fragment.count) }

  /// Appends the lowest `length` bytes of a word, the lowest first; at most 8.
  @inlinable @inline(__always)
  package mutating func append(word: UInt64, length: Int) { store(word.littleEndian, counted: length) }

  /// Appends the decimal digits of `value`, with leading zeros up to `width` digits; at most 20.
  package mutating func append(digits value: UInt64, width: Int = 1) {
    let added = max(OutputBuffer.digitCount(value), width)
    reserve(added)
    var rest = value
    var place = length &+ added
    length = place
    for _ in 0..<added {
      place &-= 1
      let quotient = rest / 10
      // SAFETY: `place` runs from the last to the first of the bytes reserved above.
      unsafe base.storeBytes(
        of: 0x30 &+ UInt8(truncatingIfNeeded: rest &- quotient &* 10), toByteOffset: place, as: UInt8.self)
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

  // MARK: Changing

  /// Removes all bytes and keeps the memory.
  package mutating func removeAll() { length = 0 }

  package mutating func removeLast() {
    precondition(length > 0)
    length &-= 1
  }

  /// Removes all bytes from `end` on.
  package mutating func truncate(to end: Int) {
    precondition(end >= 0 && end <= length)
    length = end
  }

  /// Replaces a byte that was appended before.
  package mutating func replace(_ index: Int, with byte: UInt8) {
    precondition(index >= 0 && index < length)
    // SAFETY: checked just above.
    unsafe base.storeBytes(of: byte, toByteOffset: index, as: UInt8.self)
  }

  // MARK: Reading

  package subscript(index: Int) -> UInt8 {
    precondition(index >= 0 && index < length)
    // SAFETY: checked just above.
    return unsafe base.load(fromByteOffset: index, as: UInt8.self)
  }

  /// Passes the bytes to `body`.
  @inlinable @inline(__always)
  package borrowing func withBytes<R, E: Error>(_ body: (Span<UInt8>) throws(E) -> R) throws(E) -> R {
    // SAFETY: `self` is borrowed while `body` runs, so the memory stays and does not change.
    try body(unsafe Span(_unsafeStart: base.assumingMemoryBound(to: UInt8.self), count: length))
  }

  package borrowing func copy() -> [UInt8] {
    withBytes { bytes in
      [UInt8](capacity: bytes.count) { output in
        for index in bytes.indices { output.append(bytes[index]) }
      }
    }
  }
}

extension SIMD16<UInt8> {
  /// Sixteen bytes of a span, which must have as many from `index` on.
  @inline(__always)
  fileprivate init(_ bytes: Span<UInt8>, at index: Int) {
    // SAFETY: any sixteen bytes are a vector, and the load checks that they are in the span.
    self = unsafe bytes.bytes.unsafeLoadUnaligned(fromByteOffset: index, as: SIMD16<UInt8>.self)
  }
}
