import Synchronization
import Testing

@testable import Tables

@Suite struct OrderedWorkTests {
  private struct Broken: Error, Equatable {
    let piece: Int
  }

  /// Some pieces take a hundred times as long as others.
  @Sendable private static func make(_ piece: Int) -> UInt64 {
    var number = UInt64(piece)
    for _ in 0..<(piece % 7 == 0 ? 20_000 : 200) { number = number &* 6_364_136_223_846_793_005 &+ 1 }
    return number
  }

  /// What was noted, in the order in which it was.
  private final class Notes<Element: Sendable>: Sendable {
    private let elements = Mutex<[Element]>([])
    var all: [Element] { elements.withLock { $0 } }
    func add(_ element: Element) { elements.withLock { $0.append(element) } }
  }

  @Test(arguments: [1, 2, 5])
  func `pieces are noted and taken in order, whoever makes them`(_ width: Int) throws {
    try Parallel.$width.withValue(width) {
      for count in [0, 1, 2, 3, 500] {
        let noted = Notes<UInt64>()
        var taken: [UInt64] = []
        try Parallel.inOrder(Array(0..<count), OrderedWorkTests.make, note: { noted.add($0) }) { number in
          taken.append(number)
          #expect(noted.all.count >= taken.count)
        }
        #expect(taken == (0..<count).map(OrderedWorkTests.make))
        #expect(noted.all == taken)
      }
    }
  }

  @Test(arguments: [1, 2, 5]) func `no more are held than was allowed`(_ width: Int) throws {
    let made = Notes<Int>()
    var taken = 0
    var most = 0
    try Parallel.$width.withValue(width) {
      try Parallel.inOrder(Array(0..<300), pending: 2) { piece in
        made.add(piece)
        return piece
      } take: { piece in
        _ = OrderedWorkTests.make(piece * 7)
        most = max(most, made.all.count - taken)
        taken += 1
      }
    }
    #expect(taken == 300)
    #expect(most <= 2 * width)
  }

  @Test(arguments: [1, 2, 5]) func `the first piece that fails says why, after those before it`(
    _ width: Int
  ) throws {
    for _ in 0..<20 {
      var taken: [Int] = []
      let error = #expect(throws: Broken.self) {
        try Parallel.$width.withValue(width) {
          try Parallel.inOrder(Array(0..<100)) { piece in
            _ = OrderedWorkTests.make(piece)
            if piece >= 35 { throw Broken(piece: piece) }
            return piece
          } take: {
            taken.append($0)
          }
        }
      }
      #expect(error == Broken(piece: 35))
      #expect(taken == Array(0..<35))
    }
  }

  @Test(arguments: [1, 2, 5]) func `after what fails to be taken nothing is`(_ width: Int) throws {
    for _ in 0..<20 {
      var taken: [Int] = []
      let error = #expect(throws: Broken.self) {
        try Parallel.$width.withValue(width) {
          try Parallel.inOrder(Array(0..<100)) {
            $0
          } take: { piece in
            if piece == 12 { throw Broken(piece: piece) }
            taken.append(piece)
          }
        }
      }
      #expect(error == Broken(piece: 12))
      #expect(taken == Array(0..<12))
    }
  }
}
