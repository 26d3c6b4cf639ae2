import Diagnostics
import Ledger
import Tables
import Testing

@testable import Engine
@testable import Runner

/// The account of the rows: it closes for any job, and a run whose engine loses, invents or miscounts a
/// row fails.
@Suite struct RowBalanceTests {
  /// Every step that changes the number of rows, with two tables made from one.
  private static let job = """
    job: all
    inputs:
      people: {file: people.csv, columns: {age: {type: integer}}, rejects: {max: 50%}}
      later: {file: later.csv, columns: {age: {type: integer}}}
    tables:
      everybody:
        from: people
        steps:
          - filter: age >= 18
          - union: {with: [later]}
          - distinct: [name]
          - explode: {column: tags, separator: ";"}
      towns:
        from: everybody
        steps:
          - group: {by: [town], summarize: {people: count_distinct(name)}}
          - join: {with: lonely, on: town, kind: full}
      lonely:
        from: later
        steps:
          - group: {by: [town], summarize: {late: count()}}
      few:
        from: everybody
        steps:
          - join: {with: lonely, on: town, kind: semi}
          - limit: 2
    figures: {n: {title: N, table: towns, by: town, value: count()}}
    exports:
      - {csv: everybody.csv, table: everybody}
      - {csv: "{town}.csv", table: towns, each: {table: towns, by: town}}
      - {workbook: all.xlsx, sheets: [about, figures, {table: few}, {table: towns}]}
      - {workbook: "of {town}.xlsx", each: {table: lonely, by: town}, sheets: [{table: figures, all: true}, {table: everybody}]}
    """

  private static let people = """
    name,age,town,tags
    Ana,40,Lima,a;b
    Ana,41,Lima,a
    Luis,17,Quito,b
    Eva,x,Quito,
    Iris,30,Bogotá,a;b;c

    """
  private static let later = "name,age,town,tags\nSara,50,Cuzco,a\nLuis,18,Quito,\n"

  private func run(_ engine: any PlanEngine) throws -> JobRunner.Outcome {
    let small = try SmallWorkspace(
      jobs: ["all": Self.job], inputs: ["people.csv": Self.people, "later.csv": Self.later])
    defer { small.remove() }
    return small.run(small.jobs[0], small.binding, engine: engine)
  }

