internal import Synchronization

/// A buffer that one thread has filled, others may read and one will write.
///
/// The lock hands the bytes on; nobody ever waits for it.
final class OutputPiece: Sendable {
  private let buffer: Mutex<OutputBuffer?>

  init(_ buffer: consuming sending OutputBuffer) {
    self.buffer = Mutex(buffer)
  }

  /// Lends the bytes, which must not be taken yet.
  func withBytes(_ body: @Sendable (Span<UInt8>) -> Void) {
    buffer.withLock { buffer in
      precondition(buffer != nil)
      buffer?.withBytes(body)
    }
  }

  /// The buffer, which can be taken once.
  func take() -> OutputBuffer {
    buffer.withLock { $0.take()! }
  }
}
