internal import Foundation
internal import Glibc
package import Ledger

extension WorkspaceLock {
  /// The description of the process that took the lock last: `process 4711 (acta nightly) since …`; nil if that
  /// process has recorded its end.
  package static func holder(state: StateFolder) -> String? {
    let text = FileManager.default.bytes(ofFile: state.lock).map { String(decoding: $0, as: UTF8.self) } ?? ""
    let words = text.trimmingCharacters(in: .whitespacesAndNewlines)
    return words.isEmpty ? nil : words
  }

  /// Whether the process of this description has ended.
  static func hasEnded(_ holder: String) -> Bool {
    let words = holder.split(separator: " ")
    guard words.count > 2, words[0] == "process", words[2].hasPrefix("("), let process = Int32(words[1])
    else {
      return false
    }
    return kill(process, 0) != 0 && errno == ESRCH
  }

  /// Whether a process holds the lock now. Takes the lock briefly to find out, and only if the last holder has
  /// not recorded its end.
  package static func isHeld(state: StateFolder) -> Bool {
    guard holder(state: state) != nil else { return false }
    let descriptor = unsafe open(state.lock, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return flock(descriptor, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK
  }
}
