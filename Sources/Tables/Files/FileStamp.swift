internal import Glibc

/// The identity and state of a file. Equal stamps mean the same bytes, as far as can be known without
/// reading them.
package struct FileStamp: Sendable, Equatable {
  package let bytes: Int
  private let device: UInt64
  private let node: UInt64
  private let modifiedNanoseconds: Int64

  /// The modification time.
  package var modified: Instant { Instant(microseconds: modifiedNanoseconds / 1000) }

  /// Nil if the path does not lead to a regular file.
  package init?(path: String) {
    var status = stat()
    // SAFETY: the path is valid until `stat` returns, and `status` is a complete structure.
    guard unsafe stat(path, &status) == 0 else { return nil }
    self.init(status)
  }

  /// Nil if the open file is not a regular file.
  init?(descriptor: Int32) {
    var status = stat()
    // SAFETY: `status` is a complete structure, which the system fills.
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

  /// Sets the modification time of a file, in microseconds since 1970.
  package static func setModified(_ path: String, microseconds: Int64) {
    let seconds = floorDivide(microseconds, 1_000_000)
    let time = timespec(tv_sec: Int(seconds), tv_nsec: Int(microseconds - seconds * 1_000_000) * 1000)
    let times = [time, time]
    // SAFETY: the system reads two times from an array of two. If it cannot set them, they stay as they
    // are.
    _ = unsafe times.withUnsafeBufferPointer { unsafe utimensat(AT_FDCWD, path, $0.baseAddress, 0) }
  }
}
