/// A hash of bytes that tells damaged bytes from sound ones.
func checksum(of bytes: UnsafeRawBufferPointer, seed: UInt64 = 0) -> UInt64 {
  // SAFETY: each word lies inside the bytes.
  var hash = mixed(seed, UInt64(bytes.count))
  var position = 0
  // Four hashes at a time: each waits for its own last product only.
  if bytes.count >= 64 {
    var (a, b, c, d) = (hash, hash &+ 1, hash &+ 2, hash &+ 3)
    while position &+ 32 <= bytes.count {
      a = unsafe mixed(a, bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self))
      b = unsafe mixed(b, bytes.loadUnaligned(fromByteOffset: position &+ 8, as: UInt64.self))
      c = unsafe mixed(c, bytes.loadUnaligned(fromByteOffset: position &+ 16, as: UInt64.self))
      d = unsafe mixed(d, bytes.loadUnaligned(fromByteOffset: position &+ 24, as: UInt64.self))
      position &+= 32
    }
    hash = mixed(mixed(mixed(a, b), c), d)
  }
  while position &+ 8 <= bytes.count {
    hash = unsafe mixed(hash, bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self))
    position &+= 8
  }
  while position < bytes.count {
    hash = unsafe mixed(hash, UInt64(bytes[position]))
    position &+= 1
  }
  return hash
}

extension [UInt8] {
  /// The same, of the bytes from `start` on.
  package func checksum(from start: Int = 0, _ seed: UInt64 = 0) -> UInt64 {
    // SAFETY: the checksum reads the array's bytes, which outlive the call.
    unsafe withUnsafeBytes {
      unsafe Tables.checksum(of: UnsafeRawBufferPointer(rebasing: $0[start...]), seed: seed)
    }
  }
}
