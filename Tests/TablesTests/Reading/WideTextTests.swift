import TestSupport
import Testing

@testable import Tables

@Suite struct WideTextTests {
  /// One unit after the other, as RFC 2781 says it.
  private func slowly(_ units: [UInt16], isCut: Bool) -> [UInt8] {
    var result: [UInt8] = []
    var place = 0
    while place < units.count {
      let unit = UInt32(units[place])
      place += 1
      if unit & 0xFC00 == 0xD800, place < units.count, units[place] & 0xFC00 == 0xDC00 {
        let point = 0x10000 + (unit & 0x3FF) << 10 + UInt32(units[place]) & 0x3FF
        place += 1
        result += Array(String(Unicode.Scalar(point)!).utf8)
      } else if let scalar = Unicode.Scalar(unit) {
        result += Array(String(scalar).utf8)
      } else {
        result += [UInt8(0xE0 | unit >> 12), UInt8(0x80 | unit >> 6 & 0x3F), UInt8(0x80 | unit & 0x3F)]
      }
    }
    return result + (isCut ? [0xFF] : [])
  }

  @Test(arguments: 0..<40) func `pieces of every size give what one unit after the other gives`(seed: Int) {
    var random = SteadyRandom(seed: seed)
    func next(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &random) }
    let choice: [UInt16] = [0x41, 0x7F, 0x80, 0xF1, 0x7FF, 0x800, 0x4E2D, 0xD83D, 0xDE00, 0xD800, 0xFFFD]
    var units: [UInt16] = []
    for _ in 0..<next(90) {
      if next(3) == 0 {
        units += Array("plain text ".utf16)
      } else {
        units.append(choice[next(choice.count)])
      }
    }
    let isCut = next(3) == 0
    for isBigEndian in [false, true] {
      for mark in [0, 2] {
        var bytes = [UInt8](repeating: 0xFE, count: mark)
        for unit in units {
          let (low, high) = (UInt8(truncatingIfNeeded: unit), UInt8(unit >> 8))
          bytes += isBigEndian ? [high, low] : [low, high]
        }
        if isCut { bytes.append(0x41) }
        for size in [2, 6, 20, 1 << 20] {
          let text = WideText(bytes, from: mark, isBigEndian: isBigEndian, pieceSize: size).utf8()
          #expect(text == slowly(units, isCut: isCut), "pieces of \(size)")
        }
      }
    }
  }
}
