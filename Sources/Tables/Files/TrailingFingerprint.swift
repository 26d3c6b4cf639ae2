/// The fingerprint of a file that is read piece by piece, or that is still being written.
///
///     file          │ will not change any more        │ may change │
///     fingerprint   ─────────────────►
///
/// Bytes are read into the same small memory again and again.
package struct TrailingFingerprint: ~Copyable {
  private let file: DiskFile
  private var hash = SHA256()
  private var done = 0
  private var buffer: [UInt8] = []

  /// Stays in the processor's cache between reading and hashing.
  private static let step = 256 * 1024

  package init(of file: DiskFile) { self.file = file }

  /// Takes in the next stretch, if the file has all of it before `end`: a writer that calls this after
  /// each block leaves little for the end.
  package mutating func follow(to end: Int) throws {
    if end - done >= TrailingFingerprint.step { try advance(to: done + TrailingFingerprint.step) }
  }

  /// Takes in all bytes up to `end` of the file, which are there by now.
  package mutating func advance(to end: Int) throws {
    while done < end {
      let next = min(done + TrailingFingerprint.step, end)
      try file.read(done..<next, into: &buffer)
      let bytes = buffer
      hash.update(bytes.span)
      done = next
    }
  }

  /// The fingerprint of all bytes taken in.
  package var value: FileFingerprint { FileFingerprint(bytes: done, hash: hash) }
}
