import Tables
import Testing

@testable import Engine

@Suite struct RowIndexTests {
  /// The default; many blocks and partitions for few rows; many collisions; one hash for all keys.
  static let schemes: [PartitionScheme?] = {
    var many = PartitionScheme(rowCount: 0)
    many.blockSize = 16
    many.partitions = 8
    var colliding = many
    colliding.mask = 0x8000_0000_0000_0003
    var one = PartitionScheme(rowCount: 0)
    one.mask = 0
    return [nil, many, colliding, one]
  }()

  /// With one hash for all, indexing recurses once per key.
  static func mostRows(_ scheme: Int) -> Int { schemes[scheme]?.mask == 0 ? 30 : 150 }

  @Test(arguments: 0..<4, [1, 3]) func `keys are numbered as they first appear`(
    _ scheme: Int, _ width: Int
  ) throws {
    var random = KeyMaterial(seed: scheme)
    for _ in 0..<12 {
      let rows = Int.random(in: 0..<Self.mostRows(scheme), using: &random)
      let variety = [1, 3, 20, 200].randomElement(using: &random)!
      let columns = (0..<Int.random(in: 1...3, using: &random)).map { _ in
        random.column(ColumnType.allCases.randomElement(using: &random)!, rows: rows, variety: variety)
      }
      let expected = KeyTwin.grouping(KeyTwin.keys(columns, rows))
      let index = try Parallel.$width.withValue(width) {
        try RowIndex(columns, rowCount: rows, scheme: Self.schemes[scheme])
      }
      #expect(index.groupOf == expected.groupOf)
      #expect(index.firstRows == expected.firstRows)
    }
  }

  @Test func `many rows fall into many partitions and get the same numbers`() throws {
    let rows = 70_000
    let numbers = (0..<rows).map { Int64($0 % 3 == 0 ? $0 / 7 : rows - $0 / 2) }
    let column = Column.integer(PlainColumn(numbers))
    var known: [Int64: Int32] = [:]
    let expected = numbers.map { number in
      let next = Int32(known.count)
      return known[number, default: next].also { known[number] = $0 }
    }
    let scheme = PartitionScheme(rowCount: rows)
    let used = Set(numbers.map { scheme.partition(of: mixed(scheme.seed, UInt64($0))) })
    #expect(scheme.partitions > 4 && used == Set(0..<scheme.partitions))
    let index = try Parallel.$width.withValue(2) { try RowIndex([column], rowCount: rows) }
    #expect(index.groupOf == expected)
    #expect(index.firstRows.map { index.groupOf[Int($0)] } == (0..<Int32(known.count)).map(\.self))
    let groups = Grouping(groupOf: index.groupOf, firstRows: index.firstRows)
    #expect(groups.moves == RowMoves(grouped: rows - known.count))
  }
}

extension Int32 {
  fileprivate func also(_ body: (Int32) -> Void) -> Int32 {
    body(self)
    return self
  }
}
