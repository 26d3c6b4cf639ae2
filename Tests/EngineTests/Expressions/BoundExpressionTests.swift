import Tables
import Testing

@testable import Engine

@Suite struct BoundExpressionTests {
  /// Columns i, n, t, b, d, w of two rows: one with values, one of nulls.
  static let table = Table(
    Schema([
      Field("i", .integer), Field("n", .number), Field("t", .text), Field("b", .boolean),
      Field("d", .date), Field("w", .datetime), Field("Correo electrónico", .text),
    ]),
    [
      Column(.integer, [.integer(7), .null]), Column(.number, [.number(2.5), .null]),
      Column(.text, [.text("Núñez, Ana"), .null]), Column(.boolean, [.boolean(true), .null]),
      Column(.date, [.date(18_743), .null]),
      Column(.datetime, [.datetime(ExpressionTesting.instant("2021-04-26T09:30")), .null]),
      Column(.text, [.text("ana@example.org"), .null]),
    ])

  struct Case: CustomTestStringConvertible, Sendable {
    let expression: String
    let value: Value
    /// Of the row of nulls.
    let ofNull: Value
    var testDescription: String { expression }
    init(_ expression: String, _ value: Value, null ofNull: Value = .null) {
      self.expression = expression
      self.value = value
      self.ofNull = ofNull
    }
  }

  static func same(_ expression: String, _ value: Value) -> Case { Case(expression, value, null: value) }

  @Test(arguments: [
    same("12", .integer(12)), same("3.5", .number(3.5)), same(".5", .number(0.5)), same("1e3", .number(1000)),
    same("-9223372036854775808", .integer(.min)), same("\"a\"", .text("a")), same("'it''s'", .text("it's")),
    same("\"\\d\"", .text("\\d")), same("true", .boolean(true)), same("null", .null),
    same("date(\"2021-04-26\")", .date(18_743)), same("$min_minutes", .integer(10)), same("$stage", .null),
    same("date($as_of)", .date(18_748)), same("`i` is null", .boolean(false)).but(null: .boolean(true)),
    Case("`Correo electrónico`", .text("ana@example.org")),
  ])
  func `literals and names`(_ test: Case) throws { try check(test) }

  @Test(arguments: [
    Case("i + 1", .integer(8)), Case("i - 10", .integer(-3)), Case("i * 2.0", .number(14)),
    Case("i / 2", .number(3.5)), Case("i / 0", .null), Case("i % 4", .integer(3)),
    Case("-i % 4", .integer(-3)),
    Case("i % 0", .null), Case("n % 2", .number(0.5)), Case("-n", .number(-2.5)),
    Case("1 + 2 * i", .integer(15)),
    Case("(1 + 2) * i", .integer(21)), Case("d + 1", .date(18_744)), Case("1 + d", .date(18_744)),
    Case("d - 1", .date(18_742)), Case("d - date(\"2021-04-01\")", .integer(25)), Case("i + null", .null),
    Case("i - -1", .integer(8)), Case("i % -1", .integer(0)),
  ])
  func arithmetic(_ test: Case) throws { try check(test) }

  @Test(arguments: [
    Case("i == 7", .boolean(true)), Case("i == 7.0", .boolean(true)), Case("i != 7", .boolean(false)),
    Case("i < 8", .boolean(true)), Case("8 <= i", .boolean(false)), Case("n > i", .boolean(false)),
    Case("t == \"Núñez, Ana\"", .boolean(true)), Case("\"A\" < t", .boolean(true)),
    Case("t < \"Z\"", .boolean(true)), Case("b == true", .boolean(true)), Case("b != true", .boolean(false)),
    Case("d >= date(\"2021-04-26\")", .boolean(true)), Case("w < $as_of", .boolean(true)),
    Case("i == null", .null),
    Case("i in [1, 7]", .boolean(true)), Case("i in [1, 2.5]", .boolean(false)),
    Case("i not in [1, 7]", .boolean(false)), Case("i in [1, null]", .null),
    Case("i in [7, null]", .boolean(true)),
    Case("t in [\"x\", t]", .boolean(true)), same("i in []", .boolean(false)),
    same("i not in []", .boolean(true)),
    Case("i is null", .boolean(false), null: .boolean(true)),
    Case("i is not null", .boolean(true), null: .boolean(false)), same("null is null", .boolean(true)),
  ])
  func comparisons(_ test: Case) throws { try check(test) }

