package import Diagnostics
internal import Foundation
internal import Glibc
package import Ledger
internal import Tables

/// One run at a time in a workspace. The lock is the kernel's (`flock`), so it ends with the process
/// that holds it, however that ends; who holds it since when is written in the file, for people.
package struct WorkspaceLock: ~Copyable {
  private let descriptor: Int32

  /// Of 10 ms each.
  private static let triesForName = 100

  private init(descriptor: Int32) { self.descriptor = descriptor }

  /// - Parameters:
  ///   - command: of this process, for those who find it locked.
  ///   - waits: until it is free; `waiting` is then told once who holds it.
  /// - Throws: ``Held`` when another process holds it; `Interrupted` when asked to end while waiting.
  package static func acquire(
    state: StateFolder, command: String = "acta", waits: Bool = false, waiting: (String) -> Void = { _ in }
  ) throws -> WorkspaceLock {
    try FileModes.makeFolder(state.path)
    let path = state.lock
    let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, FileModes.file)
    guard descriptor >= 0 else { throw Diagnostic(.cannot("open", path, .last)) }
    // Whatever the umask; only its owner can, and has.
    fchmod(descriptor, FileModes.file)
    var isTold = false
    var tries = 0
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      let code = errno
      guard code == EWOULDBLOCK || code == EINTR else {
        close(descriptor)
        throw Diagnostic(.cannot("lock", path, SystemError(code)))
      }
      tries += 1
      // Somebody who only asks (see ``isHeld(state:)``) holds it for less than this.
      let holder = holder(state: state) ?? ""
      // Who has just taken it writes its name next.
      if tries <= 3 || (holder.isEmpty && tries <= WorkspaceLock.triesForName) {
        usleep(10_000)
        continue
      }
      guard waits else {
        close(descriptor)
        throw Held(holder: holder)
      }
      if !isTold { waiting(holder) }
      isTold = true
      usleep(100_000)
      do { try Interruption.check() } catch {
        close(descriptor)
        throw error
      }
    }
    let since = Instant.now.text(in: .utc)
    let text = Array("process \(getpid()) (\(command)) since \(since)\n".utf8)
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
        .init(.lockHeld, "another run holds the lock of this workspace"),
        reason: holder.isEmpty ? nil : "it is \(holder)",
        hint: "wait until it has finished, or say  --wait; the lock ends with it")
    }
  }
}
