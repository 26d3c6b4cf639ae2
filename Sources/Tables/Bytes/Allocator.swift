internal import CLinux

/// Settings of the system's memory allocator, for the whole program.
package enum Allocator {
  /// Arrays up to this size are taken from memory that was freed before, if there is some; by itself glibc
  /// goes up to 32 MB at most.
  private static let largestReused: Int32 = 256 << 20
  /// Free memory at the end of the heap goes back to the system only when there is more than this.
  private static let mostKept: Int32 = 512 << 20

  /// Keeps freed memory for the next array instead of giving it back to the system. To be called before there
  /// are threads.
  ///
  /// The columns of one step are freed when the next step has made its own. New memory from the system has to be
  /// cleared first, and on a virtual machine it may have to be fetched from the host.
  package static func keepFreedMemory() {
    // If the allocator refuses a limit, it stays as it was.
    _ = mallopt(M_MMAP_THRESHOLD, largestReused)
    _ = mallopt(M_TRIM_THRESHOLD, mostKept)
  }
}
