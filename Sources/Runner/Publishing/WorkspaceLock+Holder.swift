internal import Foundation
internal import Glibc
package import Ledger

extension WorkspaceLock {
  /// What the process that took the lock last said of itself: `process 4711 (acta nightly) since …`; nil
  /// when it has said that it ended.
  package static func holder(state: StateFolder) -> String? {
    let text = (try? String(contentsOfFile: state.lock, encoding: .utf8)) ?? ""
    let words = text.trimmingCharacters(in: .whitespacesAndNewlines)
    return words.isEmpty ? nil : words
  }

  /// Whether a process holds the lock now; takes it for no longer than to ask, and only where the last
  /// holder did not say that it had ended.
  package static func isHeld(state: StateFolder) -> Bool {
    guard holder(state: state) != nil else { return false }
    let descriptor = unsafe open(state.lock, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return flock(descriptor, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK
  }
}
