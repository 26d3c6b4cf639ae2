import Diagnostics
import Tables
import Testing

@testable import Engine

@Suite struct JoinStepTests {
  private let people = Table("name:text town:text", "Ana Lima", "Luis Quito", "Eva -", "Iris Lima")
  private let towns = Table("town:text country:text", "Lima PER", "Cuzco PER", "- XXX")

  private func join(_ options: String, with right: Table? = nil) throws -> StepResult {
    try StepResult("join: {with: towns, on: town\(options)}", of: people, ["towns": right ?? towns])
  }

  @Test func `a left join keeps every row, and a null key matches nothing`() throws {
    let result = try join("")
    #expect(result.header == "name:text town:text country:text")
    #expect(result.rows == ["Ana Lima PER", "Luis Quito -", "Eva - -", "Iris Lima PER"])
    #expect(result.moves == RowMoves())
  }

  @Test func `an inner join leaves out rows without a match`() throws {
    let result = try join(", kind: inner")
    #expect(result.rows == ["Ana Lima PER", "Iris Lima PER"])
    #expect(result.moves == RowMoves(filtered: 2))
  }

  @Test func `semi and anti share the rows between them, without columns of the other table`() throws {
    let (semi, anti) = (try join(", kind: semi"), try join(", kind: anti"))
    #expect(semi.rows == ["Ana Lima", "Iris Lima"])
    #expect(anti.rows == ["Luis Quito", "Eva -"])
    #expect(semi.moves == RowMoves(filtered: 2) && anti.moves == RowMoves(filtered: 2))
  }

  @Test func `a full join adds the rows that nothing matched, with their keys`() throws {
    let result = try join(", kind: full")
    #expect(
      result.rows == ["Ana Lima PER", "Luis Quito -", "Eva - -", "Iris Lima PER", "- Cuzco PER", "- - XXX"])
    #expect(result.joinedIn == [RowBalance.Rows("towns", 3)])
    #expect(result.moves == RowMoves(merged: 1))
  }

  @Test func `a key that stands twice is an error, unless many are expected`() throws {
    let twice = Table("town:text country:text", "Lima PER", "Lima USA")
    let error = #expect(throws: Diagnostic.self) { try join("", with: twice) }
    #expect(error?.code == .joinMultiplies)
    #expect(error?.message.description == "join with 'towns' would multiply 2 rows")
    let result = try join(", expect: many", with: twice)
    #expect(result.rows.count == 6)
    #expect(result.rows.prefix(2) == ["Ana Lima PER", "Ana Lima USA"])
    #expect(result.moves == RowMoves(multiplied: 2))
  }

  @Test func `an integer is found among numbers`() throws {
    let result = try StepResult(
      "join: {with: other, on: n}", of: Table("n:integer", "1", "2"),
      ["other": Table("n:number word:text", "2.0 two", "1.5 half")])
    #expect(result.header == "n:integer word:text")
    #expect(result.rows == ["1 -", "2 two"])
  }
}