  @Test(arguments: [
    Case("b and true", .boolean(true)), Case("b and false", .boolean(false), null: .boolean(false)),
    Case("b or true", .boolean(true), null: .boolean(true)), Case("b or false", .boolean(true)),
    Case("not b", .boolean(false)), Case("not b or b", .boolean(true)), Case("not i == 7", .boolean(false)),
    Case("i == 1 or i == 7 and b", .boolean(true)),
    Case("false and b", .boolean(false), null: .boolean(false)),
    Case("null and b", .null), Case("null or b", .boolean(true)),
  ])
  func logic(_ test: Case) throws { try check(test) }

  @Test(arguments: [
    Case("if(b, i, 0)", .integer(7), null: .integer(0)),
    Case("if(b, i, 0.5)", .number(7), null: .number(0.5)),
    Case("if(i > 100, i * 9223372036854775807, null)", .null),
    Case("coalesce(i, 0)", .integer(7), null: .integer(0)),
    Case("coalesce(null, t, \"?\")", .text("Núñez, Ana"), null: .text("?")), Case("null_if(i, 7)", .null),
    Case("null_if(i, 8)", .integer(7)), Case("least(i, n)", .number(2.5)),
    Case("greatest(i, n, 9)", .number(9)),
    Case("least(t, \"B\")", .text("B")), Case("greatest(i, null)", .null),
    Case("i < 100 or i * 9223372036854775807 > 0", .boolean(true)),
  ])
  func choices(_ test: Case) throws { try check(test) }

  @Test(arguments: [
    Case("lower(t)", .text("núñez, ana")), Case("upper(t)", .text("NÚÑEZ, ANA")),
    Case("fold(t)", .text("nunez, ana")),
    Case("length(t)", .integer(10)), Case("trim(concat(\"\u{A0} \t\", t, \" \"))", .text("Núñez, Ana")),
    Case("substring(t, 2, 3)", .text("úñe")), Case("substring(t, 8)", .text("Ana")),
    Case("substring(t, -3, 2)", .text("An")), Case("substring(t, 0, 2)", .text("N")),
    Case("substring(t, 99)", .text("")), Case("substring(t, 1, 0)", .text("")),
    Case("replace(t, \"n\", \"nn\")", .text("Núñez, Anna")),
    Case("replace(t, \"\", \"x\")", .text("Núñez, Ana")),
    Case("starts_with(t, \"Nú\")", .boolean(true)), Case("ends_with(t, \"Ana\")", .boolean(true)),
    Case("contains(t, \"ez,\")", .boolean(true)), Case("contains(t, \"\")", .boolean(true)),
    Case("matches(t, \"^N.+a$\")", .boolean(true)), Case("matches(t, \"\\d\")", .boolean(false)),
    Case("extract(t, \"(\\w+), (\\w+)\", 2)", .text("Ana")), Case("extract(t, \"\\w+\")", .text("Núñez")),
    Case("extract(t, \"(x)?A\", 1)", .null), Case("extract(t, \"x\")", .null),
    Case("split(t, \", \", 2)", .text("Ana")), Case("split(t, \", \", -1)", .text("Ana")),
    Case("split(t, \", \", -2)", .text("Núñez")), Case("split(t, \", \", 3)", .null),
    Case("split(t, \"|\", 1)", .text("Núñez, Ana")),
    Case("split(t, \"\", 1)", .text("Núñez, Ana")), Case("concat(t, \"!\")", .text("Núñez, Ana!")),
    Case("replace_all(t, \"\\p{Lu}\", \"<\\0>\")", .text("<N>úñez, <A>na")),
    Case("replace_all(t, \"(\\w+), (\\w+)\", \"\\2 \\1 \\\\\")", .text("Ana Núñez \\")),
    same("replace_all(\"aña\", \"x*\", \"-\")", .text("-a-ñ-a-")),
    same("replace_all(\"a1\", \"(x)?\\d\", \"[\\1]\")", .text("a[]")),
    same("replace_all(\"aab\", \"^a\", \"\")", .text("ab")), same("replace_all(null, \"a\", \"b\")", .null),
    Case("title(upper(t))", .text("Núñez, Ana")),
    Case("normalize(concat(\" \", t, \"\u{200B}\"))", .text("Núñez, Ana")),
    same("country_name(\"CHL\", \"fr\")", .text("Chili")), same("country_name(\"xx\", \"fr\")", .null),
    same("text(date(\"26.04.21\", \"dd.MM.yy\"))", .text("2021-04-26")),
    same("date(\"x\", \"dd.MM.yy\")", .null),
    same("concat(\"a\", null)", .null), same("country(\"Chile\")", .text("CHL")), Case("country(t)", .null),
  ])
  func `text functions`(_ test: Case) throws { try check(test) }

