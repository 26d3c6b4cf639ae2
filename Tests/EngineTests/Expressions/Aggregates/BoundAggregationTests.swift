import Engine
import Tables
import Testing

@Suite struct BoundAggregationTests {
  /// Group a has five rows, one of nulls; group b has one row of nulls; the null group one row.
  static let table = Table(
    Schema([
      Field("g", .text), Field("i", .integer), Field("n", .number), Field("t", .text), Field("b", .boolean),
      Field("d", .date),
    ]),
    [
      Column(.text, [.text("a"), .text("b"), .text("a"), .text("a"), .null, .text("a"), .text("a")]),
      Column(.integer, [.null, .null, .integer(3), .integer(1), .integer(9), .integer(3), .integer(4)]),
      Column(.number, [.null, .null, .number(0.5), .number(-0.0), .number(9), .number(0), .number(2)]),
      Column(.text, [.null, .null, .text("z"), .text("é"), .text(""), .text("z"), .text("Z")]),
      Column(
        .boolean, [.null, .null, .boolean(true), .boolean(false), .boolean(true), .null, .boolean(true)]),
      Column(.date, [.null, .null, .date(3), .date(1), .date(9), .date(3), .date(4)]),
    ])

  @Test(
    arguments: [
      ("count()", [.integer(5), .integer(1), .integer(1)]),
      ("count(i)", [.integer(4), .integer(0), .integer(1)]),
      ("count_distinct(i)", [.integer(3), .integer(0), .integer(1)]),
      ("count_distinct(n)", [.integer(3), .integer(0), .integer(1)]),
      ("count_distinct(t)", [.integer(3), .integer(0), .integer(1)]),
      ("count_distinct(b)", [.integer(2), .integer(0), .integer(1)]),
      ("count_distinct(d)", [.integer(3), .integer(0), .integer(1)]),
      ("sum(i)", [.integer(11), .null, .integer(9)]), ("sum(n)", [.number(2.5), .null, .number(9)]),
      ("mean(i)", [.number(2.75), .null, .number(9)]), ("mean(n)", [.number(0.625), .null, .number(9)]),
      ("min(i)", [.integer(1), .null, .integer(9)]), ("max(n)", [.number(2), .null, .number(9)]),
      ("min(t)", [.text("Z"), .null, .text("")]), ("max(t)", [.text("é"), .null, .text("")]),
      ("max(d)", [.date(4), .null, .date(9)]), ("median(i)", [.number(3), .null, .number(9)]),
      ("median(n)", [.number(0.25), .null, .number(9)]),
      ("quantile(i, 0.25)", [.number(2.5), .null, .number(9)]),
      ("quantile(i, 1)", [.number(4), .null, .number(9)]), ("first(i)", [.integer(3), .null, .integer(9)]),
      ("last(t)", [.text("Z"), .null, .text("")]), ("any(b)", [.boolean(true), .null, .boolean(true)]),
      ("all(b)", [.boolean(false), .null, .boolean(true)]),
      ("list(t)", [.text("z; é; z; Z"), .null, .text("")]),
      ("list(i, \"|\")", [.text("3|1|3|4"), .null, .text("9")]),
      ("sum(i) / count()", [.number(2.2), .null, .number(9)]),
      ("concat(g, \"=\", text(sum(i * 2)))", [.text("a=22"), .null, .null]),
      ("round(mean(i), 1)", [.number(2.8), .null, .number(9)]),
      ("1 + 1", [.integer(2), .integer(2), .integer(2)]),
      ("sum(1)", [.integer(5), .integer(1), .integer(1)]),
      ("count(if(i > 1, 1, null))", [.integer(3), .integer(0), .integer(1)]),
      ("coalesce(sum(i), 0)", [.integer(11), .integer(0), .integer(9)]),
    ] as [(String, [Value])])
  func `over groups`(_ expression: String, _ expected: [Value]) throws {
    let bound = try BoundAggregation.bind(
      ExpressionTesting.text(expression), in: ExpressionTesting.scope(Self.table.schema), groupedBy: ["g"])
    let groups = ExpressionTesting.grouping(Self.table.column(named: "g")!)
    let column = try bound.evaluate(on: Self.table, groups: groups, in: ExpressionTesting.zone)
    #expect(ExpressionTesting.values(column) == expected)
    #expect(column.type == bound.type)
  }

