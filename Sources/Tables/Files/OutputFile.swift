package import Diagnostics
internal import Glibc

/// A file open for writing. Every error is a diagnostic that names the path.
@safe package struct OutputFile: ~Copyable {
  private let path: String
  private var descriptor: Int32
  private var position = 0
  private var behind: WriteBehind

  /// Creates the file, or empties an existing one. A link is not followed: it may lead to a file that is not Acta's.
  ///
  /// - Parameter isReadAgain: whether the file will be read again soon.
  package init(creating path: String, isReadAgain: Bool = false) throws {
    self.path = path
    behind = WriteBehind(isForgotten: !isReadAgain)
    // SAFETY: the path is valid until `open` returns.
    descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o666)
    if descriptor < 0 { throw OutputFile.failure(path, errno) }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  package mutating func write(_ bytes: Span<UInt8>) throws {
    var done = 0
    while done < bytes.count {
      let rest = bytes.extracting(done..<bytes.count)
      // SAFETY: the system reads `rest.count` bytes of memory that the span keeps alive.
      let written = unsafe rest.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if written < 0 {
        if errno == EINTR { continue }
        throw OutputFile.failure(path, errno)
      }
      done += written
    }
    position += bytes.count
    behind.advance(to: position, of: descriptor)
  }

  /// Overwrites bytes at `position` that were written before.
  package borrowing func overwrite(_ bytes: [UInt8], at position: Int) throws {
    var done = 0
    while done < bytes.count {
      // SAFETY: the system reads the bytes after `done` of an array that outlives the call.
      let written = unsafe bytes.withUnsafeBytes {
        unsafe pwrite(descriptor, $0.baseAddress! + done, bytes.count - done, off_t(position + done))
      }
      if written < 0 {
        if errno == EINTR { continue }
        throw OutputFile.failure(path, errno)
      }
      done += written
    }
  }

  package consuming func finish() throws {
    let closed = close(descriptor)
    descriptor = -1
    if closed != 0, errno != EINTR { throw OutputFile.failure(path, errno) }
  }

  package static func failure(_ path: String, _ code: Int32) -> Diagnostic {
    let error = SystemError(code)
    return Diagnostic(.cannotWrite(AtomicFile.final(of: path)), reason: error.message, hint: error.hint)
  }
}

extension Diagnostic.Message {
  package static func cannotWrite(_ path: String) -> Self { Self(.cannotWrite, "cannot write '\(path)'") }
}
