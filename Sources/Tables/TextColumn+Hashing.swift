internal import Glibc

/// Folds one word into a hash: a 128-bit product whose halves are crossed.
@inlinable @inline(__always)
package func mixed(_ hash: UInt64, _ bits: UInt64) -> UInt64 {
  let product = (hash ^ bits ^ 0xA076_1D64_78BD_642F).multipliedFullWidth(by: 0xE703_7ED1_A0B4_28DB)
  return product.high ^ product.low
}

extension TextColumn {
  /// Folds each row's bytes into `hashes[row - range.lowerBound]`; nulls fold in a word of their own.
  package func mixHashes(of range: Range<Int>, into hashes: inout [UInt64]) {
    let nulls = validity.mayHaveNulls
    // SAFETY: used only inside this call, while `bytes` is not changed.
    unsafe bytes.withUnsafeBytes { source in
      for row in range {
        if nulls && !validity[row] {
          hashes[row - range.lowerBound] = mixed(hashes[row - range.lowerBound], 0x6E75_6C6C)
          continue
        }
        var position = Int(offsets[row])
        let end = Int(offsets[row + 1])
        var hash = mixed(hashes[row - range.lowerBound], UInt64(end - position))
        while end - position >= 8 {
          // SAFETY: eight bytes from `position` end at or before `end`, which offsets keep inside.
          hash = mixed(hash, unsafe source.loadUnaligned(fromByteOffset: position, as: UInt64.self))
          position += 8
        }
        var rest: UInt64 = 0
        var shift: UInt64 = 0
        while position < end {
          rest |= UInt64(unsafe source[position]) << shift
          shift += 8
          position += 1
        }
        hashes[row - range.lowerBound] = shift == 0 ? hash : mixed(hash, rest)
      }
    }
  }

  /// Whether two rows, possibly of different columns, have the same bytes; both must be valid.
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

  /// The order of two rows by their bytes, which is the order by code points: negative, 0 or positive.
  package func compare(_ row: Int, _ other: TextColumn, _ otherRow: Int) -> Int {
    let a = range(at: row)
    let b = other.range(at: otherRow)
    let common = min(a.count, b.count)
    let order =
      common == 0
      ? 0
      : unsafe bytes.withUnsafeBytes { x in
        // SAFETY: `common` bytes lie inside both ranges.
        unsafe other.bytes.withUnsafeBytes { y in
          Int(unsafe memcmp(x.baseAddress! + a.lowerBound, y.baseAddress! + b.lowerBound, common))
        }
      }
    return order != 0 ? order : a.count - b.count
  }

  /// The first eight bytes as a big-endian word, zeros after the end: orders rows as far as it goes.
  package func prefix(at row: Int) -> UInt64 {
    let range = range(at: row)
    var word: UInt64 = 0
    for place in 0..<min(8, range.count) {
      word |= UInt64(bytes[range.lowerBound + place]) << UInt64(56 - 8 * place)
    }
    return word
  }
}
