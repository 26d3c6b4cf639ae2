import Tables
import Testing

@testable import Engine

@Suite struct FilterStepTests {
  private let table = Table("name:text age:integer", "Ana 40", "Luis -", "Eva 10")

  @Test func `only rows of which the condition is true stay; null is not true`() throws {
    let result = try StepResult("filter: age >= 18", of: table)
    #expect(result.rows == ["Ana 40"])
    #expect(result.moves == RowMoves(filtered: 2))
    #expect(try StepResult("filter: not (age >= 18)", of: table).rows == ["Eva 10"])
  }

  @Test func `columns that only the condition reads are not kept`() throws {
    let execution = try PlanTesting.execute(
      """
      inputs: {people: {file: people.csv}}
      tables: {adults: {from: people, steps: [{filter: age >= 18}]}}
      figures: {n: {table: adults, value: count(name)}}
      """, ["people": table])
    #expect(execution.tables["adults"]?.schema.names == ["name"])
    #expect(execution.figures[0].items[0].value == .integer(1))
  }
}
