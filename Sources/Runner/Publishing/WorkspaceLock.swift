package import Diagnostics
internal import Foundation
internal import Glibc
package import Ledger
internal import Tables

/// Allows one run at a time in a workspace. The kernel holds the lock (`flock`), so it ends with its process,
/// however that ends. The file itself names the holder and the start, for people.
package struct WorkspaceLock: ~Copyable {
  private let descriptor: Int32

  /// Attempts, 10 ms apart.
  private static let triesForName = 100

  /// - Parameters:
  ///   - process: the number of the process to show.
  ///   - command: the command of this process, shown to others that find the workspace locked.
  ///   - waits: whether to wait until the lock is free; `waiting` is then called once with the holder.
  /// - Throws: ``Held`` if another process holds it; `Interrupted` if the wait is interrupted.
  package static func acquire(
    state: StateFolder, command: String = "acta", process: Int32 = getpid(), waits: Bool = false,
    waiting: (String) -> Void = { _ in }
  ) throws -> WorkspaceLock {
    try FileModes.makeFolder(state.path)
    let path = state.lock
    let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, FileModes.file)
    guard descriptor >= 0 else { throw Diagnostic(.cannot("open", path, .last)) }
    // Sets the mode whatever the umask. This fails for a file of another owner, who has set it already.
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
      // A process that only asks (see ``isHeld(state:)``) holds the lock for less than this.
      let holder = holder(state: state) ?? ""
      // A process that has just taken the lock writes its name next; a night whose parent was killed is about to
      // follow it.
      let isGoing = holder.isEmpty || hasEnded(holder)
      if tries <= 3 || (isGoing && tries <= WorkspaceLock.triesForName) {
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
    let text = Array("process \(process) (\(command)) since \(since)\n".utf8)
    ftruncate(descriptor, 0)
    // A lock works even if its holder cannot be written.
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
        hint: "wait until it has finished, or use  --wait; the lock ends with the run")
    }
  }
}
