internal import Diagnostics
internal import Glibc

/// A file open for reading in chunks, from any thread.
///
/// Chunks are read rather than mapped: if another program truncated a mapped file, this one would crash,
/// and mapped pages would count as its memory.
package final class DiskFile: Sendable {
  package let displayName: String
  /// The state of the file when it was opened.
  let stamp: FileStamp
  private let descriptor: Int32

  package var size: Int { stamp.bytes }

  package init(_ file: InputFile) throws {
    displayName = file.displayName
    // Opening a pipe would wait for a writer, and opening a device may have effects.
    if let kind = FileStatus(path: file.path)?.kind, kind != .regular {
      throw Diagnostic(.cannotOpen(file.displayName), reason: "it is \(kind.words), not a file")
    }
    // SAFETY: the path is valid until `open` returns.
    descriptor = unsafe open(file.path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    if descriptor < 0 { throw Diagnostic(.cannotOpen(file.displayName), reason: SystemError.last.message) }
    guard let stamp = FileStamp(descriptor: descriptor) else {
      close(descriptor)
      throw Diagnostic(.cannotOpen(file.displayName), reason: "it is no longer a file")
    }
    self.stamp = stamp
    if !file.roots.isEmpty, let place = OpenedPath.of(descriptor),
      !file.roots.contains(where: { OpenedPath.isBelow(place, $0) })
    {
      throw Diagnostic(
        .cannotOpen(file.displayName),
        reason: "a link to it was changed meanwhile, and leads outside the workspace")
    }
  }

  deinit { close(descriptor) }

  /// The bytes of `range`, which must be inside the file.
  package func read(_ range: Range<Int>) throws -> [UInt8] {
    var bytes: [UInt8] = []
    try read(range, into: &bytes)
    return bytes
  }

  /// Replaces the content of `bytes` by the bytes of `range`, reusing its memory.
  package func read(_ range: Range<Int>, into bytes: inout [UInt8]) throws {
    var problem: Diagnostic?
    bytes.removeAll(keepingCapacity: true)
    bytes.append(addingCapacity: range.count) { problem = fill(&$0, range) }
    if let problem { throw problem }
  }

  /// Appends the bytes of `range`; returns the error, if any.
  private func fill(_ output: inout OutputSpan<UInt8>, _ range: Range<Int>) -> Diagnostic? {
    // SAFETY: `pread` writes at most the wanted bytes after the existing ones, where there is capacity.
    // The reported count is the count that it wrote.
    unsafe output.withUnsafeMutableBufferPointer { buffer, count in
      precondition(buffer.count - count >= range.count)
      var filled = 0
      while filled < range.count {
        let got = unsafe pread(
          descriptor, buffer.baseAddress! + count, range.count - filled, off_t(range.lowerBound + filled))
        if got < 0 && errno == EINTR { continue }
        if got < 0 { return Diagnostic(.cannotRead(displayName), reason: SystemError.last.message) }
        if got == 0 { return changed }
        filled += got
        count += got
      }
      return nil
    }
  }

  /// The SHA-256 of the whole file, read again in chunks.
  func fingerprint() throws -> FileFingerprint {
    var fingerprint = TrailingFingerprint(of: self)
    try fingerprint.advance(to: size)
    return fingerprint.value
  }

  /// Throws if the file has changed since it was opened.
  func verifyUnchanged() throws {
    guard FileStamp(descriptor: descriptor) == stamp else { throw changed }
  }

  private var changed: Diagnostic {
    Diagnostic(
      .changedWhileRead(displayName), hint: "let the program that writes it finish, then run again")
  }
}

extension Diagnostic.Message {
  fileprivate static func cannotOpen(_ file: String) -> Self { Self(.cannotRead, "cannot open '\(file)'") }
  fileprivate static func cannotRead(_ file: String) -> Self { Self(.cannotRead, "cannot read '\(file)'") }
  fileprivate static func changedWhileRead(_ file: String) -> Self {
    Self(.fileChanged, "'\(file)' was changed while it was being read")
  }
}
