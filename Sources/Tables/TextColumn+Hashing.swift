internal import Glibc

/// Mixes one word into a hash: a 128-bit product, folded to 64 bits.
@inlinable @inline(__always)
package func mixed(_ hash: UInt64, _ bits: UInt64) -> UInt64 {
  let product = (hash ^ bits ^ 0xA076_1D64_78BD_642F).multipliedFullWidth(by: 0xE703_7ED1_A0B4_28DB)
  return product.high ^ product.low
}

/// The part of a hash among so many. It depends on the upper half.
@inlinable @inline(__always)
package func part(of hash: UInt64, among parts: Int) -> Int { Int(((hash >> 32) &* UInt64(parts)) >> 32) }

/// The rows of each part, in order.
///
/// - Parameter hashes: one for each row.
package func rows(byPartOf hashes: [UInt64], among parts: Int) -> [[Int32]] {
  var rows = [[Int32]](repeating: [], count: parts)
  for (row, hash) in hashes.enumerated() { rows[part(of: hash, among: parts)].append(Int32(row)) }
  return rows
}

/// Mixes bytes into a hash, and their count, because the last words overlap.
@inline(__always)
private func mixed(_ text: UnsafeRawBufferPointer, into hash: UInt64) -> UInt64 {
  // SAFETY: each word lies between the start and the end, as `count` says.
  let count = text.count
  var hash = mixed(hash, UInt64(count))
  var position = 0
  while position &+ 8 <= count {
    hash = unsafe mixed(hash, text.loadUnaligned(fromByteOffset: position, as: UInt64.self))
    position &+= 8
  }
  if position == count { return hash }
  if count > 8 { return unsafe mixed(hash, text.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)) }
  if count >= 4 {
    let first = unsafe UInt64(text.loadUnaligned(as: UInt32.self))
    let last = unsafe UInt64(text.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self))
    return mixed(hash, first << 32 | last)
  }
  let ends = unsafe UInt64(text[0]) << 16 | UInt64(text[count - 1])
  return unsafe mixed(hash, ends | UInt64(text[count / 2]) << 8)
}

extension TextColumn {
  /// Mixes the bytes of each row into `hashes[row - range.lowerBound]`; nulls mix in a constant.
  package func mixHashes(of range: Range<Int>, into hashes: inout [UInt64]) {
    let nulls = validity.mayHaveNulls
    let offsets = offsets.span
    let base = range.lowerBound
    var hashes = hashes.mutableSpan
    // SAFETY: the pointer is used only inside this call, while `bytes` does not change.
    unsafe bytes.withUnsafeBytes { source in
      for row in range {
        if nulls && !validity[row] {
          hashes[row - base] = mixed(hashes[row - base], 0x6E75_6C6C)
          continue
        }
        let (start, end) = (Int(offsets[row]), Int(offsets[row + 1]))
        // SAFETY: the offsets are inside `bytes`.
        let text = unsafe UnsafeRawBufferPointer(rebasing: source[start..<end])
        hashes[row - base] = unsafe mixed(text, into: hashes[row - base])
      }
    }
  }

  /// Whether two valid rows, possibly of different columns, have the same bytes.
  package func equals(_ row: Int, _ other: TextColumn, _ otherRow: Int) -> Bool {
    let a = range(at: row)
    let b = other.range(at: otherRow)
    guard a.count == b.count else { return false }
    // SAFETY: both ranges lie inside their own bytes.
    return unsafe bytes.withUnsafeBytes { x in
      unsafe other.bytes.withUnsafeBytes { y in
        unsafe memcmp(x.baseAddress! + a.lowerBound, y.baseAddress! + b.lowerBound, a.count) == 0
      }
    }
  }
}
