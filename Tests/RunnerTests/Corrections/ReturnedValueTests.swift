import Formats
import Tables
import Testing

@testable import Runner

/// Cells as programs write them, compared with what was sent.
@Suite struct ReturnedValueTests {
  private let spanish = ReturnedValue(language: WrittenLanguage("es"), zone: Zone("America/Santiago")!)
  private let english = ReturnedValue(language: WrittenLanguage("en"), zone: Zone("America/Santiago")!)

  private static let day = Value.date(Int32(CivilDate(iso: "2021-04-26")!.days))
  private static let instant = Value("2021-04-26T23:30:15-04:00", as: .datetime, in: .utc)!

  @Test(
    arguments: [
      ("12.5", .number, .number(12.5)), ("12,5", .written, .number(12.5)), ("1250%", .written, .number(12.5)),
      // The digits of a cell, and of a double.
      ("0,33", .written, .number(1.0 / 3)), ("0.333333333333333", .number, .number(1.0 / 3)),
      ("1.234", .written, .integer(1234)), ("1234.0", .number, .integer(1234)),
      ("9007199254740993", .text, .integer(9_007_199_254_740_993)),
      ("VERDADERO", .written, .boolean(true)), ("0", .number, .boolean(false)),
      ("false", .boolean, .boolean(false)),
      ("2021-04-26", .date, day), ("44312", .number, day), ("26/04/2021", .written, day),
      ("4/26/21", .written, day),
      ("2021-04-26T23:30:15", .datetime, instant), ("26/04/2021 23:30", .written, instant),
      ("44312.979340277779", .number, instant),
      ("7", .number, .text("007")), ("a\nb", .text, .text("a\r\nb")), ("'+56 2", .written, .text("+56 2")),
      ("'007", .written, .text("007")), ("''x", .written, .text("'x")), ("'FALSO", .text, .text("FALSO")),
      ("'1234567890123456789", .written, .integer(1_234_567_890_123_456_789)), ("  ", .text, .null),
      ("44312.5", .number, Value("2021-04-26T12:00:00-04:00", as: .datetime, in: .utc)!),
    ] as [(String, ReturnedFile.Kind, Value)])
  func `the same value, however it is written`(_ text: String, _ kind: ReturnedFile.Kind, _ sent: Value) {
    #expect(spanish.isSame(ReturnedFile.Cell(text, kind), sent))
  }

  @Test(
    arguments: [
      ("12.51", .number, .number(12.5)), ("0,34", .written, .number(1.0 / 3)),
      ("0.33", .number, .number(1.0 / 3)),
      ("1235", .number, .integer(1234)), ("FALSO", .written, .boolean(true)), ("2021-04-27", .date, day),
      ("2021-04-26T23:30:17", .datetime, instant), ("26/04/2021 23:31", .written, instant),
      ("008", .text, .text("007")), ("7", .text, .text("007")), ("", .text, .text("x")),
      ("0", .number, .null),
      ("'x", .written, .text("x")), ("#N/A", .unreadable, .text("#N/A")), ("ana", .text, .text("Ana")),
    ] as [(String, ReturnedFile.Kind, Value)])
  func `another value`(_ text: String, _ kind: ReturnedFile.Kind, _ sent: Value) {
    #expect(!spanish.isSame(ReturnedFile.Cell(text, kind), sent))
  }

  @Test func `an empty cell is no value and an empty text`() throws {
    #expect(spanish.isSame(nil, .null))
    #expect(spanish.isSame(nil, .text("")))
    #expect(spanish.isSame(ReturnedFile.Cell("", .text), .null))
    #expect(try spanish.value(nil, as: .number) == .null)
  }

  @Test func `a day and a month that could be either are not guessed`() throws {
    let cell = ReturnedFile.Cell("05/04/2021", .text)
    #expect(throws: ReturnedValue.Unreadable.self) { try english.value(cell, as: .date) }
    #expect(try spanish.value(cell, as: .date) == .date(Int32(CivilDate(iso: "2021-04-05")!.days)))
    #expect(try english.value(ReturnedFile.Cell("26/04/2021", .text), as: .date) == Self.day)
  }

  @Test(
    arguments: [
      ("tres", .number), ("1.5", .integer), ("quizás", .boolean), ("ayer", .date), ("=NOW()", .datetime),
    ] as [(String, ColumnType)])
  func `a cell that is no value of its column`(_ text: String, _ type: ColumnType) {
    #expect(throws: ReturnedValue.Unreadable.self) {
      try spanish.value(ReturnedFile.Cell(text, .text), as: type)
    }
  }
}
