import Diagnostics
import Tables
import TestSupport
import Testing

@testable import Engine

@Suite struct PlanTraceTests {
  private func trace(_ sections: String, _ inputs: [String: Table], of table: String) throws -> PlanTrace {
    let (plan, diagnostics) = Planner.plan(
      try PlanTesting.job(sections), inputs: inputs.mapValues(\.schema), constants: PlanTesting.constants)
    try diagnostics.throwIfErrors()
    var data = inputs.mapValues { table in
      InputData(
        table: table, rejects: Table(empty: ReadingResult.rejectSchema), rowsFound: table.rowCount,
        modified: nil)
    }
    return try PlanTrace(
      plan.whole([table]), of: table, inputs: &data, languages: ["en"])
  }

  @Test(arguments: 0..<300)
  func `a run on the rows that made a row gives the row again, and every other row is lost with a reason`(
    seed: Int
  ) throws {
    var job = RandomJob(seed: seed)
    let (sections, inputs) = job.make()
    let trace: PlanTrace
    do { trace = try self.trace(sections, inputs, of: "made") } catch {
      Issue.record("\(error)\n\(sections)")
      return
    }
    let made = trace.tables["made"]!
    #expect(made == (try PlanTesting.execute(sections, inputs).tables["made"]!), "\(sections)")
    var named: [String: Set<Int32>] = [:]
    for row in 0..<Int32(made.rowCount) {
      let origins = trace.origins(of: [row]).rows
      let deciders = trace.deciders(of: origins)
      for (input, rows) in origins { named[input, default: []].formUnion(rows) }
      let less = Dictionary(
        uniqueKeysWithValues: inputs.map { name, table in
          (name, table.gather(((origins[name] ?? []) + (deciders[name] ?? [])).sorted()))
        })
      let again = try PlanTesting.execute(sections, less).tables["made"]!
      #expect(again.lines.contains(made.lines[Int(row)]), "row \(row), seed \(seed)\n\(sections)")
    }
    for leaf in trace.leaves {
      for row in 0..<Int32(inputs[leaf]!.rowCount) {
        let fate = trace.fate(of: row, in: leaf)
        let isNamed = named[leaf]?.contains(row) ?? false
        #expect(
          isNamed == !(fate.results.isEmpty && fate.dependents.isEmpty),
          "row \(row) of \(leaf), seed \(seed)\n\(sections)")
        #expect(isNamed || !fate.losses.isEmpty, "row \(row) of \(leaf), seed \(seed)\n\(sections)")
        for result in fate.results + fate.dependents {
          #expect(trace.origins(of: [result]).rows[leaf]?.contains(row) == true)
        }
      }
    }
  }

  @Test func `a row of the figures comes from the rows that its figure counts`() throws {
    let trace = try trace(
      """
      inputs: {x: {file: x.csv}}
      tables:
        kept: {from: x, steps: [{filter: 'k != "c"'}]}
        told: {from: figures, steps: [{filter: 'figure == "by_k"'}]}
      figures:
        all: {table: kept, value: count()}
        by_k: {table: kept, by: k, value: count()}
      exports: [{csv: told.csv, table: told}]
      """, ["x": Table("k:text", "a", "b", "c", "a")], of: "told")
    #expect(trace.tables["told"]!.rowCount == 2)
    #expect(trace.origins(of: [0]).rows == ["x": [0, 3]])
    #expect(trace.origins(of: [1]).rows == ["x": [1]])
    let lost = trace.fate(of: 2, in: "x")
    #expect(lost.results.isEmpty && lost.dependents.isEmpty)
  }
}

/// A random job over two small random tables.
private struct RandomJob {
  private var random: SteadyRandom

  init(seed: Int) { random = SteadyRandom(seed: seed) }

