/// The size and the SHA-256 of a file.
package struct FileFingerprint: Sendable, Equatable {
  package let bytes: Int
  /// Lower-case hexadecimal.
  package let sha256: String

  init(bytes: Int, hash: borrowing SHA256) {
    self.bytes = bytes
    sha256 = hash.hexadecimal
  }

  package init(of bytes: [UInt8]) {
    var hash = SHA256()
    hash.update(bytes.span)
    self.init(bytes: bytes.count, hash: hash)
  }

  /// Reads the file in chunks. Throws a diagnostic if it cannot be read.
  package init(of file: InputFile) throws {
    self = try DiskFile(file).fingerprint()
  }
}
