import Diagnostics
import Tables
import Testing

@Suite struct EvaluationFailureTests {
  @Test func `an overflow names the row, its file and its line`() throws {
    let table = Table(
      Schema([Field("i", .integer), .sourceFile, .sourceLine]),
      [
        Column(.integer, [.null, .integer(2), .integer(.max)]),
        Column(.text, [.text("zoom/a.csv"), .text("zoom/a.csv"), .text("zoom/b.csv")]),
        Column(.integer, [.integer(2), .integer(3), .integer(17)]),
      ])
    let printed = ExpressionTesting.printed("1 + i * 2") {
      _ = try ExpressionTesting.evaluate("1 + i * 2", on: table)
    }
    #expect(
      printed == """
        job.yaml:1:5: error: integer overflow in row 3 of table 'people' (zoom/b.csv:17)
          1 | 1 + i * 2
            |     ^~~~~
          why:  9223372036854775807 * 2 does not fit in an integer
          hint: calculate with number(x)
        """)
  }

  @Test(arguments: [
    ("-i", "integer overflow"), ("abs(i)", "integer overflow"), ("i - 1", "integer overflow"),
    ("round(i, -1)", "integer overflow"), ("n * 10", "number overflow"), ("n / 0.1", "number overflow"),
    ("floor(n)", "integer overflow"), ("round(n, -308)", "number overflow"), ("d + 1", "date overflow"),
    ("d + i", "date overflow"), ("coalesce(null_if(b, true), i - 1 > 0)", "integer overflow"),
    ("b and i - 1 > 0", "integer overflow"),
  ])
  func `the first row that fails is told`(_ expression: String, _ what: String) throws {
    let count = 40_000
    let bad = 33_333
    func column<T>(_ good: T, _ wrong: T) -> [T] { (0..<count).map { $0 >= bad ? wrong : good } }
    let table = Table(
      Schema([Field("i", .integer), Field("n", .number), Field("d", .date), Field("b", .boolean)]),
      [
        .integer(PlainColumn(column(1, Int64.min))), .number(PlainColumn(column(1, 1.7e308))),
        .date(PlainColumn(column(0, 2_932_896))), .boolean(PlainColumn(column(false, true))),
      ])
    #expect {
      try ExpressionTesting.evaluate(expression, on: table)
    } throws: { error in
      (error as? Diagnostic)?.message.description == "\(what) in row \(bad + 1) of table 'people'"
    }
  }

  @Test func `the deepest expressions run on any thread`() throws {
    let count = 40_000
    let table = Table(
      Schema([Field("i", .integer), Field("b", .boolean)]),
      [
        .integer(PlainColumn((0..<count).map { Int64($0) })),
        .boolean(PlainColumn((0..<count).map { $0 % 2 == 0 })),
      ])
    let sum = "i" + String(repeating: " + 1", count: 95)
    #expect(try ExpressionTesting.evaluate(sum, on: table).value(at: 5) == .integer(100))
    let nots = String(repeating: "not ", count: 95) + "b"
    #expect(try ExpressionTesting.evaluate(nots, on: table).value(at: 1) == .boolean(true))
    let ifs = String(repeating: "if(b, i + 1, ", count: 90) + "i" + String(repeating: ")", count: 90)
    #expect(try ExpressionTesting.evaluate(ifs, on: table).value(at: 1) == .integer(1))
  }
}
