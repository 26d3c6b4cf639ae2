import TestSupport
import Testing

@testable import Tables
@testable import Workbooks

@Suite struct HintedDeflateTests {
  private func check(_ bytes: [UInt8], _ pairs: [(Int, Int)]) throws -> DeflateBlock {
    var plain = OutputBuffer(capacity: 64)
    plain.append(bytes.span)
    var hints = RepeatHints()
    for (place, earlier) in pairs { hints.add(place, sameAs: earlier) }
    let block = HintedDeflate.block(plain, hints, isLast: true)
    #expect(Inflate.bytes(of: block.bytes.span, plainCount: bytes.count) == bytes)
    // Two blocks are one stream.
    let first = HintedDeflate.block(plain, hints, isLast: false)
    let both = first.bytes + block.bytes
    #expect(Inflate.bytes(of: both.span, plainCount: bytes.count * 2) == bytes + bytes)
    #expect(block.checksum == DeflateBlock(bytes.span, isLast: true).checksum)
    return block
  }

  @Test(arguments: 1...20) func `whatever the hints, the bytes come back`(_ seed: Int) throws {
    var random = SteadyRandom(seed: seed)
    let count = [0, 1, 5, 300, 40_000][seed % 5]
    // Few different bytes repeat by chance; many do not.
    let letters = UInt8([1, 2, 4, 255][seed % 4])
    var bytes = (0..<count).map { _ in UInt8.random(in: 0...letters, using: &random) }
    var pairs: [(Int, Int)] = []
    var place = 1
    while place < count {
      let earlier = Int.random(in: 0..<place, using: &random)
      let length = min(Int.random(in: 0...600, using: &random), count - place)
      if Bool.random(using: &random) {
        for index in 0..<length { bytes[place + index] = bytes[earlier + index] }
      }
      pairs.append((place, earlier))
      place += Int.random(in: 1...700, using: &random)
    }
    _ = try check(bytes, pairs)
  }

  @Test func `a hint at its own place or behind it changes nothing`() throws {
    let bytes = Array("<row spans=\"1:2\"><row spans=\"1:2\">".utf8)
    _ = try check(bytes, [(0, 0), (4, 17), (17, 17), (17, 0)])
  }

  @Test func `repeats that are known are small`() throws {
    let row = Array("<row r=\"1\"><c r=\"A1\" s=\"1\" t=\"s\"><v>".utf8)
    let bytes = Array(repeating: row, count: 1000).flatMap { $0 }
    let pairs = (1..<1000).map { ($0 * row.count, ($0 - 1) * row.count) }
    #expect(try check(bytes, pairs).bytes.count < 1500)
  }

  @Test func `no code is longer than its limit, and all codes fit together`() {
    // Fibonacci's numbers make the deepest trees.
    var frequencies = [1, 1]
    while frequencies.count < 40 { frequencies.append(frequencies.suffix(2).reduce(0, +)) }
    for limit in [7, 15] {
      let code = HuffmanCode(frequencies, limit: limit)
      #expect(code.lengths.allSatisfy { $0 > 0 && $0 <= limit })
      #expect(code.lengths.reduce(0) { $0 + 1 << (limit - Int($1)) } == 1 << limit)
    }
    #expect(HuffmanCode([0, 5, 0], limit: 15).lengths == [1, 1, 0])
  }
}
