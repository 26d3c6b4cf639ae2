import Tables
import Testing

@testable import Engine

@Suite struct RowMatchesTests {
  @Test(arguments: 0..<4, [1, 3]) func `the first row with the key is found, and none for a null`(
    _ scheme: Int, _ width: Int
  ) throws {
    var random = KeyMaterial(seed: 10 + scheme)
    for _ in 0..<12 {
      let most = RowIndexTests.mostRows(scheme)
      let rows = Int.random(in: 0..<most, using: &random)
      let others = Int.random(in: 0..<most, using: &random)
      let variety = [1, 3, 20, 200].randomElement(using: &random)!
      let types = (0..<Int.random(in: 1...3, using: &random)).map { _ in
        ColumnType.allCases.randomElement(using: &random)!
      }
      let left = types.map { random.column($0, rows: rows, variety: variety) }
      let right = types.map { random.column($0, rows: others, variety: variety) }
      let matches = try Parallel.$width.withValue(width) {
        try RowMatches(
          of: left, rowCount: rows, among: right, rowCount: others,
          scheme: RowIndexTests.schemes[scheme])
      }
      let keys = KeyTwin.keys(right, others)
      #expect(matches.found == KeyTwin.matches(KeyTwin.keys(left, rows), among: keys))
      #expect(matches.index.groupOf == KeyTwin.grouping(keys).groupOf)
    }
  }
}