  @Test(arguments: [
    Case("abs(-i)", .integer(7)), Case("abs(-n)", .number(2.5)), Case("round(n)", .number(3)),
    Case("round(-n)", .number(-3)),
    same("round(2.675, 2)", .number(2.68)), same("round(1.005, 2)", .number(1.01)),
    same("round(0.49999999999999994)", .number(0)),
    same("round(1250, -2)", .integer(1300)), same("round(-1250, -2)", .integer(-1300)),
    same("round(1e300, 3)", .number(1e300)),
    Case("floor(n)", .integer(2)), Case("ceil(n)", .integer(3)), Case("floor(-n)", .integer(-3)),
    Case("ceil(i)", .integer(7)),
  ])
  func `number functions`(_ test: Case) throws { try check(test) }

  @Test(arguments: [
    Case("text(i)", .text("7")), Case("text(n * 8)", .text("20")), same("text(0.1)", .text("0.1")),
    same("text(1e300)", .text("1e+300")), Case("text(b)", .text("true")),
    Case("text(d)", .text("2021-04-26")),
    Case("text(w)", .text("2021-04-26T09:30:00-04:00")),
    same("text(datetime(\"2021-03-01T00:00:00.25Z\"))", .text("2021-02-28T21:00:00.25-03:00")),
    same("integer(\" 12 \")", .integer(12)), same("integer(\"12.5\")", .null), same("integer(\"x\")", .null),
    Case("integer(-n)", .integer(-2)), same("integer(1e30)", .null), Case("integer(b)", .integer(1)),
    same("integer(\"-9223372036854775808\")", .integer(.min)),
    same("integer(\"9223372036854775808\")", .null),
    same("number(\"1e2\")", .number(100)), same("number(\"-.5\")", .number(-0.5)),
    same("number(\"1,5\")", .null),
    same("number(\"0.1\")", .number(0.1)), same("number(\"1e999\")", .null), same("number(\"nan\")", .null),
    same("number(\"12345678901234567890\")", .number(12_345_678_901_234_567_168)),
    Case("number(i)", .number(7)),
    same("boolean(\"Sí\")", .boolean(true)), same("boolean(\"no\")", .boolean(false)),
    same("boolean(\"?\")", .null),
    Case("boolean(i)", .boolean(true)), Case("date(w)", .date(18_743)),
    same("date(concat(\"2021-02-3\", \"0\"))", .null),
    Case("text(datetime(d))", .text("2021-04-26T00:00:00-04:00")),
    same("date(\"2021-04-26T23:30:00Z\")", .date(18_743)),
  ])
  func conversions(_ test: Case) throws { try check(test) }

