import Tables
import Testing

@testable import Engine

/// Nothing may depend on how many threads there are.
@Suite struct ParallelWidthTests {
  private static let rowCount = 200_000

  /// Numbers of very different sizes, so that adding them in another order gives another sum.
  private static let table: Table = {
    var state: UInt64 = 20_210_426
    func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state >> 33
    }
    var numbers: [Double] = []
    var keys: [String] = []
    for _ in 0..<rowCount {
      numbers.append(Double(next()) * [1e-9, 1, 1e9, -1e9][Int(next() % 4)])
      keys.append("k\(next() % 50)")
    }
    return Table(
      Schema([Field("n", .number), Field("k", .text)]),
      [.number(PlainColumn(numbers)), .text(TextColumn(keys))])
  }()

  private func results() throws -> [[UInt64]] {
    let groups = try Grouping.by([Self.table.column(named: "k")!], rowCount: Self.rowCount)
    return try ["sum(n)", "mean(n)", "sum(n * 1.1)", "median(n)"].map { text in
      let bound = try BoundAggregation.bind(
        ExpressionTesting.text(text), in: ExpressionTesting.scope(Self.table.schema), groupedBy: ["k"])
      let column = try bound.evaluate(on: Self.table, groups: groups, in: ExpressionTesting.zone)
      return ExpressionTesting.values(column).map { value in
        if case .number(let number) = value { number.bitPattern } else { 0 }
      }
    }
  }

  @Test func `sums of doubles are the same with one thread, two and five`() throws {
    let alone = try Parallel.$width.withValue(1) { try results() }
    for width in [2, 5] {
      #expect(try Parallel.$width.withValue(width) { try results() } == alone)
    }
  }
}
