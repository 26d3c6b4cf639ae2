import Tables
import Testing

@testable import Engine

@Suite struct BoundWindowTests {
  /// Partition 0 holds rows 4, 0, 2 in that order (0 and 2 equal), partition 1 rows 3, 1.
  static let table = Table(
    Schema([Field("i", .integer), Field("t", .text), Field("n", .number)]),
    [
      Column(.integer, [.integer(10), .integer(20), .null, .integer(30), .integer(40)]),
      Column(.text, [.text("a"), .text("b"), .text("c"), .null, .text("e")]),
      Column(.number, [.number(0.5), .null, .number(1), .null, .number(2)]),
    ])
  static let partitioning = Partitioning(
    rows: [4, 0, 2, 3, 1], starts: [0, 3, 5], beginsPeers: [true, true, false, true, true],
    grouping: Grouping(groupOf: [0, 1, 0, 1, 0], firstRows: [0, 1]))

  @Test(
    arguments: [
      ("row_number()", [.integer(2), .integer(2), .integer(3), .integer(1), .integer(1)]),
      ("rank()", [.integer(2), .integer(2), .integer(2), .integer(1), .integer(1)]),
      ("dense_rank()", [.integer(2), .integer(2), .integer(2), .integer(1), .integer(1)]),
      ("lag(i)", [.integer(40), .integer(30), .integer(10), .null, .null]),
      ("lag(t, 2)", [.null, .null, .text("e"), .null, .null]),
      ("lead(i)", [.null, .null, .null, .integer(20), .integer(10)]),
      ("lead(i, 0)", [.integer(10), .integer(20), .null, .integer(30), .integer(40)]),
      ("lead(i, 9223372036854775807)", [.null, .null, .null, .null, .null]),
      ("running_sum(i)", [.integer(50), .integer(50), .integer(50), .integer(30), .integer(40)]),
      ("running_sum(n)", [.number(2.5), .null, .number(3.5), .null, .number(2)]),
      ("running_count()", [.integer(2), .integer(2), .integer(3), .integer(1), .integer(1)]),
      ("running_count(i)", [.integer(2), .integer(2), .integer(2), .integer(1), .integer(1)]),
      ("sum(i)", [.integer(50), .integer(50), .integer(50), .integer(50), .integer(50)]),
      ("first(t)", [.text("e"), .text("b"), .text("e"), .text("b"), .text("e")]),
      ("last(t)", [.text("c"), .text("b"), .text("c"), .text("b"), .text("c")]),
      ("list(t, \"\")", [.text("eac"), .text("b"), .text("eac"), .text("b"), .text("eac")]),
      ("i / sum(i)", [.number(0.2), .number(0.4), .null, .number(0.6), .number(0.8)]),
      ("i - lag(i)", [.integer(-30), .integer(-10), .null, .null, .null]),
      ("if(row_number() == 1, t, null)", [.null, .null, .null, .null, .text("e")]),
    ] as [(String, [Value])])
  func `over partitions`(_ expression: String, _ expected: [Value]) throws {
    let bound = try BoundWindow.bind(
      ExpressionTesting.text(expression), in: ExpressionTesting.scope(Self.table.schema))
    let column = try bound.evaluate(
      on: Self.table, partitioning: Self.partitioning, in: ExpressionTesting.zone)
    #expect(ExpressionTesting.values(column) == expected)
    #expect(column.type == bound.type)
  }

  @Test func `an empty table gives an empty column`() throws {
    let empty = Table(empty: Self.table.schema)
    let none = Partitioning(
      rows: [], starts: [0], beginsPeers: [], grouping: Grouping(groupOf: [], firstRows: []))
    for expression in ["rank()", "lag(t)", "running_sum(n)", "i / sum(i)"] {
      let bound = try BoundWindow.bind(
        ExpressionTesting.text(expression), in: ExpressionTesting.scope(empty.schema))
      #expect(try bound.evaluate(on: empty, partitioning: none, in: ExpressionTesting.zone).count == 0)
    }
  }

  @Test func `a running sum that overflows names its row`() throws {
    let table = Table(Schema([Field("i", .integer)]), [Column(.integer, [.integer(1), .integer(.max)])])
    let both = Partitioning(
      rows: [1, 0], starts: [0, 2], beginsPeers: [true, true],
      grouping: Grouping(groupOf: [0, 0], firstRows: [0]))
    let bound = try BoundWindow.bind(
      ExpressionTesting.text("running_sum(i)"), in: ExpressionTesting.scope(table.schema))
    let printed = ExpressionTesting.printed("running_sum(i)") {
      _ = try bound.evaluate(on: table, partitioning: both, in: ExpressionTesting.zone)
    }
    #expect(printed.hasPrefix("job.yaml:1:1: error: integer overflow in row 1 of table 'people'\n"))
  }
}