  @Test(
    arguments: [
      ("count()", .integer(0)), ("sum(i)", .null), ("count_distinct(t)", .integer(0)), ("list(t)", .null),
      ("any(b)", .null), ("median(n)", .null), ("min(t)", .null), ("first(d)", .null),
    ] as [(String, Value)])
  func `an empty table is one group`(_ expression: String, _ expected: Value) throws {
    let empty = Table(empty: Self.table.schema)
    let bound = try BoundAggregation.bind(
      ExpressionTesting.text(expression), in: ExpressionTesting.scope(empty.schema), groupedBy: [])
    let column = try bound.evaluate(on: empty, groups: .whole(rowCount: 0), in: ExpressionTesting.zone)
    #expect(ExpressionTesting.values(column) == [expected])
  }

  @Test func `the columns read are known`() throws {
    let bound = try BoundAggregation.bind(
      ExpressionTesting.text("concat(g, list(t))"), in: ExpressionTesting.scope(Self.table.schema),
      groupedBy: ["g", "b"])
    #expect(bound.columns == ["g", "t"])
  }

  @Test func `a sum beyond integers names its group`() throws {
    let table = Table(
      Schema([Field("i", .integer), .sourceFile, .sourceLine]),
      [
        Column(.integer, [.integer(.max), .integer(1), .integer(-5)]),
        Column(.text, [.text("a.csv"), .text("a.csv"), .text("a.csv")]),
        Column(.integer, [.integer(2), .integer(3), .integer(4)]),
      ])
    let bound = try BoundAggregation.bind(
      ExpressionTesting.text("1 + sum(i)"), in: ExpressionTesting.scope(table.schema), groupedBy: [])
    // Only the end counts, not what lies between.
    #expect(
      ExpressionTesting.values(
        try bound.evaluate(on: table, groups: .whole(rowCount: 3), in: ExpressionTesting.zone))
        == [.integer(.max - 3)])
    let shorter = table.slice(0..<2)
    let printed = ExpressionTesting.printed("1 + sum(i)") {
      _ = try bound.evaluate(on: shorter, groups: .whole(rowCount: 2), in: ExpressionTesting.zone)
    }
    #expect(
      printed == """
        job.yaml:1:5: error: integer overflow in group 1 of table 'people' (the group begins in row 1, a.csv:2)
          1 | 1 + sum(i)
            |     ^~~~~~
          why:  sum() of the group does not fit in an integer
          hint: calculate with number(x)
        """)
  }

  /// `median(x)` of a table with two rows of one group.
  private func medians(of table: Table) throws -> [Value] {
    let bound = try BoundAggregation.bind(
      ExpressionTesting.text("median(x)"), in: ExpressionTesting.scope(table.schema), groupedBy: [])
    let one = Column.integer(PlainColumn([Int64(1), 1]))
    let column = try bound.evaluate(
      on: table, groups: ExpressionTesting.grouping(one), in: ExpressionTesting.zone)
    return ExpressionTesting.values(column)
  }

  @Test func `a median is the mean of the middle two, rounded once`() throws {
    let most = Double.greatestFiniteMagnitude
    for (numbers, expected) in [([0.2, 2.5], 1.35), ([most, most], most), ([-most, most], 0)] {
      let table = Table(Schema([Field("x", .number)]), [.number(PlainColumn(numbers))], rowCount: 2)
      #expect(try medians(of: table) == [.number(expected)])
    }
  }

  @Test func `a median of integers that no number can hold is rounded once`() throws {
    let big: Int64 = 9_007_199_254_740_993
    for (integers, expected) in [
      ([big, big + 2], 9_007_199_254_740_994), ([big - 2, big + 1], 9_007_199_254_740_992),
      ([.max, .max], 0x1p63), ([.min, .max], -0.5),
    ] as [([Int64], Double)] {
      let table = Table(Schema([Field("x", .integer)]), [.integer(PlainColumn(integers))], rowCount: 2)
      #expect(try medians(of: table) == [.number(expected)])
    }
  }
}
