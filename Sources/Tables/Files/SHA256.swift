internal import CCrypto

/// Computes the SHA-256 of bytes that arrive in chunks. OpenSSL does it, with the processor's SHA
/// instructions if it has them.
///
/// No bytes can make a call fail. A call fails if memory is exhausted, or if the system's OpenSSL lacks
/// SHA-256; the program then stops.
@safe struct SHA256: ~Copyable {
  private let context: OpaquePointer

  /// Skips the machine's OpenSSL configuration: it cannot change a hash, and reading it takes longer
  /// than hashing a small file.
  private static let isReady =
    OPENSSL_init_crypto(UInt64(OPENSSL_INIT_NO_LOAD_CONFIG | OPENSSL_INIT_NO_ATEXIT), nil) == 1

  init() {
    guard SHA256.isReady, let context = unsafe EVP_MD_CTX_new() else { SHA256.stop() }
    unsafe self.context = context
    SHA256.verify(unsafe EVP_DigestInit_ex2(context, EVP_sha256(), nil))
  }

  deinit { unsafe EVP_MD_CTX_free(context) }

  mutating func update(_ bytes: Span<UInt8>) {
    // SAFETY: the pointer is used only inside the call.
    let result = unsafe bytes.withUnsafeBytes { unsafe EVP_DigestUpdate(context, $0.baseAddress, $0.count) }
    SHA256.verify(result)
  }

  /// The hash of all bytes so far, in lower-case hexadecimal. More bytes may follow.
  var hexadecimal: String {
    // Finishing destroys a context, so a copy is finished.
    guard let copy = unsafe EVP_MD_CTX_new() else { SHA256.stop() }
    defer { unsafe EVP_MD_CTX_free(copy) }
    SHA256.verify(unsafe EVP_MD_CTX_copy_ex(copy, context))
    var digest = [UInt8](repeating: 0, count: 32)
    var count: UInt32 = 0
    // SAFETY: SHA-256 writes 32 bytes, the size of the array.
    let result = unsafe digest.withUnsafeMutableBufferPointer {
      unsafe EVP_DigestFinal_ex(copy, $0.baseAddress, &count)
    }
    SHA256.verify(result)
    precondition(count == 32, "a SHA-256 has 32 bytes")
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  private static func verify(_ result: Int32) {
    if result != 1 { stop() }
  }

  private static func stop() -> Never {
    var text = [CChar](repeating: 0, count: 256)
    // SAFETY: OpenSSL writes at most the array's size, including a final zero.
    unsafe text.withUnsafeMutableBufferPointer {
      unsafe ERR_error_string_n(ERR_get_error(), $0.baseAddress, $0.count)
    }
    fatalError(
      "OpenSSL cannot compute a SHA-256: \(String(decoding: text.prefix { $0 != 0 }.map(UInt8.init), as: UTF8.self))"
    )
  }
}
