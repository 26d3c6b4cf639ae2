import Tables
import Testing

@testable import Engine

@Suite struct IntervalsStepTests {
  private func intervals(_ options: String, _ table: Table) throws -> StepResult {
    try StepResult("intervals: {by: [who], from: a, to: b\(options)}", of: table)
  }

  @Test func `overlaps count once, and one within another not at all`() throws {
    let result = try intervals(
      "",
      Table(
        "who:text a:datetime b:datetime", "Ana 10:00 11:00", "Luis 9:00 9:30", "Ana 10:30 11:30",
        "Ana 10:10 10:20", "Ana 12:00 12:05"))
    #expect(result.header == "who:text minutes:number joins:integer first:datetime last:datetime")
    #expect(result.rows == ["Ana 95 4 10:00 12:05", "Luis 30 1 9:00 9:30"])
    #expect(result.moves == RowMoves(grouped: 3))
  }

  @Test func `the order of the rows does not matter`() throws {
    let result = try intervals(
      "", Table("who:text a:datetime b:datetime", "Ana 12:00 12:05", "Ana 10:00 11:00", "Ana 10:30 10:40"))
    #expect(result.rows == ["Ana 65 3 10:00 12:05"])
  }

  @Test func `a gap is counted as presence up to its length, and no longer`() throws {
    let table = Table(
      "who:text a:datetime b:datetime", "Ana 10:00 10:10", "Ana 10:15 10:20", "Ana 10:26 10:30")
    #expect(try intervals("", table).rows == ["Ana 19 3 10:00 10:30"])
    #expect(try intervals(", gap: 5m", table).rows == ["Ana 24 3 10:00 10:30"])
    #expect(try intervals(", gap: 6m", table).rows == ["Ana 30 3 10:00 10:30"])
  }

  @Test func `rows that are no interval are set aside with their reason`() throws {
    let result = try intervals(
      "",
      Table(
        "who:text a:datetime b:datetime", "Ana - 10:10", "Ana 10:15 -", "Ana 11:00 10:00", "Luis 9:00 9:00"))
    #expect(result.rows == ["Luis 0 1 9:00 9:00"])
    #expect(result.moves == RowMoves(rejected: 3))
    #expect(
      result.setAside == [
        "Ana - 10:10 no beginning in 'a'", "Ana 10:15 - no end in 'b'",
        "Ana 11:00 10:00 ends before it begins",
      ])
  }
}
