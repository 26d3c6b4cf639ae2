internal import Synchronization

/// A buffer that one thread fills, any thread may read, and one thread writes to the file.
///
/// The lock passes the bytes on and is never contended.
final class OutputPiece: Sendable {
  private let buffer: Mutex<OutputBuffer?>

  init(_ buffer: consuming sending OutputBuffer) {
    self.buffer = Mutex(buffer)
  }

  /// Passes the bytes to `body`; they must not have been taken yet.
  func withBytes(_ body: @Sendable (Span<UInt8>) -> Void) {
    buffer.withLock { buffer in
      precondition(buffer != nil)
      buffer?.withBytes(body)
    }
  }

  /// Removes the buffer; it can be taken once.
  func take() -> OutputBuffer {
    buffer.withLock { $0.take()! }
  }
}
