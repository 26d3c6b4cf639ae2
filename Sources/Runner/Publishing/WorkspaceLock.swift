package import Diagnostics
internal import Foundation
internal import Glibc

/// One run at a time in a workspace. The lock is the kernel's (`flock`), so it ends with the process
/// that holds it, however that ends.
package struct WorkspaceLock: ~Copyable {
  private let descriptor: Int32

  private init(descriptor: Int32) { self.descriptor = descriptor }

  /// - Throws: ``Held`` when another process holds it.
  package static func acquire(state folder: String) throws -> WorkspaceLock {
    try Publication.makeFolder(folder)
    let path = "\(folder)/lock"
    let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o640)
    guard descriptor >= 0 else { throw Diagnostic(.cannot("open", path, errno)) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let holder = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
      close(descriptor)
      throw Held(holder: holder.trimmingCharacters(in: .whitespacesAndNewlines))
    }
    let text = Array("process \(getpid()) since \(Date().ISO8601Format())\n".utf8)
    ftruncate(descriptor, 0)
    // A lock whose holder cannot be named still locks.
    _ = unsafe text.withUnsafeBytes { unsafe pwrite(descriptor, $0.baseAddress, $0.count, 0) }
    return WorkspaceLock(descriptor: descriptor)
  }

  deinit {
    ftruncate(descriptor, 0)
    close(descriptor)
  }

  package struct Held: Error {
    package var holder: String

    package var diagnostic: Diagnostic {
      Diagnostic(
        "another run holds the lock of this workspace", reason: holder.isEmpty ? nil : "it is \(holder)",
        hint: "wait until it has finished; the lock ends with it")
    }
  }
}
