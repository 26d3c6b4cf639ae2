import Engine
import Foundation
import Ledger
import Tables
import TestSupport
import Testing

@testable import Runner

/// Random jobs on random rows: by stages and in memory the same comes of them.
@Suite struct StageJobTests {
  @Test(arguments: 0..<150)
  func `a random job by stages gives what it gives in memory`(_ seed: Int) throws {
    var random = Random(seed)
    let steps = (0..<random.next(5)).map { _ in random.one(of: Self.steps) }
    let last = (0..<3).map { _ in random.one(of: Self.lastSteps) }
    let job = """
      job: random
      inputs:
        a: {file: "a*.csv", columns: {n: {type: integer}, x: {type: number}, from: {type: datetime}, to: {type: datetime}}, rejects: {max: 100%}}
        b: {file: b.csv, columns: {m: {type: \(random.one(of: ["integer", "number"]))}}, rejects: {max: 100%}}
      tables:
        one: {from: b, steps: [{filter: c is not null}, {distinct: [c]}, {rename: {m: o}}, {select: [c, o, d]}]}
        many: {from: b, steps: [{rename: {m: p, d: q}}]}
        made: {from: a, steps: [\(steps.joined(separator: ", "))]}
        l0: {from: made, steps: [\(last[0])]}
        l1: {from: made, steps: [\(last[1])]}
        l2: {from: made, steps: [\(last[2])]}
      figures:
        rows: {table: made, value: count()}
        mean: {table: made, value: mean(x)}
        kinds: {table: made, value: count_distinct(k)}
        share: {table: made, value: sum(n) / count()}
        middle: {table: made, value: median(x)}
        by_k: {table: made, by: k, value: count()}
      checks:
        - {table: made, unique: [k, n], severity: warn}
        - {table: made, required: [k, x], severity: warn}
        - {table: made, one_of: {k: [x, y]}, severity: warn}
        - {table: made, range: {n: [0, 5]}, severity: warn}
        - {table: made, references: {k: one.c}, severity: warn}
        - {table: made, expect: "x > 0", severity: warn}
        - {expect: "figures.rows > 5", severity: warn}
      exports:
        - {csv: made.csv, table: made}
        - {csv: packed.csv.gz, table: made}
        - {csv: l0.csv, table: l0}
        - {csv: l1.csv, table: l1, for: people}
        - {csv: l2.csv, table: l2}
        - {csv: "{k}.csv", table: made, each: {table: made, by: k}}
        - {csv: figures.csv, table: figures}
      """
    let small = try SmallWorkspace(
      jobs: ["random": job],
      inputs: [
        "a1.csv": random.rows(60), "a2.csv": random.rows(40),
        "b.csv": "c,d,m\n" + (0..<random.next(20)).map { _ in random.right() }.joined(),
      ])
    defer { small.remove() }
    let expected = try outcome(small, MemoryEngine())
    #expect(expected.files.isEmpty == !expected.outcome.status.isGood)
    try withFolder { spill in
      for (bytes, parts) in [(64, 1), (64, 3), (150, 17)] {
        let sizes = StageSizes(
          block: BlockSize(bytes: bytes), partition: 1 << 20, partitions: parts, most: 1 << 30)
        try compare(
          expected, outcome(small, StageEngine(folder: spill, sizes: sizes)), "\(parts) parts\n\(job)")
      }
      // As many parts as rows of this size need; a key can have more rows than one part.
      for partition in [1000, 200] {
        let sizes = StageSizes(block: BlockSize(bytes: 64), partition: partition, most: 1 << 30)
        try compare(
          expected, outcome(small, StageEngine(folder: spill, sizes: sizes)),
          "parts of \(partition) bytes\n\(job)")
      }
      for (bytes, parts) in [(64, 1), (64, 3), (150, 17)] {
        let sizes = StageSizes(
          block: BlockSize(bytes: bytes), partition: 1 << 20, partitions: parts, most: 1 << 30)
        let cluster = ClusterEngine(folder: spill, sizes: sizes, mover: ShuffledMover(shared: spill))
        try compare(expected, outcome(small, cluster), "\(parts) parts on a cluster\n\(job)")
      }
      // Small tables go to all parts.
      let sizes = StageSizes(block: BlockSize(bytes: 64), partition: 1000, most: 1 << 30)
      let cluster = ClusterEngine(folder: spill, sizes: sizes, mover: ShuffledMover(shared: spill))
      try compare(expected, outcome(small, cluster), "parts of 1000 bytes on a cluster\n\(job)")
    }
  }

  private func outcome(_ small: SmallWorkspace, _ engine: any PlanEngine) throws -> (
    outcome: JobRunner.Outcome, files: [String: Data]
  ) {
    let outcome = small.run(small.jobs[0], small.binding, engine: engine)
    let folder = "\(small.workspace.exportsFolder)/2021-04-28/random"
    var files: [String: Data] = [:]
    let names = FileManager.default.enumerator(atPath: folder)?.allObjects as? [String] ?? []
    for name in names where !name.hasSuffix("manifest.json") {
      files[name] = FileManager.default.contents(atPath: "\(folder)/\(name)")
    }
    try? FileManager.default.removeItem(atPath: small.workspace.exportsFolder)
    return (outcome, files)
  }

