import Tables
import Testing

@testable import Engine

@Suite struct DistinctStepTests {
  private let table = Table(
    "email:text at:integer", "a 3", "b 1", "a 1", "- 7", "b 1", "a 3", "- 8")

  @Test func `the first row of each key stays, in its place; nulls are one key`() throws {
    let result = try StepResult("distinct: [email]", of: table)
    #expect(result.rows == ["a 3", "b 1", "- 7"])
    #expect(result.moves == RowMoves(merged: 4))
  }

  @Test func `the last by a column stays, and of equals the last in the table`() throws {
    let numbered = Table("email:text at:integer n:integer", "a 3 0", "a 1 1", "a 3 2", "b 1 3")
    let last = try StepResult("distinct: {on: [email], keep: last, by: [at]}", of: numbered)
    #expect(last.rows == ["a 3 2", "b 1 3"])
    let first = try StepResult("distinct: {on: [email], keep: first, by: [-at]}", of: numbered)
    #expect(first.rows == ["a 3 0", "b 1 3"])
  }

  @Test func `without doubles the table stays as it is`() throws {
    let result = try StepResult("distinct: [email, at]", of: Table("email:text at:integer", "a 1", "a 2"))
    #expect(result.rows == ["a 1", "a 2"])
    #expect(result.moves == RowMoves())
  }
}
