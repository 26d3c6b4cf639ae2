internal import Glibc

/// What the file system says of a file: two stamps that are equal are of the same bytes, as far as
/// anybody can tell without reading them.
package struct FileStamp: Sendable, Equatable {
  package let bytes: Int
  /// Nanoseconds since 1970.
  package let modified: Int64
  package let device: UInt64
  package let node: UInt64

  /// Nil where there is no such file, or it is no file.
  package init?(path: String) {
    var status = stat()
    guard unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    bytes = Int(status.st_size)
    modified = Int64(status.st_mtim.tv_sec) &* 1_000_000_000 &+ Int64(status.st_mtim.tv_nsec)
    device = UInt64(status.st_dev)
    node = UInt64(status.st_ino)
  }

  /// Gives a file the time at which another was changed.
  package static func setModified(_ path: String, microseconds: Int64) {
    let seconds = floorDivide(microseconds, 1_000_000)
    let time = timespec(tv_sec: Int(seconds), tv_nsec: Int(microseconds - seconds * 1_000_000) * 1000)
    let times = [time, time]
    // A time that cannot be set is a time that nobody asked about.
    _ = unsafe times.withUnsafeBufferPointer { unsafe utimensat(AT_FDCWD, path, $0.baseAddress, 0) }
  }
}
