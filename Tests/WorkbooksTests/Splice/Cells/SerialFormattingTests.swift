import TestSupport
import Testing

@testable import Tables
@testable import Workbooks

@Suite struct SerialFormattingTests {
  private func text(_ serial: Double) -> String {
    var output = OutputBuffer(capacity: 64)
    SerialFormatting.append(serial, to: &output)
    return String(decoding: output.copy(), as: UTF8.self)
  }

  @Test func `a serial is the shortest text that reads back the same`() {
    var random = SteadyRandom(seed: 5)
    var serials: [Double] = [0, 1, 61.5, 32_767.999, 32_768, 65_535.999_999_999_99, 65_536, 2_958_465.5]
    for _ in 0..<20_000 {
      // Any double of the range, and moments of whole seconds.
      serials.append(Double(UInt64.random(in: 1 << 52..<1 << 53, using: &random)) / 0x1p37)
      serials.append(
        CellPolicy.serial(wallClock: Int64.random(in: 0..<3_000_000_000, using: &random) * 1_000_000)!)
    }
    for serial in serials { #expect(text(serial) == NumberFormatting.shortest(serial)) }
  }
}
