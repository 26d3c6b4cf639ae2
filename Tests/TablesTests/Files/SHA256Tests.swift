import Testing

@testable import Tables

/// The messages and hashes of FIPS 180-4's examples.
@Suite struct SHA256Tests {
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func `a message has the hash that the standard gives`(message: String, hash: String) {
    #expect(FileFingerprint(of: Array(message.utf8)).sha256 == hash)
  }

  @Test(arguments: [1, 63, 64, 65, 10_000])
  func `a million letters have one hash, in whichever pieces they come`(size: Int) {
    let letters = [UInt8](repeating: UInt8(ascii: "a"), count: size)
    var hash = SHA256()
    var count = 0
    while count < 1_000_000 {
      let piece = letters.prefix(1_000_000 - count)
      hash.update(piece.span)
      count += piece.count
    }
    #expect(hash.hexadecimal == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  @Test func `bytes may follow after a hash was asked for`() {
    let fingerprint = RunningFingerprint()
    fingerprint.add(Array("a".utf8).span)
    #expect(fingerprint.value.sha256.hasPrefix("ca978112ca1b"))
    fingerprint.add(Array("bc".utf8).span)
    #expect(fingerprint.value == FileFingerprint(of: Array("abc".utf8)))
  }
}
