internal import Glibc

/// Which file it is, and in which state: two equal stamps mean the same bytes, as far as one can tell without
/// reading them.
package struct FileStamp: Sendable, Equatable {
  package let bytes: Int
  private let device: UInt64
  private let node: UInt64
  private let modifiedNanoseconds: Int64

  /// When the file was last changed.
  package var modified: Instant { Instant(microseconds: modifiedNanoseconds / 1000) }

  /// Nil if there is nothing at the path, or not a regular file.
  package init?(path: String) {
    var status = stat()
    // SAFETY: the path is a string that lives until `stat` returns, and `status` is a whole structure.
    guard unsafe stat(path, &status) == 0 else { return nil }
    self.init(status)
  }

  /// Nil if the open file is not a regular one.
  init?(descriptor: Int32) {
    var status = stat()
    // SAFETY: `status` is a whole structure, which the system fills.
    guard unsafe fstat(descriptor, &status) == 0 else { return nil }
    self.init(status)
  }

  private init?(_ status: stat) {
    guard status.st_mode & S_IFMT == S_IFREG else { return nil }
    bytes = Int(status.st_size)
    device = UInt64(status.st_dev)
    node = UInt64(status.st_ino)
    modifiedNanoseconds = Int64(status.st_mtim.tv_sec) &* 1_000_000_000 &+ Int64(status.st_mtim.tv_nsec)
  }

  /// Sets when a file was last changed; microseconds since 1970.
  package static func setModified(_ path: String, microseconds: Int64) {
    let seconds = floorDivide(microseconds, 1_000_000)
    let time = timespec(tv_sec: Int(seconds), tv_nsec: Int(microseconds - seconds * 1_000_000) * 1000)
    let times = [time, time]
    // SAFETY: the system reads two times, which is how many there are. A time that it cannot set is left as it is.
    _ = unsafe times.withUnsafeBufferPointer { unsafe utimensat(AT_FDCWD, path, $0.baseAddress, 0) }
  }
}
