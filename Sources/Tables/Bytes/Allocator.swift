internal import CLinux
internal import Glibc

/// Settings of the system's memory allocator for the whole program.
package enum Allocator {
  /// The size up to which arrays reuse freed memory. glibc's own limit is 32 MB.
  private static let largestReused: Int32 = 256 << 20
  /// The amount of free memory at the end of the heap above which it goes back to the system.
  private static let mostKept: Int32 = 512 << 20

  /// Keeps freed memory for the next array instead of returning it to the system. Call this before any
  /// thread starts.
  ///
  /// The columns of one step are freed when the next step has made its own. New memory from the system
  /// must be cleared first, and on a virtual machine it may have to be fetched from the host.
  package static func keepFreedMemory() {
    // Where address space is limited (`ulimit -v`), all threads share one heap: another one reserves 128 MB, and
    // without it a thread gets each piece of memory from the system, which takes a hundred times as long.
    var limit = rlimit()
    if unsafe getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0, limit.rlim_cur < 4 << 30 {
      _ = mallopt(M_ARENA_MAX, 1)
    }
    // If the allocator refuses a limit, the old one stays.
    _ = mallopt(M_MMAP_THRESHOLD, largestReused)
    _ = mallopt(M_TRIM_THRESHOLD, mostKept)
  }

  /// The memory that was freed and is kept, which the next arrays take before the system is asked for more.
  package static var bytesKept: Int { Int(mallinfo2().fordblks) }
}
