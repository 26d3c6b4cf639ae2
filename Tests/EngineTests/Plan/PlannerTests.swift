import Tables
import Testing

@testable import Engine

@Suite struct PlannerTests {
  private let inputs: [String: Schema] = [
    "people": Schema([
      Field("name", .text), Field("town", .text), Field("age", .integer), Field("note", .text),
    ]),
    "towns": Schema([Field("town", .text), Field("country", .text), Field("size", .integer)]),
  ]

  private func plan(_ sections: String) throws -> (plan: JobPlan, mistakes: [String]) {
    try PlanTesting.plan("inputs: {people: {file: p.csv}, towns: {file: t.csv}}\n\(sections)", inputs)
  }

  @Test func `a table comes after those that it reads, wherever the job has it`() throws {
    let (plan, mistakes) = try plan(
      """
      tables:
        last: {from: middle, steps: [{join: {with: first, on: town}}]}
        middle: {from: people}
        first: {from: towns}
        counted: {from: figures}
      figures: {n: {table: last, value: count()}}
      """)
    #expect(mistakes == [])
    #expect(plan.tables.map(\.name) == ["middle", "first", "last", "counted"])
  }

  @Test func `only columns that something reads are wanted, back to the inputs`() throws {
    let plan = try plan(
      """
      tables:
        adults:
          from: people
          steps:
            - filter: age >= 18
            - join: {with: towns, on: town}
            - derive: {label: upper(country), unread: lower(note)}
            - group: {by: [label], summarize: {people: count(), names: list(name)}}
      exports: [{csv: adults.csv, table: adults, columns: [label, people]}]
      """
    ).plan
    #expect(plan.wantedOfInputs == ["people": .only(["age", "town"]), "towns": .only(["town", "country"])])
    let steps = plan.tables[0].steps
    #expect(
      steps.map(\.wanted) == [
        .only(["town"]), .only(["country"]), .only(["label"]), .only(["label", "people"]),
      ])
    #expect(steps[1].columnsRead(of: steps[1].otherTables[0]) == .only(["town", "country"]))
  }

  @Test func `a step says how rows must come together`() throws {
    let plan = try plan(
      """
      tables:
        all:
          from: people
          steps:
            - filter: age >= 18
            - distinct: [name]
            - sort: [-age]
            - group: {by: [town], summarize: {n: count()}}
            - limit: 3
            - group: {summarize: {most: max(n)}}
      exports: [{csv: all.csv, table: all}]
      """
    ).plan
    #expect(
      plan.tables[0].steps.map(\.gathering) == [
        .nothing, .together(by: ["name"]),
        .inOrder(by: [SortKey(column: "age", isDescending: true)], collate: nil), .together(by: ["town"]),
        .first(3), .all,
      ])
    #expect(plan.tables[0].schema == Schema([Field("most", .integer)]))
  }

  @Test func `where rows came from is kept only for expressions that ask`() throws {
    let silent = try plan("exports: [{csv: a.csv, table: people}]").plan
    #expect(!silent.wantsSourceFile && !silent.wantsSourceLine)
    let asking = try plan(
      """
      tables: {all: {from: people, steps: [{derive: {line: source_line()}}]}}
      exports: [{csv: a.csv, table: all, columns: [line]}]
      """
    ).plan
    #expect(!asking.wantsSourceFile && asking.wantsSourceLine)
    #expect(asking.wantedOfInputs["people"] == .only([Field.sourceLine.name]))
  }

  @Test func `each mistake is told once, and what follows from it is not`() throws {
    let (_, mistakes) = try plan(
      """
      tables:
        all:
          from: people
          key: [nome]
          steps:
            - derive: {older: agee + 1}
            - filter: older > 40 and town == 3
            - sort: [older, twon]
      figures: {n: {table: all, value: max(older) + max(name)}}
      checks: [{table: all, unique: [older]}, {table: all, required: [nothing]}]
      """)
    #expect(
      mistakes == [
        "6:11 acta-unknown-column unknown column 'nome' in the key of table 'all'",
        "8:25 acta-unknown-column unknown column 'agee'",
        "9:40 acta-argument-type cannot compare a text with an integer",
        "10:23 acta-unknown-column unknown column 'twon' in step 'sort'",
        "11:47 acta-argument-type '+' takes numbers, not a text",
        "12:65 acta-unknown-column unknown column 'nothing' in check 'required'",
      ])
  }

  @Test func `what a mistake touches is not in the plan, and the rest is`() throws {
    let (plan, mistakes) = try plan(
      """
      tables:
        wrong: {from: people, steps: [{select: [nobody]}]}
        follower: {from: wrong}
        joined: {from: towns, steps: [{join: {with: wrong, on: town}}]}
        sound: {from: towns}
      figures: {a: {table: follower, value: count()}, b: {table: sound, value: count()}}
      """)
    #expect(mistakes.count == 1)
    #expect(plan.tables.map(\.name) == ["sound"])
    #expect(plan.figures.map(\.name) == ["b"])
  }
}
