import Testing

@testable import Tables

@Suite struct ArrayRegionsTests {
  @Test(arguments: [1, 2, 5]) func `regions are filled by number, and lie side by side`(width: Int) {
    Parallel.$width.withValue(width) {
      let array = [Int32](regions: [3, 0, 70_000, 1]) { number, output in
        for index in 0..<[3, 0, 70_000, 1][number] { output.append(Int32(number * 100_000 + index)) }
      }
      #expect(array == [0, 1, 2] + (200_000..<270_000).map { Int32($0) } + [300_000])
      #expect([UInt8](regions: []) { _, _ in } == [])
    }
  }
}