  @Test func `rows that come in, go on and are exported are named`() throws {
    let outcome = try run(MemoryEngine())
    #expect(outcome.diagnostics.filter { $0.severity == .error } == [])
    let steps = outcome.balance.tables.flatMap { chain in
      chain.steps.map {
        "\(chain.table): \($0.rowsIn) \($0.joinedIn.words) \($0.moves.words) \($0.rowsOut) \($0.step)"
      }
    }
    #expect(
      steps == [
        "people: 5  1 rejected 4 read", "later: 2   2 read",
        "everybody: 4   4 from people", "everybody: 4  1 filtered 3 filter: age >= 18",
        "everybody: 3 2 from 'later'  5 union: later", "everybody: 5  1 merged 4 distinct: name",
        "everybody: 4  3 multiplied 7 explode: tags",
        "lonely: 2   2 from later", "lonely: 2   2 group: town",
        "towns: 7   7 from everybody", "towns: 7  3 grouped 4 group: town",
        "towns: 4 2 from 'lonely' 2 merged 4 join: lonely (full)",
        "few: 7   7 from everybody", "few: 7  5 filtered 2 join: lonely (semi)", "few: 2   2 limit: 2",
      ])
    #expect(
      outcome.balance.uses()["everybody"]?.map { "\($0.rowsOut) \($0.name)" } == [
        "7 towns", "7 few", "7 everybody.csv", "2 of {town}.xlsx, everybody",
      ])
    #expect(
      outcome.balance.exports.suffix(2) == [
        .init(
          file: "of {town}.xlsx", sheet: "figures", table: "figures", files: 2, rowsIn: 4, rowsOut: 8,
          moves: RowMoves(multiplied: 4)),
        .init(
          file: "of {town}.xlsx", sheet: "everybody", table: "everybody", files: 2, rowsIn: 7, rowsOut: 2,
          moves: RowMoves(filtered: 5)),
      ])
    #expect(
      outcome.balance.uses()["towns"]?.map { "\($0.rowsOut) \($0.name)" } == [
        "4 {town}.csv", "4 all.xlsx, towns",
      ])
    #expect(outcome.balance.uses()["later"]?.map(\.name) == ["everybody, union: later", "lonely"])
  }

  @Test func `any number in the account that is wrong fails the run`() throws {
    let small = try SmallWorkspace(
      jobs: ["all": Self.job], inputs: ["people.csv": Self.people, "later.csv": Self.later])
    defer { small.remove() }
    let binding = small.binding
    let sound = try small.execute(small.jobs[0], binding, engine: MemoryEngine())
    for (table, chain) in sound.tables.enumerated() {
      for (index, step) in chain.steps.enumerated() {
        var changes: [any WritableKeyPath<RowBalance.Step, Int> & Sendable] = [
          \.rowsIn, \.rowsOut, \.moves.filtered, \.moves.merged, \.moves.grouped, \.moves.multiplied,
          \.moves.rejected,
        ]
        changes += step.joinedIn.indices.map { \.joinedIn[$0].count }
        for change in changes {
          for by in [1, -1] {
            let engine = FaultyEngine { $0.balance.tables[table].steps[index][keyPath: change] += by }
            let fault = #expect(throws: Diagnostic.self, "\(chain.table), \(step.step), \(by)") {
              try small.execute(small.jobs[0], binding, engine: engine)
            }
            let message = fault.map { "\($0.message)" } ?? "none"
            #expect(
              message.hasPrefix("the row balance of"), "\(chain.table), \(step.step), \(by): \(message)")
          }
        }
      }
    }
  }

  @Test func `two wrong numbers that make up for each other fail the run`() throws {
    let outcomes = try [
      FaultyEngine {
        $0.balance.tables[2].steps[1].rowsOut += 1
        $0.balance.tables[2].steps[1].moves.filtered -= 1
      },
      FaultyEngine {
        $0.balance.tables[3].steps[1].rowsOut += 1
        $0.balance.tables[3].steps[1].moves.multiplied += 1
      },
      FaultyEngine {
        $0.balance.tables[0].steps[0].rowsIn += 1
        $0.balance.tables[0].steps[0].moves.rejected += 1
      },
      FaultyEngine { $0.balance.tables.removeLast() },
    ].map(run)
    for outcome in outcomes {
      #expect(outcome.status == .error)
      #expect(outcome.run.reason?.hasPrefix("the row balance") == true)
    }
  }

  @Test(arguments: ["people", "everybody", "towns", "few"])
  func `a row that a table loses, or has twice, fails the run`(_ table: String) throws {
    for isTwice in [false, true] {
      let outcome = try run(
        FaultyEngine { execution in
          guard let rows = execution.tables[table] else { return }
          let kept = (0..<Int32(rows.rowCount)).dropLast(isTwice ? 0 : 1)
          execution.tables[table] = rows.gather(Array(kept) + (isTwice ? [0] : []))
        })
      // The rows of an input that only other tables read are gone by then.
      #expect(outcome.status == (table == "people" ? .success : .error))
    }
  }

  @Test(arguments: 0..<60)
  func `the account of any chain of steps closes`(_ seed: Int) throws {
    var random = SplitMix(seed)
    let steps = (0..<random.next(7)).map { _ in Self.steps[random.next(Self.steps.count)] }
    let job = """
      job: random
      inputs:
        a: {file: a.csv, columns: {n: {type: integer}}, rejects: {max: 100%}}
        b: {file: b.csv, columns: {n: {type: integer}}, rejects: {max: 100%}}
      tables:
        other: {from: b, steps: [{distinct: [k]}, {select: [k]}]}
        made:
          from: a
          steps: [\(steps.joined(separator: ", "))]
        counted: {from: made, steps: [{group: {by: [k], summarize: {rows: count()}}}]}
      exports:
        - {csv: made.csv, table: made}
        - {csv: "{k}.csv", table: counted, each: {table: counted, by: k}}
      """
    func rows(_ count: Int) -> String {
      "k,n,tags\n"
        + (0..<count).map { _ in
          "\(["", "x", "y", "z"][random.next(4)]),\(["", "1", "2", "none"][random.next(4)]),"
            + "\(["", "p", "p;q", "p;;r"][random.next(4)])\n"
        }.joined()
    }
    let small = try SmallWorkspace(
      jobs: ["random": job], inputs: ["a.csv": rows(random.next(30)), "b.csv": rows(random.next(9))])
    defer { small.remove() }
    let outcome = small.run(small.jobs[0], small.binding)
    #expect(outcome.status == .success, "\(outcome.diagnostics)")
    for chain in outcome.balance.tables {
      var rows = chain.steps[0].rowsIn
      for step in chain.steps {
        #expect(step.rowsIn == rows, "\(chain.table), \(step.step)")
        rows += step.joinedIn.reduce(0) { $0 + $1.count } + step.moves.multiplied
        rows -= step.moves.filtered + step.moves.merged + step.moves.grouped + step.moves.rejected
        #expect(step.rowsOut == rows, "\(chain.table), \(step.step)")
      }
    }
    let exported = small.export("random/made.csv")?.split(separator: "\r\n").count
    #expect(exported == (outcome.balance.tables.first { $0.table == "made" }?.rowsOut).map { $0 + 1 })
  }

  private static let steps = [
    "{filter: n > 1}", "{filter: k is not null}", "{union: {with: [b]}}", "{union: {with: [b, a]}}",
    "{distinct: [k]}", "{distinct: {on: [k, n], keep: last, by: [n]}}", "{limit: 7}", "{sort: [-n, k]}",
    "{explode: {column: tags, separator: \";\"}}", "{join: {with: other, on: k, kind: full}}",
    "{join: {with: other, on: k, kind: semi}}", "{join: {with: other, on: k, kind: anti}}",
    "{join: {with: other, on: k, kind: inner}}", "{derive: {n: n + 1}}",
  ]
}

/// The engine in memory, whose result is then changed.
private struct FaultyEngine: PlanEngine {
  let change: @Sendable (inout Execution) -> Void

  init(_ change: @escaping @Sendable (inout Execution) -> Void) { self.change = change }

  func execute(
    _ plan: JobPlan, inputs: inout [String: InputData], languages: [String], previous: PreviousNight
  ) throws -> Execution {
    var execution = try MemoryEngine().execute(
      plan, inputs: &inputs, languages: languages, previous: previous)
    change(&execution)
    return execution
  }
}

private struct SplitMix {
  private var state: UInt64

  init(_ seed: Int) { state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

  mutating func next(_ bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((z ^ (z >> 31)) % UInt64(bound))
  }
}
