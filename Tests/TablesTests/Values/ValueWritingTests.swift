import Testing

@testable import Tables

@Suite struct ValueWritingTests {
  func written(_ value: Double) -> String {
    var output = OutputBuffer()
    NumberFormatting.append(value, to: &output)
    return String(decoding: output.copy(), as: UTF8.self)
  }

  @Test(
    arguments: [
      (20, "20"), (0.1, "0.1"), (1e300, "1e+300"), (-0.0, "0"), (-2.5, "-2.5"), (0.0001, "0.0001"),
      (0.00001, "1e-05"), (1234.5678, "1234.5678"), (1.0 / 3, "0.3333333333333333"),
      (1e15, "1000000000000000"),
      (9_007_199_254_740_992, "9007199254740992"), (1e16, "1e+16"), (100, "100"),
      (0.1 + 0.2, "0.30000000000000004"),
    ] as [(Double, String)])
  func `a number is its shortest text`(_ value: Double, _ text: String) {
    #expect(written(value) == text)
  }

  @Test func `every number reads back the same, as Swift itself would write it`() {
    var generator = SplitMix(state: 7)
    for _ in 0..<20_000 {
      let bits = generator.next()
      let random = Double(bitPattern: bits)
      let cents = Double(Int64(truncatingIfNeeded: bits) % 10_000_000_000) / 10_000
      for value in [random, cents] where value.isFinite && value != 0 {
        #expect(Double(written(value)) == value)
        #expect(written(value) == NumberFormatting.shortest(value))
      }
    }
  }

  @Test func `an offset of an old town clock keeps its seconds`() {
    var output = OutputBuffer()
    let zone = Zone("America/Santiago")!
    // 1880-01-01T00:00:00Z, when Santiago was 4:42:45 behind.
    let instant: Int64 = -2_840_140_800_000_000
    DateFormatting.append(
      instant: instant, offset: zone.stretch(at: Instant(microseconds: instant)).offset.microseconds,
      isUTC: false, to: &output)
    #expect(String(decoding: output.copy(), as: UTF8.self) == "1879-12-31T19:17:15-04:42:45")
  }

  @Test func `Z is written where the zone is UTC, and not where its clocks happen to show it`() {
    let winter: Int64 = 1_611_662_400_000_000
    #expect(DateFormatting.text(winter, in: .utc) == "2021-01-26T12:00:00Z")
    #expect(DateFormatting.text(winter, in: Zone("Europe/London")!) == "2021-01-26T12:00:00+00:00")
    #expect(
      DateFormatting.text(winter + 250_000, in: Zone("America/Santiago")!) == "2021-01-26T09:00:00.25-03:00")
  }

  @Test func `digits in an array are as in a buffer`() {
    for number: UInt64 in [0, 7, 10, 99, 12345, .max] {
      for width in [1, 2, 4, 6] {
        var buffer = OutputBuffer()
        var array = Array("x".utf8)
        buffer.append(UInt8(ascii: "x"))
        buffer.append(digits: number, width: width)
        array.append(digits: number, width: width)
        #expect(buffer.copy() == array)
      }
    }
  }
}

/// Numbers that look random and are the same in every run.
private struct SplitMix {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
