import TestSupport
import Testing

@testable import Tables

/// Rows chosen again and again give what copying them at once gives.
@Suite struct TableRowsTests {
  private func value(_ type: ColumnType, _ random: inout SteadyRandom) -> Value {
    if random.chance(25) { return .null }
    switch type {
    case .text:
      return .text(
        ["", "a", "ñandú", "a text of more than sixteen bytes", "😀"].randomElement(using: &random)!)
    case .integer: return .integer([0, -1, .max, .min].randomElement(using: &random)!)
    case .number: return .number([0.5, -0.0, 1e300].randomElement(using: &random)!)
    case .boolean: return .boolean(.random(using: &random))
    case .date: return .date(.random(in: 0..<40_000, using: &random))
    case .datetime: return .datetime(.random(in: 0..<1_000_000, using: &random))
    }
  }

  private func table(rows: Int, _ random: inout SteadyRandom) -> Table {
    let types: [ColumnType] = [.text, .integer, .number, .boolean, .date, .datetime]
    let columns = types.map { type in Column(type, (0..<rows).map { _ in value(type, &random) }) }
    return Table(Schema(types.map { Field($0.rawValue, $0) }), columns, rowCount: rows)
  }

  /// Places in so many rows, some of them none.
  private func places(in count: Int, _ random: inout SteadyRandom) -> [Int32] {
    (0..<Int.random(in: 0..<2 * count + 2, using: &random)).map { _ in
      count == 0 || random.chance(16) ? -1 : Int32.random(in: 0..<Int32(count), using: &random)
    }
  }

  private func chosen(_ rows: [[Value]], _ places: [Int32], width: Int) -> [[Value]] {
    places.map { $0 < 0 ? Array(repeating: .null, count: width) : rows[Int($0)] }
  }

  @Test(arguments: 0..<40) func `choices of choices are the same rows, copied at once or later`(seed: Int) {
    for isDeferred in [true, false] {
      var random = SteadyRandom(seed: seed)
      var table = table(rows: .random(in: 0..<30, using: &random), &random)
      var rows = table.rows
      for _ in 0..<4 {
        // Some columns are read in between, and then copied from what was read.
        if Bool.random(using: &random) { _ = table.column(named: "text") }
        let places = places(in: rows.count, &random)
        let before = table
        table = table.gather(places, isDeferred: isDeferred)
        rows = chosen(rows, places, width: 6)
        #expect(before.rowCount == before.columns[0].count)
      }
      #expect(table.rows == rows)
      #expect(table.selecting(["date", "text"]).rows == rows.map { [$0[4], $0[0]] })
      let renamed = table.renaming(["text": "words"])
      #expect(renamed.column(named: "words") == table.column(named: "text"))
      #expect(renamed.column(named: "text") == nil)
      let cut = rows.count / 3..<rows.count
      #expect(table.slice(cut).rows == Array(rows[cut]))
    }
  }

  @Test func `columns of another table come in as they are, chosen or not`() {
    var random = SteadyRandom(seed: 7)
    let source = table(rows: 12, &random)
    let places = (0..<12).map { Int32(11 - $0) }
    for isDeferred in [true, false] {
      var table = Table(
        Schema([Field("n", .integer), Field("text", .integer)]),
        [
          .integer(PlainColumn(Array(0..<12))), .integer(PlainColumn(Array(0..<12))),
        ])
      table.add(source.selecting(["text", "date"]).gather(places, isDeferred: isDeferred))
      #expect(table.schema.names == ["n", "text", "date"])
      #expect(table.schema.field(named: "text")?.type == .text)
      let expected = places.enumerated().map { index, place in
        [.integer(Int64(index)), source.rows[Int(place)][0], source.rows[Int(place)][4]]
      }
      #expect(table.rows == expected)
    }
  }

  @Test func `many rows are copied the same by one thread and by five`() {
    var random = SteadyRandom(seed: 11)
    let table = table(rows: 500, &random)
    let places = (0..<200_000).map { _ in Int32.random(in: -1..<500, using: &random) }
    let alone = Parallel.$width.withValue(1) { table.gather(places).columns }
    #expect(Parallel.$width.withValue(5) { table.gather(places).columns } == alone)
  }
}
