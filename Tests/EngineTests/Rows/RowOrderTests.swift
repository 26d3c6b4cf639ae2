import Tables
import Testing

@testable import Engine

@Suite struct RowOrderTests {
  @Test(arguments: 0..<8, [1, 3]) func `rows are sorted as one by one, and stay where keys are equal`(
    _ seed: Int, _ width: Int
  ) throws {
    var random = KeyMaterial(seed: 20 + seed)
    for _ in 0..<6 {
      let rows = [0, 1, 2, 50, 400].randomElement(using: &random)!
      let columns = (0..<Int.random(in: 1...3, using: &random)).map { _ in
        random.column(
          ColumnType.allCases.randomElement(using: &random)!, rows: rows,
          variety: [1, 2, 12, 500].randomElement(using: &random)!)
      }
      try check(columns, rows, columns.map { _ in Bool.random(using: &random) }, width)
    }
  }

  @Test(arguments: [ColumnType.text, .number], [false, true])
  func `more rows than a bucket holds are sorted alike`(_ type: ColumnType, _ isDescending: Bool) throws {
    var random = KeyMaterial(seed: 30)
    let rows = 9_000
    let column = random.column(type, rows: rows, variety: 3000)
    let few = random.column(.text, rows: rows, variety: 12)
    try check([few, column], rows, [false, isDescending], 2)
  }

  @Test func `rows that are in order stay as they are`() throws {
    let columns = [Column.integer(PlainColumn([1, 1, 2, 0], validity: Validity([true, true, true, false])))]
    try check(columns, 4, [false], 1)
  }

  private func check(_ columns: [Column], _ rows: Int, _ descending: [Bool], _ width: Int) throws {
    let order = RowOrder(zip(columns, descending).map { RowOrder.Key(column: $0, isDescending: $1) })
    let sorted = try Parallel.$width.withValue(width) { try order.sorted(rowCount: rows) }
    #expect(sorted == KeyTwin.sorted(KeyTwin.keys(columns, rows), descending: descending))
  }
}
