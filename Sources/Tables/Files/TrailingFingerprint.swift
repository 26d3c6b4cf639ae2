/// The fingerprint of a file that is read in chunks, or that is still being written.
///
///     file          │ will not change any more        │ may change │
///     fingerprint   ─────────────────►
///
/// The memory for reading is small and reused.
package struct TrailingFingerprint: ~Copyable {
  private let file: DiskFile
  private var hash = SHA256()
  private var done = 0
  private var buffer: [UInt8] = []

  /// Small enough to stay in the processor's cache between reading and hashing.
  private static let step = 256 * 1024

  package init(of file: DiskFile) { self.file = file }

  /// Hashes the next chunk if the file has all of it before `end`. A writer that calls this after each
  /// block leaves little work for the end.
  package mutating func follow(to end: Int) throws {
    if end - done >= TrailingFingerprint.step { try advance(to: done + TrailingFingerprint.step) }
  }

  /// Hashes all bytes before `end`; the file must have them.
  package mutating func advance(to end: Int) throws {
    while done < end {
      let next = min(done + TrailingFingerprint.step, end)
      try file.read(done..<next, into: &buffer)
      let bytes = buffer
      hash.update(bytes.span)
      done = next
    }
  }

  /// The fingerprint of all bytes so far.
  package var value: FileFingerprint { FileFingerprint(bytes: done, hash: hash) }
}
