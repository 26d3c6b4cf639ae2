import Tables
import Testing

@testable import Engine

/// Which rows each check finds, on tables of a few rows.
@Suite struct CheckKernelTests {
  private let people = Table(
    "email:text town:text age:integer", "a Lima 40", "b Quito 17", "a Cuzco -", "- Lima 18", "- - 65")

  private func judge(_ check: String, _ others: [String: Table] = [:]) throws -> CheckResult {
    var inputs = others
    inputs["people"] = people
    let names = inputs.keys.sorted().map { "\($0): {file: \($0).csv}" }.joined(separator: ", ")
    return try PlanTesting.execute("inputs: {\(names)}\nchecks: [{\(check)}]", inputs).checks[0]
  }

  @Test func `all rows of a key that repeats are not unique, nulls too`() throws {
    let result = try judge("table: people, unique: [email]")
    #expect(result.status == .fail)
    #expect(result.rows?.lines == ["a Lima 40", "a Cuzco -", "- Lima 18", "- - 65"])
    #expect(try judge("table: people, unique: [email, town]").status == .pass)
  }

  @Test func `required finds a null in any of the columns`() throws {
    let result = try judge("table: people, required: [town, age], severity: warn")
    #expect(result.status == .warn)
    #expect(result.failing == 2)
    #expect(result.rows?.lines == ["a Cuzco -", "- - 65"])
  }

  @Test func `both ends are in the range, an end may be open, and null is not judged`() throws {
    #expect(try judge("table: people, range: {age: [18, 40]}").rows?.lines == ["b Quito 17", "- - 65"])
    #expect(try judge("table: people, range: {age: [null, 65]}").status == .pass)
  }

  @Test func `one_of compares code points and skips nulls`() throws {
    let result = try judge("table: people, one_of: {town: [Lima, Quito]}")
    #expect(result.rows?.lines == ["a Cuzco -"])
    #expect(result.finding == "1 of 5 rows has a value of 'town' that is not listed")
  }

  @Test func `references looks a value up in the other table`() throws {
    let towns = Table("town:text", "Lima", "Cuzco")
    let result = try judge("table: people, references: {town: towns.town}", ["towns": towns])
    #expect(result.rows?.lines == ["b Quito 17"])
  }

  @Test func `rows has two ends, and both belong to it`() throws {
    #expect(try judge("table: people, rows: {min: 5, max: 5}").status == .pass)
    #expect(try judge("table: people, rows: {min: 6}").failing == 1)
    #expect(try judge("table: people, rows: {max: 4}").status == .fail)
  }

  @Test func `a text that does not match is found`() throws {
    #expect(try judge("table: people, matches: {town: \"^[LQ]\"}").rows?.lines == ["a Cuzco -"])
  }
}
