internal import CLinux
internal import Glibc

/// Sends a long file to the disk while it is being written.
///
///     file    │ written, forgotten      │ on its way │ in memory only │
///
/// Otherwise all of it would wait in the system's memory until somebody waits for it, in new memory at that,
/// and push out what is more likely to be read. Files shorter than a few stretches stay in memory.
package struct WriteBehind {
  private let isForgotten: Bool
  /// Up to where the file is on its way to the disk.
  private var begun = 0

  private static let stretch = 8 << 20
  /// How many stretches are left to get to the disk before their memory is asked back. What has not got there
  /// by then stays in memory: nobody waits.
  private static let lag = 3

  /// - Parameter isForgotten: whether the memory goes; false where the file is soon read again.
  package init(isForgotten: Bool) { self.isForgotten = isForgotten }

  /// To be called when the file has been written up to `position`.
  package mutating func advance(to position: Int, of descriptor: Int32) {
    while position - begun >= WriteBehind.stretch {
      // Advice: a file system that does not take it writes when it likes.
      acta_begin_writing(descriptor, begun, WriteBehind.stretch)
      let old = begun - WriteBehind.lag * WriteBehind.stretch
      if isForgotten, old >= 0 {
        _ = posix_fadvise(descriptor, off_t(old), off_t(WriteBehind.stretch), POSIX_FADV_DONTNEED)
      }
      begun += WriteBehind.stretch
    }
  }
}
