import Testing

@testable import Tables

/// What is packed is recognised by its beginning; what is broken is an error, whatever the bytes are.
@Suite struct PackingTests {
  private static let heads: [[UInt8]] = [
    [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], [0x28, 0xB5, 0x2F, 0xFD], [0x1F, 0x8B],
    [0x42, 0x5A, 0x68, 0x39, 0x31, 0x41, 0x59, 0x26, 0x53, 0x59],
  ]

  @Test func `a text that begins like bzip2 is not packed`() {
    #expect(Packing(Array("BZh1,name\n".utf8)) == nil)
    #expect(Packing(Array("BZh".utf8)) == nil && Packing([]) == nil)
  }

  @Test(arguments: heads.indices) func `random bytes after a beginning are an error, and end`(index: Int)
    throws
  {
    let head = PackingTests.heads[index]
    let packing = try #require(Packing(head + [0, 0, 0, 0]))
    var generator = SystemRandomNumberGenerator()
    for length in [0, 1, 7, 30, 300, 3000] {
      let bytes = head + (0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) }
      #expect(throws: (any Error).self) {
        try packing.unpacked(bytes, name: "a", limits: UnpackingLimits())
      }
    }
  }
}
