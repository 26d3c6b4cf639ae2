import Tables
import Testing

@testable import Engine

@Suite struct MemoryEngineTests {
  private let people = Table("name:text town:text age:integer", "Ana Lima 40", "Luis Quito 17", "Eva Lima 30")

  @Test func `a table goes when nothing reads it any more, and stays where something does`() throws {
    let execution = try PlanTesting.execute(
      """
      inputs: {people: {file: p.csv}}
      tables:
        adults: {from: people, steps: [{filter: age >= 18}]}
        towns: {from: adults, steps: [{group: {by: [town], summarize: {n: count()}}}]}
        unread: {from: adults}
        largest: {from: towns, steps: [{limit: 1}]}
      checks: [{table: towns, unique: [town]}]
      exports: [{csv: largest.csv, table: largest}]
      """, ["people": people])
    #expect(Set(execution.tables.keys) == ["people.rejects", "towns", "largest", "figures"])
    #expect(execution.tables["largest"]?.lines == ["Lima 2"])
    #expect(execution.balance.tables.map(\.table) == ["people", "adults", "towns", "unread", "largest"])
  }

  @Test func `a table that is read twice is whole both times`() throws {
    let execution = try PlanTesting.execute(
      """
      inputs: {people: {file: p.csv}}
      tables:
        twice: {from: people, steps: [{select: [name]}, {union: {with: [people]}}]}
      exports: [{csv: twice.csv, table: twice, columns: [name]}]
      """, ["people": people])
    #expect(execution.tables["twice"]?.lines == ["Ana", "Luis", "Eva", "Ana", "Luis", "Eva"])
  }

  @Test func `rows that were rejected and left out are in the account of the input`() throws {
    let (plan, mistakes) = try PlanTesting.plan(
      """
      inputs: {people: {file: p.csv}}
      exports: [{csv: a.csv, table: people}, {csv: b.csv, table: people.rejects}]
      """, ["people": people.schema])
    #expect(mistakes == [])
    let reject = Reject(line: 3, column: "age", code: .integer, reason: "not an integer", raw: "Iris,Lima,x")
    var inputs = [
      "people": InputData(
        table: people, rejects: Reject.table([reject], file: "p.csv"), rowsFound: 6,
        leftOut: [(what: "total row", rows: 2)], modified: nil)
    ]
    let execution = try MemoryEngine().run(plan, inputs: &inputs, languages: ["en"])
    let step = execution.balance.tables[0].steps[0]
    #expect(step.rowsIn == 6 && step.rowsOut == 3)
    #expect(step.moves == RowMoves(filtered: 2, rejected: 1))
    #expect(step.notes == ["total row: 2"])
    #expect(execution.tables["people.rejects"]?.rowCount == 1)
    // The input's rows are taken out, so that memory can go.
    #expect(inputs["people"]?.table.rowCount == 0)
  }

  @Test func `figures are made before the table that reads them, with those of the night before`() throws {
    let execution = try PlanTesting.execute(
      """
      inputs: {people: {file: p.csv}}
      tables:
        known: {from: figures, steps: [{filter: item == "Lima"}, {select: [figure, value, previous, change]}]}
      figures: {people: {title: {en: People}, table: people, by: town, value: count(), published: {Cuzco: 1, Lima: 3}}}
      exports: [{csv: known.csv, table: known}]
      """, ["people": people],
      previous: PreviousNight(figures: [FigureKey(figure: "people", item: "Lima"): .integer(5)]))
    #expect(execution.tables["known"]?.lines == ["people 2 5 -3"])
    let items = execution.figures[0].items
    #expect(items.map(\.item) == ["Cuzco", "Lima", "Quito"])
    #expect(items.map(\.value) == [.integer(0), .integer(2), .integer(1)])
    #expect(items.map(\.published) == [.integer(1), .integer(3), .null])
  }
}
