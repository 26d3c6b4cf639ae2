internal import Synchronization

/// The fingerprint of bytes on their way to a file, which then need not be read again.
///
/// Threads may take turns in adding bytes, but never add at the same time: the lock passes the state on
/// and is never contended.
final class RunningFingerprint: Sendable {
  private struct State: ~Copyable {
    var hash = SHA256()
    var count = 0
  }
  private let state = Mutex(State())

  /// Adds the next bytes of the file.
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
