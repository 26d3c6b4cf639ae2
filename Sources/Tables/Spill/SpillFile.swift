internal import Diagnostics
internal import Glibc
internal import Synchronization

/// A temporary file without a name: the system removes it when the last table in it is gone, and when the
/// process ends, in whatever way.
///
/// Values are written as they are in memory, each stretch with a checksum that reading verifies.
package final class SpillFile: Sendable {
  /// Values of one type, one after the other.
  package struct Stretch: Sendable {
    let offset: Int
    /// The number of values.
    let count: Int
    let bytes: Int
    let checksum: UInt64
  }

  private let folder: String
  private let descriptor: Int32
  private let end = Atomic<Int>(0)
  private static let number = Atomic<Int>(0)

  /// - Parameter folder: an existing folder.
  package init(in folder: String) throws {
    self.folder = folder
    let path = "\(folder)/rows-\(getpid())-\(SpillFile.number.add(1, ordering: .relaxed).oldValue)"
    // SAFETY: the path is valid until the calls return. A file of a process that had this number is gone or left.
    unsafe unlink(path)
    descriptor = unsafe open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    if descriptor >= 0 { unsafe unlink(path) }
    if descriptor < 0 { throw OutputFile.failure("\(folder)/", errno) }
  }

  deinit { close(descriptor) }

  /// Writes values behind those that are there.
  func append<Element: BitwiseCopyable>(_ values: [Element]) throws -> Stretch {
    // SAFETY: the system and the checksum read the bytes of an array that outlives the call.
    try unsafe values.withUnsafeBytes { bytes in
      let offset = end.add(bytes.count, ordering: .relaxed).oldValue
      var done = 0
      while done < bytes.count {
        let written = unsafe pwrite(
          descriptor, bytes.baseAddress! + done, bytes.count - done, off_t(offset + done))
        if written < 0 && errno == EINTR { continue }
        if written < 0 { throw OutputFile.failure("\(folder)/", errno) }
        done += written
      }
      return Stretch(
        offset: offset, count: values.count, bytes: bytes.count, checksum: unsafe checksum(of: bytes))
    }
  }

  /// - Throws: a diagnostic if the bytes cannot be read, or are not those that were written.
  func read<Element: BitwiseCopyable>(_ stretch: Stretch, as type: Element.Type) throws -> [Element] {
    var fault: String?
    // SAFETY: the buffer has room for `stretch.count` values, and all of its bytes are read or it is not used.
    let values = unsafe [Element](unsafeUninitializedCapacity: stretch.count) { buffer, count in
      let bytes = unsafe UnsafeMutableRawBufferPointer(
        rebasing: UnsafeMutableRawBufferPointer(buffer)[
          ..<stretch.bytes])
      var filled = 0
      while filled < bytes.count {
        let got = unsafe pread(
          descriptor, bytes.baseAddress! + filled, bytes.count - filled, off_t(stretch.offset + filled))
        if got < 0 && errno == EINTR { continue }
        if got <= 0 {
          fault = got < 0 ? SystemError.last.message : "it is shorter than what was written"
          return
        }
        filled += got
      }
      if unsafe checksum(of: UnsafeRawBufferPointer(bytes)) != stretch.checksum {
        fault = "its bytes are not those that were written"
        return
      }
      count = stretch.count
    }
    if let fault {
      throw Diagnostic(
        .init(.cannotRead, "cannot read a temporary file in '\(folder)'"), reason: fault,
        hint: "examine the disk")
    }
    return values
  }
}
