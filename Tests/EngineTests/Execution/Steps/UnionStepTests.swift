import Tables
import Testing

@testable import Engine

@Suite struct UnionStepTests {
  @Test func `columns meet by name, and what a table lacks is null`() throws {
    let result = try StepResult(
      "union: {with: [late, more]}", of: Table("name:text age:integer", "Ana 40"),
      [
        "late": Table("age:number town:text", "17.5 Quito", "- Lima"), "more": Table("name:text", "Eva"),
      ])
    #expect(result.header == "name:text age:number town:text")
    #expect(result.rows == ["Ana 40 -", "- 17.5 Quito", "- - Lima", "Eva - -"])
    #expect(result.joinedIn == [RowBalance.Rows("late", 2), RowBalance.Rows("more", 1)])
    #expect(result.moves == RowMoves())
  }
}
