internal import Synchronization

/// The fingerprint of bytes on their way to a file, which need not be read again for it.
///
/// Threads may add bytes by turns, never two at once: the lock hands the state on, and nobody waits for it.
final class RunningFingerprint: Sendable {
  private struct State: ~Copyable {
    var hash = SHA256()
    var count = 0
  }
  private let state = Mutex(State())

  /// Takes in the next bytes of the file.
  func add(_ bytes: Span<UInt8>) {
    state.withLock { state in
      state.hash.update(bytes)
      state.count += bytes.count
    }
  }

  /// The fingerprint of all bytes so far.
  var value: FileFingerprint {
    state.withLock { FileFingerprint(bytes: $0.count, hash: $0.hash) }
  }
}
