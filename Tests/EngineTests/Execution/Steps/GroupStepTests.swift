import Tables
import Testing

@testable import Engine

@Suite struct GroupStepTests {
  private let table = Table("town:text age:integer", "Lima 40", "Quito -", "Lima 20", "- 5")

  @Test func `groups come in the order of their first rows, and null is one`() throws {
    let result = try StepResult(
      "group: {by: [town], summarize: {people: count(), known: count(age), oldest: max(age)}}", of: table)
    #expect(result.header == "town:text people:integer known:integer oldest:integer")
    #expect(result.rows == ["Lima 2 2 40", "Quito 1 0 -", "- 1 1 5"])
    #expect(result.moves == RowMoves(grouped: 1))
  }

  @Test func `by nothing there is one row, made of all`() throws {
    let result = try StepResult("group: {summarize: {total: sum(age)}}", of: table)
    #expect(result.rows == ["65"])
    #expect(result.moves == RowMoves(grouped: 3))
  }

  @Test func `the one row of an empty table is made of no row`() throws {
    let empty = Table("town:text age:integer")
    let whole = try StepResult("group: {summarize: {people: count(), total: sum(age)}}", of: empty)
    #expect(whole.rows.count == 1 && whole.rows[0].hasPrefix("0 "))
    #expect(whole.moves == RowMoves(multiplied: 1))
    #expect(try StepResult("group: {by: [town], summarize: {people: count()}}", of: empty).rows == [])
  }
}
