import Testing

@testable import Tables

/// Rows chosen again and again give what copying them at once gives.
@Suite struct TableRowsTests {
  private struct Numbers {
    var state: UInt64

    mutating func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }

    mutating func value(_ type: ColumnType) -> Value {
      if next(4) == 0 { return .null }
      switch type {
      case .text: return .text(["", "a", "ñandú", "a text of more than sixteen bytes", "😀"][next(5)])
      case .integer: return .integer([0, -1, .max, .min][next(4)])
      case .number: return .number([0.5, -0.0, 1e300][next(3)])
      case .boolean: return .boolean(next(2) == 0)
      case .date: return .date(Int32(next(40_000)))
      case .datetime: return .datetime(Int64(next(1_000_000)))
      }
    }

    mutating func table(rows: Int) -> Table {
      let types: [ColumnType] = [.text, .integer, .number, .boolean, .date, .datetime]
      let columns = types.map { type in Column(type, (0..<rows).map { _ in value(type) }) }
      return Table(Schema(types.map { Field($0.rawValue, $0) }), columns, rowCount: rows)
    }

    /// Places in so many rows, some of them none.
    mutating func places(in count: Int) -> [Int32] {
      (0..<next(2 * count + 2)).map { _ in count == 0 || next(6) == 0 ? -1 : Int32(next(count)) }
    }
  }

  private func chosen(_ rows: [[Value]], _ places: [Int32], width: Int) -> [[Value]] {
    places.map { $0 < 0 ? Array(repeating: .null, count: width) : rows[Int($0)] }
  }

  @Test(arguments: 0..<40) func `choices of choices are the same rows, copied at once or later`(seed: Int) {
    for worthWaiting in [0, Int.max] {
      Table.$worthWaiting.withValue(worthWaiting) {
        var random = Numbers(state: UInt64(seed) &* 0x9E37_79B9_7F4A_7C15)
        var table = random.table(rows: random.next(30))
        var rows = table.rows
        for _ in 0..<4 {
          // Some columns are read in between, and then copied from what was read.
          if random.next(2) == 0 { _ = table.column(named: "text") }
          let places = random.places(in: rows.count)
          let before = table
          table = table.gather(places)
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
  }

  @Test func `columns of another table come in as they are, chosen or not`() {
    var random = Numbers(state: 7)
    let source = random.table(rows: 12)
    let places = (0..<12).map { Int32(11 - $0) }
    for worthWaiting in [0, Int.max] {
      Table.$worthWaiting.withValue(worthWaiting) {
        var table = Table(
          Schema([Field("n", .integer), Field("text", .integer)]),
          [
            .integer(PlainColumn(Array(0..<12))), .integer(PlainColumn(Array(0..<12))),
          ])
        table.add(source.selecting(["text", "date"]).gather(places))
        #expect(table.schema.names == ["n", "text", "date"])
        #expect(table.schema.field(named: "text")?.type == .text)
        let expected = places.enumerated().map { index, place in
          [.integer(Int64(index)), source.rows[Int(place)][0], source.rows[Int(place)][4]]
        }
        #expect(table.rows == expected)
      }
    }
  }

  @Test func `many rows are copied the same by one thread and by five`() {
    var random = Numbers(state: 11)
    let table = random.table(rows: 500)
    let places = (0..<200_000).map { _ in Int32(random.next(501)) - 1 }
    let alone = Parallel.$width.withValue(1) { table.gather(places).columns }
    #expect(Parallel.$width.withValue(5) { table.gather(places).columns } == alone)
  }
}
