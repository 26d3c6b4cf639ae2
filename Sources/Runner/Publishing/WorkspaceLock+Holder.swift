internal import Foundation
internal import Glibc

extension WorkspaceLock {
  /// Whether a process holds the lock now; takes it for no longer than to ask, and only where the last
  /// holder did not say that it had ended.
  package static func isHeld(state folder: String) -> Bool {
    let path = "\(folder)/lock"
    guard let holder = try? String(contentsOfFile: path, encoding: .utf8), !holder.isEmpty else {
      return false
    }
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return flock(descriptor, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK
  }
}
