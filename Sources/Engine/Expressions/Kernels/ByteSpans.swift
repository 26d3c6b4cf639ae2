internal import Glibc

/// Compares, searches and copies bytes: the unsafe operations under the text kernels.
enum ByteSpans {
  static func areEqual(_ a: Span<UInt8>, _ b: Span<UInt8>) -> Bool {
    a.count == b.count && order(a, b) == 0
  }

  /// Negative, zero or positive if `a` is before, equal to or after `b` in byte order, which for UTF-8
  /// is code point order.
  static func order(_ a: Span<UInt8>, _ b: Span<UInt8>) -> Int {
    let common = min(a.count, b.count)
    if common == 0 { return a.count - b.count }
    // SAFETY: both pointers are valid for `common` bytes and do not escape.
    let difference = unsafe a.withUnsafeBufferPointer { a in
      unsafe b.withUnsafeBufferPointer { b in
        unsafe memcmp(a.baseAddress!, b.baseAddress!, common)
      }
    }
    return difference != 0 ? Int(difference) : a.count - b.count
  }

  static func starts(_ text: Span<UInt8>, with part: Span<UInt8>) -> Bool {
    part.count <= text.count && areEqual(text.extracting(first: part.count), part)
  }

  static func ends(_ text: Span<UInt8>, with part: Span<UInt8>) -> Bool {
    part.count <= text.count && areEqual(text.extracting(last: part.count), part)
  }

  /// The first index at or after `start` where `part`, which is not empty, occurs in `text`.
  static func find(_ part: Span<UInt8>, in text: Span<UInt8>, from start: Int = 0) -> Int? {
    guard part.count > 0, text.count - start >= part.count else { return nil }
    let last = text.count - part.count
    let head = part[0]
    var at = start
    while at <= last {
      if text[at] == head,
        part.count == 1 || areEqual(text.extracting(at..<at + part.count), part)
      {
        return at
      }
      at &+= 1
    }
    return nil
  }

  /// The end of the code point that begins at `start`; one behind the text at its end.
  static func codePointEnd(in text: Span<UInt8>, from start: Int) -> Int {
    var end = start + 1
    while end < text.count, text[end] & 0xC0 == 0x80 { end += 1 }
    return end
  }

  static func isASCII(_ bytes: Span<UInt8>) -> Bool {
    var all: UInt8 = 0
    for index in 0..<bytes.count { all |= bytes[index] }
    return all < 0x80
  }

  /// Whether all bytes are ASCII, and whether any is one of the 26 letters starting at `first`.
  static func look(at bytes: Span<UInt8>, forLettersFrom first: UInt8) -> (isASCII: Bool, hasLetters: Bool) {
    // Simple reductions, which the compiler vectorises.
    var all: UInt8 = 0
    var least = UInt8.max
    for index in 0..<bytes.count {
      let byte = bytes[index]
      all |= byte
      least = min(least, byte &- first)
    }
    return (all < 0x80, least < 26)
  }

  static func append(_ bytes: Span<UInt8>, to output: inout [UInt8]) {
    // SAFETY: the buffer is read inside the closure and does not escape.
    unsafe bytes.withUnsafeBufferPointer { bytes in unsafe output.append(contentsOf: bytes) }
  }

  static func string(_ bytes: Span<UInt8>) -> String {
    // SAFETY: the buffer is read inside the closure and does not escape.
    unsafe bytes.withUnsafeBufferPointer { bytes in unsafe String(decoding: bytes, as: UTF8.self) }
  }

  /// A hash of all bytes, equal on every machine and in every run.
  static func hash(_ bytes: Span<UInt8>) -> UInt64 {
    var hash: UInt64 = 0x9E37_79B9_7F4A_7C15 ^ UInt64(truncatingIfNeeded: bytes.count)
    // SAFETY: every load is inside the buffer, which does not escape.
    return unsafe bytes.withUnsafeBytes { bytes in
      var index = 0
      while index &+ 8 <= bytes.count {
        let word = unsafe bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        hash = mixed(hash ^ UInt64(littleEndian: word))
        index &+= 8
      }
      var rest: UInt64 = 0
      while index < bytes.count {
        rest = rest << 8 | UInt64(unsafe bytes[index])
        index &+= 1
      }
      return mixed(hash ^ rest)
    }
  }

  @inline(__always)
  static func mixed(_ value: UInt64) -> UInt64 {
    let product = value.multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
    return product.low ^ product.high
  }
}