  private func compare(
    _ expected: (outcome: JobRunner.Outcome, files: [String: Data]),
    _ found: (outcome: JobRunner.Outcome, files: [String: Data]), _ name: String
  ) throws {
    #expect(found.outcome.status == expected.outcome.status, "\(name)")
    #expect(found.outcome.run.reason == expected.outcome.run.reason, "\(name)")
    #expect(Set(found.files.keys) == Set(expected.files.keys), "\(name)")
    for (file, bytes) in expected.files where found.files[file] != bytes {
      let texts = [bytes, found.files[file] ?? Data()].map { String(decoding: $0, as: UTF8.self) }
      Issue.record("\(file) is\n\(texts[1])\ninstead of\n\(texts[0])\n\(name)")
    }
    func account(_ outcome: JobRunner.Outcome) -> [String] {
      outcome.balance.tables.flatMap { chain in chain.steps.map { "\(chain.table) \($0)" } }
        + outcome.balance.exports.map { "\($0)" } + outcome.run.checks.map { "\($0)" }
        + outcome.run.figures.map { "\($0)" } + outcome.rejects
        + outcome.run.files.map { "\($0.file) \($0.rows) \($0.sha256) \($0.columns ?? [])" }
    }
    #expect(account(found.outcome) == account(expected.outcome), "\(name)")
  }

  private static let steps = [
    "{filter: n > 1}", "{filter: k is not null}", "{union: {with: [a]}}", "{union: {with: [many]}}",
    "{distinct: [k, n]}", "{distinct: {on: [k, tags], keep: last, by: [n]}}", "{limit: 40}",
    "{sort: [-n, k]}", "{sort: {by: [tags, -x], collate: es}}", "{explode: {column: tags, separator: \";\"}}",
    "{join: {with: one, on: {k: c}, kind: semi}}", "{join: {with: many, on: {k: c}, kind: anti}}",
    "{derive: {n: n + 1, x: x * 3}}", "{derive: {k: lower(k)}}", "{fill: {columns: [n, k], by: [tags]}}",
    "{fill: {columns: [x]}}", "{derive: {n: n * 4611686018427387904}}",
  ]

  /// Steps after which the columns are others.
  private static let lastSteps = [
    "{group: {by: [k], summarize: {rows: count(), sum: sum(x), mean: mean(n), list: list(tags), first: first(n), last: last(x), middle: median(x), kinds: count_distinct(tags), least: min(from)}}}, {filter: rows > 1}",
    "{group: {by: [tags, k], summarize: {sum: sum(n)}}}, {sort: [-sum, k]}",
    "{group: {by: [], summarize: {rows: count(), sum: sum(x)}}}",
    "{group: {by: [], summarize: {values: count(x), sum: sum(n), mean: mean(n), part: sum(x) / count(), least: min(k), most: max(from), first: first(k), last: last(tags)}}}",
    "{group: {by: [], summarize: {middle: median(x), kinds: count_distinct(k), list: list(tags), high: quantile(n, 0.9), any: any(n > 2), all: all(n > 0)}}}",
    "{filter: k == \"nobody\"}, {group: {by: [], summarize: {rows: count(), sum: sum(n), mean: mean(x), least: min(k), kinds: count_distinct(k), any: any(n > 2), list: list(k)}}}",
    "{pivot: {rows: [k], column: tags, value: count()}}",
    "{pivot: {rows: [k, tags], column: n, value: sum(x)}}",
    "{pivot: {rows: [tags], column: k, value: mean(x)}}",
    "{window: {by: [k], order: [-n, x], derive: {place: row_number(), rank: rank(), so far: running_sum(x), before: lag(n), part: x / sum(x)}}}",
    "{window: {order: [x], derive: {place: dense_rank(), next: lead(tags)}}}",
    "{intervals: {by: [k], from: from, to: to}}, {sort: [-minutes]}",
    "{intervals: {by: [tags, n], from: from, to: to, gap: 10m}}", "{intervals: {by: [], from: from, to: to}}",
    "{concurrency: {by: [tags], from: from, to: to}}", "{concurrency: {by: [], from: from, to: to}}",
    "{join: {with: many, on: {k: c}, kind: full, expect: many}}",
    "{join: {with: many, on: {k: c, n: p}, kind: left, expect: many}}",
    "{join: {with: many, on: {k: c}, kind: inner, expect: many}}, {group: {by: [q], summarize: {rows: count()}}}",
    "{join: {with: many, on: {k: c}, kind: left}}", "{join: {with: one, on: {k: c}, kind: left}}",
    "{join: {with: one, on: {n: o}, kind: full, expect: many}}",
    "{join: {with: one, on: {k: c}, columns: [o]}}, {distinct: [o]}, {limit: 5}",
    "{unpivot: {columns: [k, tags], name: what, value: text}}, {distinct: [what, text]}",
    "{union: {with: [many, one]}}, {sort: [p, k]}", "{select: [tags, k]}, {distinct: [tags]}",
  ]

  private struct Random {
    private var state: UInt64

    init(_ seed: Int) { state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 7 }

    mutating func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }

    mutating func one(of choices: [String]) -> String { choices[next(choices.count)] }

    mutating func key() -> String { one(of: ["", "x", "y", "z", "Á", "X", "\"a\"\"b\"", "\"two\nlines\""]) }

    mutating func right() -> String {
      "\(key()),\(one(of: ["", "p", "q"])),\(one(of: ["", "1", "2", "none"]))\n"
    }

    mutating func rows(_ most: Int) -> String {
      "k,n,x,tags,from,to\n"
        + (0..<next(most)).map { _ in
          let (from, to) = (next(60), next(60))
          return "\(key()),\(one(of: ["", "1", "2", "7", "none"])),"
            + "\(one(of: ["", "0.1", "-2.5", "1e16", "3"])),\(one(of: ["", "p", "p;q", "p;;r", "ñ", "o"])),"
            + "2021-04-26T10:\(from < 10 ? "0" : "")\(from):00,"
            + (next(9) == 0 ? "" : "2021-04-26T10:\(to < 10 ? "0" : "")\(to):00") + "\n"
        }.joined()
    }
  }
}
