import TestSupport
import Testing

@testable import Tables

@Suite struct NumberReadingTests {
  private let dot = NumberSyntax()
  private let comma = NumberSyntax(decimal: UInt8(ascii: ","))

  @Test(
    arguments: [
      ("0", 0), ("7", 7), ("+7", 7), (" 12 ", 12), ("\u{A0}12\u{202F}", 12), ("007", 7), ("-0", 0),
      ("1,234", 1234),
      ("1,234,567", 1_234_567), ("1 234", 1234), ("1\u{202F}234\u{202F}567", 1_234_567), ("1'234", 1234),
      ("1’234", 1234), ("12.0", 12), ("12.000", 12), ("\u{2212}5", -5), ("9223372036854775807", Int64.max),
      ("-9223372036854775808", Int64.min), ("9,223,372,036,854,775,807", Int64.max),
    ] as [(String, Int64)])
  func `integers`(text: String, value: Int64) { #expect(dot.integer(text) == value) }

  @Test(arguments: [
    "", " ", "-", "+", "x", "1x", "1.5", "1e3", "1,23", "1,2345", "12,34", ",123", "1,", "0,123", "1 2",
    "1,234 567",
    "--1", "+-1", "9223372036854775808", "-9223372036854775809", "99999999999999999999", "12%", "1_000",
    "NaN", "١",
  ])
  func `what is no integer`(text: String) { #expect(dot.integer(text) == nil) }

  @Test(
    arguments: [
      ("1.5", 1.5), (".5", 0.5), ("5.", 5), ("-0.25", -0.25), ("1e5", 1e5), ("1E-3", 1e-3), ("+1.5e+2", 150),
      ("1,234.5", 1234.5), ("0.1", 0.1), ("1e22", 1e22), ("1e23", 1e23),
      ("123456789012345678", 123456789012345680),
      ("0.3000000000000000000", 0.3), ("1.7976931348623157e308", Double.greatestFiniteMagnitude),
      ("4.9406564584124654e-324", Double.leastNonzeroMagnitude), ("1e-999", 0),
      ("2.2250738585072014e-308", 2.2250738585072014e-308),
      ("9007199254740993", 9007199254740992), ("100000000000000000000000000", 1e26),
      ("0.00000000000000000000001", 1e-23),
    ] as [(String, Double)])
  func `numbers`(text: String, value: Double) { #expect(dot.number(text) == value) }

  @Test(arguments: [
    "", "NaN", "inf", "-inf", "Infinity", "1e999", "1e", "e5", ".", "1.2.3", "12%", "0x10", "1,23", "1.5,000",
  ])
  func `what is no number`(text: String) { #expect(dot.number(text) == nil) }

  @Test func `with a decimal comma dots group thousands`() {
    #expect(comma.number("1.234,5") == 1234.5)
    #expect(comma.number("11,5") == 11.5)
    #expect(comma.number("1.310") == 1310)
    #expect(comma.number("1.31") == nil)
    #expect(comma.number("1 234,5") == 1234.5)
    #expect(comma.integer("1.234") == 1234)
    #expect(comma.integer("12,0") == 12)
  }

  @Test func `every double reads back from its shortest text`() {
    var state: UInt64 = 42
    for _ in 0..<5000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let value = Double(bitPattern: state)
      if value.isFinite { #expect(dot.number("\(value)") == value) }
      let short = Double(Int64(bitPattern: state) >> 40) / 1000
      #expect(dot.number("\(short)") == short)
    }
  }

  @Test(arguments: [
    ("true", true), ("FALSE", false), ("Yes", true), ("no", false), ("Sí", true), ("SI", true),
    ("si\u{301}", true),
    ("1", true), ("0", false), (" yes ", true), ("não", false), ("Verdadero", true), ("oui", true),
  ])
  func `booleans`(text: String, value: Bool) { #expect(BooleanSyntax.boolean(text) == value) }

  @Test(arguments: ["", "x", "2", "yess", "tru", "10"])
  func `what is no boolean`(text: String) { #expect(BooleanSyntax.boolean(text) == nil) }
}

@Suite struct DateReadingTests {
  private func iso(_ text: String) -> WallTime? {
    let bytes = Array(text.utf8)
    return ISOTime.read(bytes.span, 0..<bytes.count)
  }

  private func time(
    _ year: Int, _ month: Int, _ day: Int, _ hour: Int = 0, _ minute: Int = 0, _ second: Int = 0,
    _ micro: Int = 0,
    offset: Int64? = nil, hasTime: Bool = true
  ) -> WallTime {
    WallTime(
      year: year, month: month, day: day, hour: hour, minute: minute, second: second, microsecond: micro,
      offset: offset.map { $0 * 60_000_000 }, hasTime: hasTime)!
  }

  @Test func `ISO dates and times`() {
    #expect(iso("2021-04-26") == time(2021, 4, 26, hasTime: false))
    #expect(iso("2021-04-26T09:05") == time(2021, 4, 26, 9, 5))
    #expect(iso("2021-04-26 09:05:07") == time(2021, 4, 26, 9, 5, 7))
    #expect(iso("2021-04-26t09:05:07.25Z") == time(2021, 4, 26, 9, 5, 7, 250_000, offset: 0))
    #expect(iso("2021-04-26 09:05:07.123456789-04:00") == time(2021, 4, 26, 9, 5, 7, 123_456, offset: -240))
    #expect(iso("2021-04-26T09:05+0530") == time(2021, 4, 26, 9, 5, offset: 330))
    #expect(iso("2021-04-26T09:05 +05") == time(2021, 4, 26, 9, 5, offset: 300))
    #expect(iso("2024-02-29") != nil)
    #expect(iso("2021-04-26T24:00") == time(2021, 4, 27))
    #expect(iso("9999-12-31T24:00") == nil)
  }

  @Test(arguments: [
    "2021-4-26", "2021-02-30", "2021-13-01", "2021-04-26T", "2021-04-26T24:01", "2021-04-26T09:60",
    "2021-04-26 9:05",
    "2021-04-26T09:05:07.", "2021-04-26T09:05:07x", "2021-04-26T09:05:6", "26/04/2021", "2021/04/26",
    "20210426",
    "0000-01-01", "2021-04-26T09:05-4:00", "2021-02-29",
  ])
  func `what is no ISO time`(text: String) { #expect(iso(text) == nil) }

  private func read(_ text: String, _ pattern: String) throws -> WallTime? {
    let bytes = Array(text.utf8)
    return try DatePattern(pattern).read(bytes.span, 0..<bytes.count)
  }

  @Test func `patterns`() throws {
    #expect(try read("26/04/2021", "dd/MM/yyyy") == time(2021, 4, 26, hasTime: false))
    #expect(try read("6/4/2021 9:05", "d/M/yyyy H:mm") == time(2021, 4, 6, 9, 5))
    #expect(try read("04/26/21 01:05:00 PM", "MM/dd/yy hh:mm:ss a") == time(2021, 4, 26, 13, 5))
    #expect(try read("12:30 a. m. 2021-04-26", "h:mm a yyyy-MM-dd") == time(2021, 4, 26, 0, 30))
    #expect(
      try read("2026/02/23 7:18:51\u{202F}a.\u{A0}m. GMT-5", "yyyy/MM/dd h:mm:ss a z")
        == time(2026, 2, 23, 7, 18, 51, offset: -300))
    #expect(
      try read("lun., 14 de SEPTIEMBRE de 2026", "EEE, d 'de' MMMM 'de' yyyy")
        == time(2026, 9, 14, hasTime: false))
    #expect(try read("14 sept. 2026", "d MMM yyyy") == time(2026, 9, 14, hasTime: false))
    #expect(try read("14 sept. 2026", "d MMM. yyyy") == time(2026, 9, 14, hasTime: false))
    #expect(try read("1er août 2021", "d'er' MMMM yyyy") == time(2021, 8, 1, hasTime: false))
    #expect(try read("20210426090507", "yyyyMMddHHmmss") == time(2021, 4, 26, 9, 5, 7))
    #expect(
      try read("2021-04-26T09:05:07.5+02:00", "yyyy-MM-dd'T'HH:mm:ss.SSSXXX")
        == time(2021, 4, 26, 9, 5, 7, 500_000, offset: 120))
  }

  @Test func `what does not follow its pattern`() throws {
    #expect(try read("31/02/2021", "dd/MM/yyyy") == nil)
    #expect(try read("26/04/21", "dd/MM/yyyy") == nil)
    #expect(try read("26/04/2021 10:00", "dd/MM/yyyy") == nil)
    #expect(try read("26-04-2021", "dd/MM/yyyy") == nil)
    #expect(try read("13:00 PM 2021-04-26", "h:mm a yyyy-MM-dd") == nil)
    #expect(try read("14 foo 2026", "d MMM yyyy") == nil)
  }

  @Test(arguments: [
    "", "HH:mm", "dd/mm/yyyy", "yyyy-MM-dd hh:mm", "yyyy-MM-dd 'x", "yyyy-MM-dd k", "yyyyy-MM-dd",
  ])
  func `what is no pattern`(text: String) {
    #expect(throws: DatePattern.Problem.self) { try DatePattern(text) }
  }

  private func loose(_ text: String, _ order: DateOrder = .monthFirst) -> WallTime? {
    let bytes = Array(text.utf8)
    return LooseTime.read(bytes.span, 0..<bytes.count, order: order)
  }

  @Test func `the shapes that meeting services write`() {
    #expect(loose("Mar 22, 2025 19:13:27") == time(2025, 3, 22, 19, 13, 27))
    #expect(loose("Mar 28, 2020 8:07 AM") == time(2020, 3, 28, 8, 7))
    #expect(loose("03/29/2025 07:32:31 PM") == time(2025, 3, 29, 19, 32, 31))
    #expect(loose("2025-03-29 19:32:31") == time(2025, 3, 29, 19, 32, 31))
    #expect(loose("2026-03-20T14:00:00Z") == time(2026, 3, 20, 14, offset: 0))
    #expect(loose("01/06/2023 00:00", .dayFirst) == time(2023, 6, 1))
    #expect(loose("26/04/2021 à 09:00:05", .dayFirst) == time(2021, 4, 26, 9, 0, 5))
    #expect(loose("26 de abril de 2021 a las 9:00") == time(2021, 4, 26, 9))
    #expect(loose("26 de abril de 2021 às 09:00") == time(2021, 4, 26, 9))
    #expect(loose("26 April 2021 um 9:00") == time(2021, 4, 26, 9))
    #expect(loose("26/04/2021 a las 9:00 p. m.", .dayFirst) == time(2021, 4, 26, 21))
    #expect(loose("2026/02/23 7:18:51 a. m. -05:00") != nil)
    #expect(loose("26/04/2021 o 09:00", .dayFirst) == nil)
    #expect(loose("mar. 18, 2021 19:02") == time(2021, 3, 18, 19, 2))
    #expect(loose("19/09/2025 01:00:00 PM", .dayFirst) == time(2025, 9, 19, 13))
    #expect(loose("26/04/2021 9.05.30", .dayFirst) == time(2021, 4, 26, 9, 5, 30))
    #expect(loose("26/04/2021 14h30", .dayFirst) == time(2021, 4, 26, 14, 30))
    #expect(loose("12/10/2021, 7:37:51 PM") == time(2021, 12, 10, 19, 37, 51))
    #expect(loose("14 sept 2026") == time(2026, 9, 14, hasTime: false))
    #expect(loose("26 de abril de 2021 9:05 a. m.") == time(2021, 4, 26, 9, 5))
    #expect(loose("18:14") == nil)
    #expect(loose("26/04/2021") == nil)
  }

  @Test(arguments: [
    "26. April 2021 09:05 Uhr", "26.April 2021 9:05", "26. Apr. 2021, 09:05", "26.Apr.2021 09:05",
    "Montag, 26. April 2021 um 09:05 Uhr", "Mo, 26. April 2021 09:05", "26. 4. 2021 9:05",
    "Mo 26.04.2021 09:05",
    "lunedì 26 aprile 2021 alle 09:05", "lun. 26 apr. 2021 ore 9.05", "lundi 26 avril 2021 à 9 h 05",
    "lun. 26 avr. 2021 09h05", "segunda-feira, 26 de abril de 2021 às 09:05",
    "seg., 26 de abr. de 2021 09:05",
    "lunes, 26 de abril de 2021, 9:05 hs", "lunes 26 abril 2021 09:05 h", "26-abr.-2021 9:05",
    "Mon, Apr 26, 2021 9:05 AM", "Monday, 26th April 2021 at 09:05", "April 26th, 2021 09:05",
    "mar. 26 avril 2021 09:05",
  ])
  func `one date in the words of all languages`(text: String) {
    #expect(loose(text, .dayFirst) == time(2021, 4, 26, 9, 5))
  }

  @Test func `the first of a month, whole hours, and words that make no date`() {
    for text in ["1er mai 2021", "1º de maio de 2021", "1° maggio 2021", "1. Mai 2021", "1st May 2021"] {
      #expect(loose(text) == time(2021, 5, 1, hasTime: false))
    }
    #expect(loose("26/04/2021 9h", .dayFirst) == time(2021, 4, 26, 9))
    for text in [
      "26. Foo 2021", "Foo, 26. April 2021", "26. April", "26. April 202", "26. April 2021 9:05 Foo", "1. 2",
      "26. April 2021 Uhr", "26xx April 2021",
    ] {
      #expect(loose(text) == nil)
    }
    #expect(loose("mar. 1, 2021") == time(2021, 3, 1, hasTime: false))
  }

  @Test func `a time without zone is on the clock of its column`() throws {
    let result = try Tables_read("t\n2021-03-25 10:00\n2021-04-26 10:00\n2021-04-26T10:00Z\n2021-04-27\n")
    #expect(
      result.values("t") == [
        .datetime(1_616_677_200_000_000), .datetime(1_619_445_600_000_000), .datetime(1_619_431_200_000_000),
        .datetime(1_619_496_000_000_000),
      ])
  }

  private func Tables_read(_ text: String) throws -> ReadingResult {
    try TestSupport.read(text) {
      $0.zone = Zone("America/Santiago")!
      $0.columns = [InputColumn("t", .datetime)]
    }
  }

  @Test(arguments: [
    "2021-04-26 09:05:07", "2021-04-26T23:59:59", "2021-12-31 00:00:00", "2021-04-26 24:00:00",
    "2021-04-26 09:60:00",
    "2021-04-26 09:05:60", "2021-02-30 09:05:07", "2021-04-26 09:0:007", "2021-04-26x09:05:07",
    "2021-04-26 0a:05:07",
    "2021-04-26 09;05:07", "2021-04-26 09:05 Z  ",
  ])
  func `the fast way reads what the general one reads, or leaves it to it`(text: String) {
    let bytes = Array(text.utf8)
    var plain = PlainTimeReader()
    let general = ISOTime.read(bytes.span, 0..<bytes.count)
    let fast = plain.local(bytes.span, 0..<bytes.count)
    #expect(fast == general?.local || fast == nil && text.contains("24:00"))
    #expect(plain.local(bytes.span, 0..<bytes.count) == fast)
  }

  @Test func `rows in no order around a clock change have the right instants`() {
    let zone = Zone("America/Santiago")!
    var cursor = Zone.Cursor(zone)
    var state: UInt64 = 7
    for _ in 0..<2000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let local = 1_617_235_200_000_000 + Int64(state >> 33) % 600_000 * 1_000_000
      #expect(cursor.instant(local: local) == zone.instant(local: TimeSpan(microseconds: local)).microseconds)
    }
  }

  @Test func `a date does not take a time, unless its pattern has one`() throws {
    let text = "d\n2021-04-26\n2021-04-26 10:00\n"
    let plain = try TestSupport.read(text) { $0.columns = [InputColumn("d", .date)] }
    #expect(plain.rejected == ["3 d: '2021-04-26 10:00' is not a date"])
    let timed = try TestSupport.read(text) {
      var column = InputColumn("d", .date)
      column.formats = ["yyyy-MM-dd HH:mm"]
      $0.columns = [column]
    }
    #expect(timed.rejected == ["2 d: '2021-04-26' is not a date like 'yyyy-MM-dd HH:mm'"])
    #expect(timed.values("d") == [.date(18743)])
  }

  @Test func `typed columns trim and take markers`() throws {
    let result = try TestSupport.read("n;b\n 1.234,5 ;Sí\n--; no \n\u{A0}7\u{A0};\n\"8\";\"\"\n;x\n") {
      var number = InputColumn("n", .number)
      number.decimal = UInt8(ascii: ",")
      number.nulls = ["--"]
      $0.columns = [number, InputColumn("b", .boolean)]
    }
    #expect(result.values("n") == [.number(1234.5), .null, .number(7), .number(8)])
    #expect(result.values("b") == [.boolean(true), .boolean(false), .null, .null])
    #expect(result.rejected == ["6 b: 'x' is not true or false"])
  }

  @Test func `an integer out of range says so`() throws {
    let result = try TestSupport.read("n\n9223372036854775808\n") {
      $0.columns = [InputColumn("n", .integer)]
    }
    #expect(result.rejected == ["2 n: '9223372036854775808' is out of the range of integers"])
  }
}
