import Foundation
import Ledger
import Synchronization
import Tables
import TestSupport
import Testing

@testable import Engine
@testable import Runner

/// By stages, what needs no rows at once passes however little memory there is; what needs them ends with words.
@Suite struct StageLimitTests {
  /// A few kilobytes for rows of some hundred.
  private static let sizes = StageSizes(block: BlockSize(bytes: 512), partition: 2048, most: 16 << 10)

  private func run(
    _ sections: String, rows: Int = 4000, inputs: [String: String] = [:], corrections: String? = nil
  ) throws -> (memory: JobRunner.Outcome, stages: JobRunner.Outcome) {
    let text =
      "id,k,n,x\n" + (0..<rows).map { "\($0),\($0 % 50 == 0 ? "rare" : "often"),\($0 % 7),0.1\n" }.joined()
    let job = """
      job: limits
      inputs:
        a: {file: a.csv, columns: {id: {type: integer}, n: {type: integer}, x: {type: number}}}
      \(sections)
      """
    let small = try SmallWorkspace(
      jobs: ["limits": job], inputs: ["a.csv": text].merging(inputs) { $1 })
    defer { small.remove() }
    if let corrections { try small.write(corrections, to: "Corrections/limits.csv") }
    let memory = small.run(small.jobs[0], small.binding, engine: MemoryEngine())
    try? FileManager.default.removeItem(atPath: small.workspace.exportsFolder)
    var stages: JobRunner.Outcome?
    try withFolder { folder in
      stages = small.run(
        small.jobs[0], small.binding, engine: StageEngine(folder: folder, sizes: Self.sizes))
    }
    return (memory, try #require(stages))
  }

  @Test(arguments: [
    "count(), sum: sum(n), mean: mean(x), least: min(id), most: max(id), first: first(n), last: last(id)",
    "any(n > 5), all: all(n >= 0), kinds: count_distinct(n)",
  ])
  func `one key of a group has more rows than memory`(_ summaries: String) throws {
    let (memory, stages) = try run(
      """
      tables: {made: {from: a, steps: [{group: {by: [k], summarize: {rows: \(summaries)}}}]}}
      exports: [{csv: made.csv, table: made}]
      """)
    #expect(stages.status == .success, "\(stages.run.reason ?? "")")
    #expect(stages.run.files.map(\.sha256) == memory.run.files.map(\.sha256))
    #expect(stages.balance.tables.map { "\($0.steps)" } == memory.balance.tables.map { "\($0.steps)" })
  }

  @Test(arguments: [
    "{table: made, unique: [id]}", "{table: made, unique: [k, n], severity: warn}",
    "{table: made, required: [k, id]}",
    "{table: made, one_of: {k: [often]}, severity: warn}",
    "{table: made, range: {n: [0, 5]}, severity: warn}",
    "{table: made, references: {id: a.id}}", "{table: made, references: {id: few.id}, severity: warn}",
    "{table: made, references: {n: made.id}}", "{table: made, references: {x: made.n}, severity: warn}",
    "{table: few, references: {id: few.id}}",
    "{table: made, references: {x: few.n}, severity: warn}",
    "{table: made, matches: {k: \"[a-z]+\"}}", "{table: made, expect: \"id != 3999\", severity: warn}",
  ])
  func `checks need no rows at once, but those that fail`(_ check: String) throws {
    let (memory, stages) = try run(
      """
      tables: {made: {from: a, steps: [{filter: id >= 0}]}, few: {from: a, steps: [{filter: id < 3900}]}}
      checks: [\(check)]
      exports: [{csv: made.csv, table: made}]
      """)
    if memory.run.checks[0].failing > 200 {
      // The failing rows are too many.
      #expect(stages.status == .error)
      #expect(stages.run.reason?.contains("needs more rows in memory at once than fit") == true)
      return
    }
    #expect(stages.run.checks.map { "\($0)" } == memory.run.checks.map { "\($0)" })
    #expect(stages.status == memory.status)
    #expect(stages.run.files.map(\.sha256) == memory.run.files.map(\.sha256))
  }

  @Test func `figures with items need no rows at once`() throws {
    let (memory, stages) = try run(
      """
      tables: {made: {from: a, steps: [{filter: id >= 0}]}}
      figures:
        by_k: {table: made, by: k, value: mean(x), published: {rare: 0.1, none: 3}}
        by_n: {table: made, by: n, value: sum(id)}
        kinds: {table: made, by: n, value: count_distinct(k)}
      exports: [{csv: figures.csv, table: figures}]
      """)
    #expect(stages.status == memory.status, "\(stages.run.reason ?? "")")
    #expect(stages.run.figures.map { "\($0)" } == memory.run.figures.map { "\($0)" })
    #expect(stages.run.files.map(\.sha256) == memory.run.files.map(\.sha256))
    #expect(memory.run.figures.count == 3 + 7 + 7)
  }

  @Test func `files of each value need no rows at once`() throws {
    let (memory, stages) = try run(
      """
      tables: {made: {from: a, steps: [{derive: {name: 'if(n > 3, "High", k)'}}]}}
      exports:
        - {csv: "all.csv", table: made}
        - {csv: "{n}.csv", table: made, each: {table: made, by: n}}
        - {csv: "people/{n} {name}.csv.gz", table: made, for: people, each: {table: made, by: n, name: name}}
      """)
    #expect(stages.status == .success, "\(stages.run.reason ?? "")")
    func written(_ outcome: JobRunner.Outcome) -> [String] {
      outcome.run.files.map { "\($0.file) \($0.sha256) \($0.rows)" }
    }
    #expect(written(stages) == written(memory))
    #expect(memory.run.files.count >= 15)
    #expect(stages.balance.exports == memory.balance.exports)
  }

  @Test(arguments: [
    "{window: {order: [-n, id], derive: {place: row_number(), rank: rank(), dense: dense_rank(), so_far: running_sum(x), whole: running_sum(n), known: running_count(x)}}}",
    "{window: {derive: {place: row_number(), before: lag(id, 3), behind: lead(k), far: lead(id, 200)}}}",
    "{window: {order: [k], derive: {part: n / sum(n), first: first(id), last: last(id), most: max(x), before: lag(n)}}}",
    "{window: {by: [k], order: [-id], derive: {place: row_number(), so_far: running_sum(x), before: lag(n), part: x / sum(x)}}}",
    "{window: {by: [k], derive: {behind: lead(id, 2), rank: rank()}}}",
    "{derive: {m: 'if(n > 4, n, null)'}}, {fill: {columns: [m]}}",
    "{derive: {m: 'if(n > 4, n, null)'}}, {fill: {columns: [m], by: [k]}}",
    "{pivot: {rows: [k], column: n, value: sum(x)}}",
    "{derive: {half: 'if(id < 2000, k, null)', other: 'if(n > 2, n, null)'}}, {pivot: {rows: [half], column: other, value: count()}}",
  ])
  func `a window, a fill and a pivot of rows that belong together need no rows at once`(_ step: String) throws
  {
    let (memory, stages) = try run(
      """
      tables: {made: {from: a, steps: [\(step)]}}
      exports: [{csv: made.csv, table: made}]
      """)
    #expect(memory.status == .success, "\(memory.run.reason ?? "")")
    #expect(stages.status == .success, "\(stages.run.reason ?? "")")
    #expect(stages.run.files.map(\.sha256) == memory.run.files.map(\.sha256))
    #expect(stages.balance.tables.map { "\($0.steps)" } == memory.balance.tables.map { "\($0.steps)" })
  }

  /// The right table has some thousand rows of one key, more than are looked up for each piece.
  @Test(
    arguments: ["left", "inner", "full", "semi", "anti"],
    ["id < 3", "id >= 100 and id < 110", "id == 50", "n == 9", "id < 60 or id >= 7190"])
  func `one key of a join has more rows than memory`(_ kind: String, _ condition: String) throws {
    let (memory, stages) = try run(
      """
      tables:
        few: {from: a, steps: [{filter: \(condition)}, {derive: {k: 'if(n > 5, null, k)', x: number(n)}}]}
        many: {from: a, steps: [{filter: id >= 3000}, {rename: {id: other, x: y}}, {derive: {k: 'if(n == 3, null, k)'}}, {select: [k, other, y]}]}
        made: {from: few, steps: [{join: {with: many, on: [k], kind: \(kind)\(kind == "semi" || kind == "anti" ? "" : ", expect: many")}}]}
        turned: {from: many, steps: [{join: {with: few, on: [k], kind: \(kind)\(kind == "semi" || kind == "anti" ? "" : ", expect: many")}}]}
      exports: [{csv: made.csv, table: made}, {csv: turned.csv, table: turned}]
      """, rows: 7200)
    #expect(memory.status == .success, "\(memory.run.reason ?? "")")
    #expect(stages.status == .success, "\(stages.run.reason ?? "")")
    #expect(stages.run.files.map(\.sha256) == memory.run.files.map(\.sha256))
    #expect(stages.balance.tables.map { "\($0.steps)" } == memory.balance.tables.map { "\($0.steps)" })
  }

  @Test func `a join that would multiply rows of a heavy key ends the run`() throws {
    let (memory, stages) = try run(
      """
      tables:
        many: {from: a, steps: [{rename: {id: other, x: y}}, {select: [k, other, y]}]}
        made: {from: a, steps: [{filter: id < 9}, {join: {with: many, on: [k]}}]}
      exports: [{csv: made.csv, table: made}]
      """, rows: 9000)
    #expect(memory.status == .error)
    #expect(stages.status == .error)
    #expect(stages.run.reason == "table 'made' cannot be computed")
  }

  @Test(arguments: [
    "id", "if(id == 3999, 7, id)", "if(id == 20 or id == 2900, null, id)",
    "if(id < 9, null, if(id > 3980, id / 7, id))",
  ])
  func `a key needs no rows at once, but those that it does not identify`(_ key: String) throws {
    let (memory, stages) = try run(
      """
      tables: {made: {from: a, key: [key, k], steps: [{derive: {key: '\(key)'}}]}}
      exports: [{csv: made.csv, table: made}]
      """)
    #expect(memory.status == (key == "id" ? .success : .fail))
    #expect(stages.status == memory.status, "\(stages.run.reason ?? "")")
    #expect(stages.run.checks.map { "\($0)" } == memory.run.checks.map { "\($0)" })
    #expect(stages.diagnostics.map { "\($0)" } == memory.diagnostics.map { "\($0)" })
    for files in [\JobRunner.Outcome.run.files, \.run.handedOver] {
      #expect(stages[keyPath: files].map(\.sha256) == memory[keyPath: files].map(\.sha256))
    }
  }

  @Test(arguments: [(9, true), (40, false)])
  func `cells of a sheet of blocks need memory, and end with the numbers`(_ rows: Int, _ fits: Bool) throws {
    // The rows themselves fit; for each, the file keeps four cells.
    let (memory, stages) = try run(
      """
      tables: {made: {from: a, steps: [{filter: id < \(rows)}]}}
      exports: [{workbook: b.xlsx, sheets: [{name: Both, blocks: [{table: made}, {text: Again}, {table: made}]}]}]
      """, rows: 400)
    #expect(memory.status == .success)
    #expect(stages.status == (fits ? .success : .error), "\(stages.run.reason ?? "")")
    if fits {
      #expect(stages.run.files.map(\.sha256) == memory.run.files.map(\.sha256))
    } else {
      #expect(
        stages.run.reason == "sheet 'Both' of blocks of b.xlsx needs more rows in memory at once than fit")
    }
  }

