internal import Glibc

/// The kind and state of the file at a path; links are followed.
package struct FileStatus: Sendable {
  package enum Kind: Sendable {
    case regular, folder, pipe, socket, device

    package var words: String {
      switch self {
      case .regular: "a file"
      case .folder: "a folder"
      case .pipe: "a pipe"
      case .socket: "a socket"
      case .device: "a device"
      }
    }
  }

  package let kind: Kind
  /// Nanoseconds since 1970.
  package let modified: Int64
  package let device: UInt64
  package let node: UInt64

  /// Nil if nothing exists at the path, or a link leads nowhere.
  package init?(path: String) {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return nil }
    switch status.st_mode & S_IFMT {
    case S_IFREG: kind = .regular
    case S_IFDIR: kind = .folder
    case S_IFIFO: kind = .pipe
    case S_IFSOCK: kind = .socket
    default: kind = .device
    }
    modified = Int64(status.st_mtim.tv_sec) &* 1_000_000_000 &+ Int64(status.st_mtim.tv_nsec)
    device = UInt64(status.st_dev)
    node = UInt64(status.st_ino)
  }

  /// Whether a path is a symbolic link, wherever it leads.
  package static func isLink(_ path: String) -> Bool {
    var status = stat()
    return unsafe lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
  }

  package func isSame(as other: FileStatus) -> Bool { device == other.device && node == other.node }
}
