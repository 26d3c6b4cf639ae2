internal import Crypto

/// Which bytes a file has: their number and their SHA-256.
package struct FileFingerprint: Sendable, Equatable {
  package let bytes: Int
  /// Lower-case hexadecimal.
  package let sha256: String

  init(bytes: Int, digest: SHA256.Digest) {
    self.bytes = bytes
    sha256 = FileFingerprint.hexadecimal(digest)
  }

  package init(of bytes: [UInt8]) {
    var hash = SHA256()
    FileFingerprint.update(&hash, bytes.span)
    self.init(bytes: bytes.count, digest: hash.finalize())
  }

  /// Reads the file in pieces. Throws a diagnostic when it cannot be read.
  package init(of file: InputFile) throws {
    self = try DiskFile(file).fingerprint()
  }

  static func update(_ hash: inout SHA256, _ bytes: Span<UInt8>) {
    // SAFETY: the pointer is used only inside the call.
    unsafe bytes.withUnsafeBytes { unsafe hash.update(bufferPointer: $0) }
  }

  private static func hexadecimal(_ digest: SHA256.Digest) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for byte in digest {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }
}
