internal import Synchronization

/// A buffer that one thread has filled and another will write.
///
/// The lock is taken twice in its life and nobody ever waits for it.
package final class OutputPiece: Sendable {
  private let buffer: Mutex<OutputBuffer?>

  package init(_ buffer: consuming sending OutputBuffer) {
    self.buffer = Mutex(buffer)
  }

  /// The buffer, which can be taken once.
  package func take() -> OutputBuffer {
    buffer.withLock { $0.take()! }
  }
}