  @Test(arguments: [
    Case("year(d)", .integer(2021)), Case("month(w)", .integer(4)), Case("day(w)", .integer(26)),
    Case("weekday(d)", .integer(1)), Case("hour(w)", .integer(9)), Case("minute(w)", .integer(30)),
    Case("minutes_between(w, datetime(\"2021-04-26T10:00:30\"))", .number(30.5)),
    Case("days_between(d, date(\"2021-05-01\"))", .integer(5)),
    Case("days_between(w, datetime(\"2021-04-27T00:00\"))", .integer(1)),
    Case("text(start_of(w, \"hour\"))", .text("2021-04-26T09:00:00-04:00")),
    Case("text(start_of(w, \"year\"))", .text("2021-01-01T00:00:00-03:00")),
    Case("text(start_of(d + 2, \"week\"))", .text("2021-04-26")),
    Case("text(start_of(d, \"month\"))", .text("2021-04-01")),
    Case("text(start_of(d + 40, \"quarter\"))", .text("2021-04-01")),
    Case("format(d, \"dd/MM/yy\")", .text("26/04/21")),
    Case("format(w, \"yyyy-MM-dd HH:mm:ss\")", .text("2021-04-26 09:30:00")),
    Case("format(w, \"h:mm a\")", .text("9:30 AM")),
    Case("format(d, \"EEEE d 'de' MMMM\", \"es\")", .text("lunes 26 de abril")),
    Case("format(d, \"YYYY-'W'ww\")", .text("2021-W17")), Case("format(w, \"XXX\")", .text("-04:00")),
    same("format(1234567.891, \"#,##0.00\")", .text("1,234,567.89")),
    same("format(1234.5, \"#,##0.0#\", \"es\")", .text("1.234,5")),
    same("format(0.256, \"0.0%\")", .text("25.6%")), Case("format(i, \"000\")", .text("007")),
    same("format(-0.001, \"0.0\")", .text("0.0")), same("format(999.95, \"0.0\")", .text("1000.0")),
  ])
  func `date functions and format`(_ test: Case) throws { try check(test) }

  private func check(_ test: Case) throws {
    let column = try ExpressionTesting.evaluate(test.expression, on: Self.table)
    #expect(ExpressionTesting.values(column) == [test.value, test.ofNull])
  }

  @Test func `a table longer than a batch gives the same as row by row`() throws {
    let count = 50_000
    let numbers = (0..<count).map { Value.integer(Int64($0)) }
    let table = Table(
      Schema([Field("i", .integer), Field("t", .text)]),
      [
        .integer(PlainColumn((0..<count).map { Int64($0) })),
        .text(TextColumn((0..<count).map { $0 % 3 == 0 ? nil : "x\($0)" })),
      ])
    #expect(ExpressionTesting.values(try ExpressionTesting.evaluate("i + 0", on: table)) == numbers)
    let texts = try ExpressionTesting.evaluate("concat(t, \"-\", text(i))", on: table)
    #expect(texts.value(at: 40_000) == .text("x40000-40000"))
    #expect(texts.value(at: 39_999) == .null)
    let some = try BoundExpression.bind(
      ExpressionTesting.text("i * 2"), in: ExpressionTesting.scope(table.schema)
    ).evaluate(on: table, rows: 16_000..<40_001, in: ExpressionTesting.zone)
    #expect(some.count == 24_001)
    #expect(some.value(at: 24_000) == .integer(80_000))
  }

  @Test func `columns and constants are known before evaluation`() throws {
    let scope = ExpressionTesting.scope(Self.table.schema)
    let reading = try BoundExpression.bind(ExpressionTesting.text("if(b, i, n) > 2"), in: scope)
    #expect(reading.columns == ["b", "i", "n"])
    #expect(reading.type == .boolean)
    #expect(reading.root.constant == nil)
    let constant = try BoundExpression.bind(ExpressionTesting.text("1 + $min_minutes"), in: scope)
    #expect(constant.root.constant != nil)
    #expect(try BoundExpression.bind(ExpressionTesting.text("null"), in: scope).type == .text)
  }

  @Test func `an expected number takes an integer`() throws {
    let column = try ExpressionTesting.evaluate("i", on: Self.table, expecting: .number)
    #expect(ExpressionTesting.values(column) == [.number(7), .null])
  }

  @Test func `provenance and figures are columns of their own names`() throws {
    let table = Table(
      Schema([.sourceFile, .sourceLine]), [Column(.text, [.text("a.csv")]), Column(.integer, [.integer(4)])])
    #expect(
      try ExpressionTesting.evaluate("concat(source_file(), \":\", text(source_line()))", on: table)
        .value(at: 0) == .text("a.csv:4"))
    let figures = Table(Schema([Field("figures.registered", .integer)]), [Column(.integer, [.integer(982)])])
    let bound = try BoundExpression.bind(
      ExpressionTesting.text("figures.registered > 980"),
      in: ExpressionTesting.scope(Schema(), figures: ["registered": .integer]))
    #expect(bound.columns == ["figures.registered"])
    #expect(try bound.evaluate(on: figures, in: ExpressionTesting.zone).value(at: 0) == .boolean(true))
  }
}

extension BoundExpressionTests.Case {
  func but(null: Value) -> Self { Self(expression, value, null: null) }
}
