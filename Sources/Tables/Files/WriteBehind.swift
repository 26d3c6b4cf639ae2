internal import CLinux
internal import Glibc

/// Sends a long file to the disk while it is being written.
///
///     file    │ written, forgotten      │ on its way │ in memory only │
///
/// Otherwise the whole file would stay in the system's memory until a flush, and displace data that is
/// more likely to be read. Files shorter than a few chunks stay in memory.
package struct WriteBehind {
  private let isForgotten: Bool
  /// The position up to which the file is on its way to the disk.
  private var begun = 0

  private static let stretch = 8 << 20
  /// The number of chunks that get time to reach the disk before their memory is released. Chunks that
  /// have not reached it by then stay in memory: nothing waits.
  private static let lag = 3

  /// - Parameter isForgotten: whether the memory is released; false if the file will be read again soon.
  package init(isForgotten: Bool) { self.isForgotten = isForgotten }

  /// Call this when the file has been written up to `position`.
  package mutating func advance(to position: Int, of descriptor: Int32) {
    while position - begun >= WriteBehind.stretch {
      // Only advice: a file system that ignores it writes when it likes.
      acta_begin_writing(descriptor, begun, WriteBehind.stretch)
      let old = begun - WriteBehind.lag * WriteBehind.stretch
      if isForgotten, old >= 0 {
        _ = posix_fadvise(descriptor, off_t(old), off_t(WriteBehind.stretch), POSIX_FADV_DONTNEED)
      }
      begun += WriteBehind.stretch
    }
  }
}
