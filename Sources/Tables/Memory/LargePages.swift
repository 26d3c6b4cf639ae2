internal import Glibc

/// Asks the system for pages of 2 MB under large arrays: fewer faults while they are filled, and fewer
/// misses when they are read out of order.
package enum LargePages {
  private static let pageSize = 2 << 20
  /// Smaller arrays lie in memory that has been used before.
  private static let worthAsking = 4 << 20

  /// An array of zeros, for tables of hashes. Of one type, as other modules would not specialise it.
  package static func zeros(_ count: Int) -> [Int32] {
    var zeros: [Int32] = []
    zeros.reserveCapacity(count)
    advise(&zeros)
    zeros.append(addingCapacity: count) { output in
      for _ in 0..<count { output.append(0) }
    }
    return zeros
  }

  /// - Parameter array: with its capacity reserved, and nothing written yet.
  package static func advise<Element>(_ array: inout [Element]) {
    let capacity = array.capacity * MemoryLayout<Element>.stride
    if capacity < worthAsking { return }
    // SAFETY: only the address of the array's own storage is used, and nothing is read or written; advice
    // about whole pages within it changes no contents.
    unsafe array.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      let address = UInt(bitPattern: base)
      let mask = UInt(pageSize - 1)
      let start = (address + mask) & ~mask
      let end = (address + UInt(capacity)) & ~mask
      guard start < end else { return }
      // A kernel that does not know of them goes on with small ones.
      _ = unsafe madvise(UnsafeMutableRawPointer(bitPattern: start), Int(end - start), MADV_HUGEPAGE)
    }
  }
}
