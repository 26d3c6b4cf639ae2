import Synchronization
import Testing

@testable import Tables

@Suite struct ParallelTests {
  private struct Failure: Error, Equatable { var at: Int }

  @Test(arguments: [1, 2, 5]) func `results are taken in order, each once`(width: Int) throws {
    try Parallel.$width.withValue(width) {
      for count in [0, 1, 2, 7, 300] {
        let taken = try Parallel.reduce(Array(0..<count), into: [Int]()) { number -> Int in
          // The first ones take longest, so that others wait for them.
          var sum = 0
          for turn in 0..<(count - number) * 200 { sum &+= turn }
          return sum == -1 ? 0 : number * 2
        } take: { taken, place, result in
          #expect(result == place * 2)
          taken.append(result)
        }
        #expect(taken == (0..<count).map { $0 * 2 })
      }
    }
  }

  @Test(arguments: [1, 2, 5]) func `the first error in order is thrown, of the work or of the taking`(
    width: Int
  ) {
    Parallel.$width.withValue(width) {
      for (workFails, takeFails, expected) in [(50, 80, 50), (80, 50, 50), (0, 99, 0), (99, 99, 99)] {
        let last = Mutex(-1)
        #expect(throws: Failure(at: expected)) {
          try Parallel.reduce(Array(0..<100), into: 0) { number -> Int in
            if number >= workFails { throw Failure(at: number) }
            return number
          } take: { _, place, _ in
            if place >= takeFails { throw Failure(at: place) }
            last.withLock { $0 = place }
          }
        }
        #expect(last.withLock { $0 } == expected - 1, "nothing is taken after an error")
      }
    }
  }

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
