import Tables
import Testing

@testable import Engine

@Suite struct ExplodeStepTests {
  private func explode(_ separator: String, _ table: Table) throws -> StepResult {
    try StepResult("explode: {column: tags, separator: \"\(separator)\"}", of: table)
  }

  @Test func `each part has a row of its own, beside the row's other values`() throws {
    let result = try explode(";", Table("name:text tags:text", "Ana x;y;z", "Luis x", "Eva -", "Iris ''"))
    #expect(result.rows == ["Ana x", "Ana y", "Ana z", "Luis x", "Eva -", "Iris ''"])
    #expect(result.moves == RowMoves(multiplied: 2))
  }

  @Test func `a separator has any length, and nothing after the last one is no part`() throws {
    let result = try explode("::", Table("name:text tags:text", "Ana x::y:z::", "Luis ::x"))
    #expect(result.rows == ["Ana x", "Ana y:z", "Luis ''", "Luis x"])
  }
}