  @Test func `no table is read whole without need`() throws {
    let most = Mutex(0)
    let outcome = try StageRows.$watch.withValue({ rows in most.withLock { $0 = max($0, rows) } }) {
      try run(
        """
        tables:
          made: {from: a, steps: [{filter: id >= 0}]}
          keyed: {from: a, key: [id], steps: [{filter: id >= 0}]}
          sums: {from: made, steps: [{group: {by: [k], summarize: {rows: count()}}}]}
        checks: [{table: made, required: [k]}, {table: made, unique: [id]}]
        figures: {rows: {table: made, value: count()}}
        exports: [{csv: made.csv, table: made}, {csv: keyed.csv, table: keyed}, {csv: sums.csv, table: sums}]
        """)
    }
    #expect(outcome.stages.status == .success, "\(outcome.stages.run.reason ?? "")")
    #expect(outcome.stages.run.files.map(\.sha256) == outcome.memory.run.files.map(\.sha256))
    #expect(most.withLock { $0 } < 10)
  }

  @Test func `too many rows that a key does not identify end with the numbers`() throws {
    let (memory, stages) = try run(
      """
      tables: {made: {from: a, key: [n], steps: [{filter: id >= 0}]}}
      exports: [{csv: made.csv, table: made}]
      """, rows: 1400)
    #expect(memory.status == .fail)
    #expect(stages.status == .error)
    let reason = stages.run.reason ?? ""
    #expect(
      reason.contains(
        "the rows that the key of table 'made' does not identify needs more rows in memory at once than fit"),
      "\(reason)")
  }

  private static let times = [
    "t.csv": "k,n,from,to\n"
      + (0..<4000).map { row -> String in
        func time(_ minutes: Int) -> String {
          let (hour, minute) = (minutes / 60 % 24, minutes % 60)
          return
            "2021-04-\(10 + row % 15)T\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute):00"
        }
        let from = row * 7919 % 1300
        return "\(row % 50 == 0 ? "rare" : "often"),\(row % 7),\(row == 70 ? "" : time(from)),"
          + "\(row % 900 == 5 ? "" : time(from + row % 90))\n"
      }.joined()
  ]

  @Test(arguments: [
    "intervals: {by: [], from: from, to: to}", "intervals: {by: [], from: from, to: to, gap: 3m}",
    "intervals: {by: [k], from: from, to: to}", "intervals: {by: [k], from: to, to: from}",
    "concurrency: {by: [], from: from, to: to}", "concurrency: {by: [k], from: from, to: to}",
    "concurrency: {by: [k, n], from: from, to: to}",
  ])
  func `intervals of rows that belong together need no rows at once`(_ step: String) throws {
    for condition in ["n < 9", "from > to"] {
      let (memory, stages) = try run(
        """
          t: {file: t.csv, columns: {n: {type: integer}, from: {type: datetime}, to: {type: datetime}}}
        tables: {made: {from: t, steps: [{filter: "\(condition)"}, {\(step)}]}}
        exports: [{csv: made.csv, table: made}]
        """, rows: 1, inputs: Self.times)
      #expect(memory.status == .success, "\(memory.run.reason ?? "")")
      #expect(stages.status == .success, "\(stages.run.reason ?? "")")
      #expect(stages.run.files.map(\.sha256) == memory.run.files.map(\.sha256))
      #expect(stages.run.handedOver.map(\.sha256) == memory.run.handedOver.map(\.sha256))
      #expect(stages.balance.tables.map { "\($0.steps)" } == memory.balance.tables.map { "\($0.steps)" })
    }
  }

  @Test func `corrections need no rows at once`() throws {
    let (memory, stages) = try run(
      """
      tables:
        made: {from: a, key: [id], steps: [{correct: {columns: [n, k], note: corrected}}, {correct: [x]}]}
      exports: [{csv: made.csv, table: made}, {csv: stale.csv, table: made.stale}]
      """,
      corrections: """
        table,id,column,from,to,by,at,why,file,until
        made,3000,n,4,40,Eva,2021-04-20,seen,,
        made,3000,n,40,41,Eva,2021-04-21,,,
        made,12,k,often,rare,Eva,2021-04-20,,,
        made,13,k,rare,often,Eva,2021-04-20,,,
        made,14,k,seldom,never,Eva,2021-04-20,,,
        made,9999,n,1,2,Eva,2021-04-20,,,
        made,15,n,1,two,Eva,2021-04-20,,,
        made,16,n,2,3,Eva,2021-04-20,,,2021-04-21
        made,17,n,3,4,Eva,2021-04-20,,,soon
        made,18,x,0.1,0.2,Eva,2021-04-20,,,
        made,18,none,0.1,0.2,Eva,2021-04-20,,,
        other,18,x,0.1,0.2,Eva,2021-04-20,,,
        made,,n,1,2,Eva,2021-04-20,,,

        """)
    #expect(memory.status == .warn, "\(memory.run.reason ?? "")")
    #expect(stages.status == .warn, "\(stages.run.reason ?? "")")
    #expect(stages.run.files.map(\.sha256) == memory.run.files.map(\.sha256))
    #expect(stages.run.checks.map { "\($0)" } == memory.run.checks.map { "\($0)" })
    #expect(stages.balance.tables.map { "\($0.steps)" } == memory.balance.tables.map { "\($0.steps)" })
  }

  @Test func `recipients by several columns and their choices need no rows at once`() throws {
    let (memory, stages) = try run(
      """
      tables:
        made: {from: a, key: [id], steps: [{filter: id >= 0}]}
        few: {from: a, key: [id], steps: [{filter: id % 100 == 3}]}
      exports:
        - {csv: "n/{n}.csv", table: made, each: {table: made, by: n}}
        - {csv: "k/{k}.csv", table: made, each: {table: made, by: k}}
        - workbook: "books/{n}.xlsx"
          each: {table: few, by: n}
          sheets: [{table: few, columns: {id: {}, k: {editable: true, choices: made.k}, x: {editable: true, choices: a.x}}}]
      """)
    #expect(memory.status == .success, "\(memory.run.reason ?? "")")
    #expect(stages.status == .success, "\(stages.run.reason ?? "")")
    #expect(stages.run.files.map(\.sha256) == memory.run.files.map(\.sha256))
    #expect(stages.balance.exports == memory.balance.exports)
  }

  @Test func `a short sheet that does not fit ends with the numbers`() throws {
    let (memory, stages) = try run(
      """
      tables: {made: {from: a, steps: [{filter: id >= 0}]}}
      exports: [{workbook: made.xlsx, sheets: [{table: made}]}]
      """)
    #expect(memory.status == .success)
    #expect(stages.status == .error)
    let reason = stages.run.reason ?? ""
    #expect(
      reason.contains("sheet 'made' of made.xlsx needs more rows in memory at once than fit"), "\(reason)")
  }
}