  mutating func make() -> (sections: String, inputs: [String: Table]) {
    let inputs = [
      "x": Table(
        Schema([
          Field("id", .integer), Field("k", .text), Field("g", .text), Field("n", .integer),
          Field("parts", .text), Field("a", .datetime), Field("b", .datetime),
        ]), xColumns()),
      "y": Table("k:text v:integer", "p 1", "q 2", "s 3", "u 4"),
      "z": Table("k:text w:integer", "p 1", "p 2", "q 3", "- 4"),
    ]
    var steps = (0..<Int.random(in: 1...5, using: &random)).map { index in keepingStep(index) }
    if random.chance(60) { steps.append(lastStep()) }
    let other = (0..<Int.random(in: 0...3, using: &random)).map { _ in
      [
        "{filter: 'n > 1 or k is null'}", "{distinct: [k]}", "{limit: 3}",
        "{join: {with: z, on: k, kind: anti}}",
        "{window: {by: [g], order: [id], derive: {place: row_number()}}}, {filter: place <= 2}, {drop: [place]}",
      ].randomElement(using: &random)!
    }
    return (
      """
      inputs: {x: {file: x.csv}, y: {file: y.csv}, z: {file: z.csv}}
      tables:
        more: {from: x, steps: [\(other.joined(separator: ", "))]}
        made: {from: x, steps: [\(steps.joined(separator: ", "))]}
      exports: [{csv: made.csv, table: made}]
      """, inputs
    )
  }

  private mutating func xColumns() -> [Column] {
    let count = Int.random(in: 0...12, using: &random)
    func column(_ type: ColumnType, _ make: (inout SteadyRandom) -> Value) -> Column {
      Column(type, (0..<count).map { _ in make(&random) })
    }
    let times: (inout SteadyRandom) -> Value = { random in
      random.chance(15) ? .null : .datetime(Int64.random(in: 0...6, using: &random) * 600_000_000)
    }
    return [
      Column(.integer, (0..<count).map { .integer(Int64($0)) }),
      column(.text) { $0.chance(15) ? .null : .text(["p", "q", "r", "s"].randomElement(using: &$0)!) },
      column(.text) { .text(["m", "n"].randomElement(using: &$0)!) },
      column(.integer) { $0.chance(15) ? .null : .integer(Int64.random(in: 0...4, using: &$0)) },
      column(.text) { $0.chance(15) ? .null : .text(["c;d", "c", "d;e;c", ""].randomElement(using: &$0)!) },
      column(.datetime, times), column(.datetime, times),
    ]
  }

  /// A step after which the columns of `x` are still there.
  private mutating func keepingStep(_ index: Int) -> String {
    [
      "{filter: 'n > \(Int.random(in: 0...2, using: &random))'}",
      "{derive: {d\(index): 'n + 1', k: lower(k)}}",
      "{sort: [-n, k]}",
      "{limit: \(Int.random(in: 1...8, using: &random))}",
      "{distinct: [k]}",
      "{distinct: {on: [k, g], keep: last, by: [n]}}",
      "{join: {with: y, on: k, columns: [], kind: \(["left", "inner"].randomElement(using: &random)!)}}",
      "{join: {with: z, on: k, kind: \(["semi", "anti"].randomElement(using: &random)!)}}",
      "{join: {with: z, on: k, columns: [], expect: many, kind: \(["left", "inner", "full"].randomElement(using: &random)!)}}",
      "{window: {by: [g], order: [n], derive: {r\(index): rank(), l\(index): lag(id)}}}",
      "{window: {by: [k], order: [-n, id], derive: {r\(index): row_number(), s\(index): sum(n)}}}, {filter: r\(index) <= 2}",
      "{explode: {column: parts, separator: ';'}}",
      "{fill: {columns: [n, k], by: [g]}}",
      "{fill: {columns: [n]}}",
    ].randomElement(using: &random)!
  }

  private mutating func lastStep() -> String {
    [
      "{group: {by: [g], summarize: {c: count(), s: sum(n), f: first(id)}}}",
      "{group: {by: [k], summarize: {c: count()}}}, {filter: c > 1}",
      "{group: {by: [], summarize: {c: count()}}}",
      "{pivot: {rows: [g], column: k, value: count()}}, {select: [g]}",
      "{unpivot: {columns: [k, g], name: what, value: which}}, {distinct: [what, which]}",
      "{intervals: {by: [k], from: a, to: b}}",
      "{explode: {column: parts, separator: ';'}}, {distinct: [parts]}, {filter: n > 1}, {group: {by: [g], summarize: {c: count()}}}",
      "{concurrency: {by: [g], from: a, to: b}}",
      "{concurrency: {by: [], from: a, to: b}}",
      "{union: {with: [more]}}, {select: [id, k, n]}",
      "{union: {with: [more, x]}}, {distinct: [id]}",
      "{join: {with: more, on: id, kind: anti}}",
      "{join: {with: more, on: id, kind: left, columns: [], expect: many}}, {distinct: [k]}",
    ].randomElement(using: &random)!
  }
}
