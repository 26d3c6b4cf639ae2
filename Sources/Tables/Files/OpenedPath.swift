internal import Foundation
internal import Glibc

/// Where an open file is, as the system knows it: whatever links led there, and whatever became of them since.
package enum OpenedPath {
  /// Nil if the system does not say.
  package static func of(_ descriptor: Int32) -> String? {
    try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(descriptor)")
  }

  /// The place of a folder; nil if there is none.
  package static func of(folder path: String) -> String? {
    // SAFETY: the path is valid until `open` returns.
    let descriptor = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if descriptor < 0 { return nil }
    defer { close(descriptor) }
    return of(descriptor)
  }

  package static func isBelow(_ path: String, _ root: String) -> Bool {
    path == root || path.hasPrefix(root == "/" ? root : root + "/")
  }
}
