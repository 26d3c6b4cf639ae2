import Tables
import Testing

@testable import Engine

@Suite struct PivotStepTests {
  @Test func `values become columns as they first appear, and an empty cell has the value of no rows`() throws
  {
    let table = Table(
      "town:text day:text n:integer", "Lima mon 1", "Quito tue 2", "Lima mon 4", "Lima - 8")
    let counted = try StepResult("pivot: {rows: [town], column: day, value: count()}", of: table)
    #expect(counted.header == "town:text mon:integer tue:integer null:integer")
    #expect(counted.rows == ["Lima 2 0 1", "Quito 0 1 0"])
    #expect(counted.moves == RowMoves(grouped: 2))
    let largest = try StepResult("pivot: {rows: [town], column: day, value: max(n)}", of: table)
    #expect(largest.rows == ["Lima 4 - 8", "Quito - 2 -"])
  }

  @Test func `a value that is the name of a column is numbered`() throws {
    let result = try StepResult(
      "pivot: {rows: [town], column: day, value: count()}", of: Table("town:text day:text", "Lima town"))
    #expect(result.header == "town:text town 2:integer")
  }
}
