internal import CLinux

/// Memory that has been freed.
package enum FreedMemory {
  /// Arrays up to this size lie in memory that may have been used before. glibc's own limit is 32 MB at most.
  private static let largestReused: Int32 = 256 << 20
  /// Free memory at the heap's end that is given back to the system only when there is more.
  private static let mostKept: Int32 = 512 << 20

  /// Has memory kept for the next array instead of being given back: the columns of one step are freed
  /// when the next has made its own, and memory that the system hands out anew has first to be cleared, and
  /// on a virtual machine may have to be fetched from the host. To be called before there are threads.
  package static func keep() {
    // Limits that the allocator does not take leave it as it was.
    _ = mallopt(M_MMAP_THRESHOLD, largestReused)
    _ = mallopt(M_TRIM_THRESHOLD, mostKept)
  }
}
