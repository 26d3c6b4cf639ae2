import Diagnostics
import JobSpec
import Ledger
import Tables
import Testing
import Timeline

@testable import Runner

/// One text is one instant in a column, in an expression, as a parameter in YAML and on the command line.
@Suite struct MomentTests {
  private static let zone = Zone("America/Santiago")!

  private static let moments: [(text: String, instant: String)] = [
    ("2021-04-26T09:00", "2021-04-26T13:00:00Z"),
    ("2021-04-26 09:00", "2021-04-26T13:00:00Z"),
    ("2021-04-26t09:00:07", "2021-04-26T13:00:07Z"),
    ("2021-04-26 09:00:07", "2021-04-26T13:00:07Z"),
    ("2021-04-26T09:00:07.25Z", "2021-04-26T09:00:07.25Z"),
    ("2021-04-26T09:00:07,25z", "2021-04-26T09:00:07.25Z"),
    ("2021-04-26T09:00:07.1234567890123Z", "2021-04-26T09:00:07.123456Z"),
    ("2021-04-26T09:00-04", "2021-04-26T13:00:00Z"),
    ("2021-04-26T09:00-0400", "2021-04-26T13:00:00Z"),
    ("2021-04-26T09:00-04:00", "2021-04-26T13:00:00Z"),
    ("2021-04-26T09:00 -04:00", "2021-04-26T13:00:00Z"),
    ("2021-04-26 09:00 Z", "2021-04-26T09:00:00Z"),
    ("2021-04-26T09:00-04:42:46", "2021-04-26T13:42:46Z"),
    ("2021-04-26T24:00", "2021-04-27T04:00:00Z"),
    ("2021-04-26 24:00:00", "2021-04-27T04:00:00Z"),
    ("2021-04-26T24:00:00.000Z", "2021-04-27T00:00:00Z"),
    ("2020-12-31T24:00-03:00", "2021-01-01T03:00:00Z"),
    // Skipped and shown twice by the clocks of Santiago.
    ("2021-09-05T00:30", "2021-09-05T04:00:00Z"),
    ("2021-09-04T24:00", "2021-09-05T04:00:00Z"),
    ("2021-04-03T23:30", "2021-04-04T02:30:00Z"),
  ]

  private static let others = [
    "2021-04-26T24:01", "2021-04-26T24:00:01", "2021-04-26T24:00:00.5", "2021-04-26T25:00",
    "2021-04-26T09:60", "2021-04-26T09:00:60", "2021-02-29T09:00", "2021-04-26T9:00", "2021-04-26T",
    "2021-04-26T09", "2021-04-26T09:00:0", "2021-04-26T09:00:00.", "2021-04-26T09:00-19:00",
    "2021-04-26T09:00  Z", "2021-04-26  09:00", "2021-04-26T09:00 UTC", "9999-12-31T24:00",
    "0000-01-01T00:00", "20210426T0900", "26/04/2021 09:00",
  ]

  private static func parameter(_ text: String) throws -> Value? {
    let job = try JobFile.read(
      text: "job: j\nparameters:\n  p: \(text)\n", file: "Jobs/j.yaml", timeline: timeline)
    return job.parameters.first?.value.value
  }

  private static let timeline = try! TimelineFile.read(
    text: """
      process: test
      time_zone: America/Santiago
      languages: [es]
      stages: [{stage: all, from: 2021-04-01, to: 2021-04-30}]
      """, file: "Jobs/timeline.yaml")

  @Test(arguments: moments)
  func `a moment in YAML, as a parameter that is set, and after --as-of`(text: String, instant: String) throws
  {
    let expected = try #require(ISOTime.read(instant)?.instant(in: .utc))
    #expect(expected.text(in: .utc, to: .exact) == instant)
    #expect(try Self.parameter(text) == .datetime(expected.microseconds))
    #expect(Value(text, as: .datetime, in: Self.zone) == .datetime(expected.microseconds))
    #expect(try Self.timeline.instant(when: text) == expected)
  }

  @Test(arguments: others)
  func `what is no moment is none anywhere`(text: String) throws {
    #expect(try Self.parameter(text) == .text(text))
    #expect(Value(text, as: .datetime, in: Self.zone) == nil)
    #expect(throws: Diagnostic.self) { try Self.timeline.instant(when: text) }
  }

  /// Each text as a column, and read by an expression.
  private func read(_ texts: [String]) throws -> (column: [String: String], expression: [String: String]) {
    let rows = texts.map { "\"\($0)\",\"\($0)\"\n" }
    let small = try SmallWorkspace(
      jobs: [
        "read": """
        job: read
        inputs: {rows: {file: rows.csv, columns: {text: {}, moment: {type: datetime}}, rejects: {max: 100%}}}
        tables:
          columns: {from: rows}
          expressions: {from: rows, steps: [{derive: {moment: datetime(text)}}]}
          set_aside: {from: rows.rejects, steps: [{select: [raw]}]}
        exports: [{csv: columns.csv, table: columns}, {csv: expressions.csv, table: expressions}]
        """
      ], inputs: ["rows.csv": "text,moment\n" + rows.joined()])
    defer { small.remove() }
    let outcome = small.run(small.jobs[0], small.binding)
    #expect(outcome.status.isGood)
    func cells(_ file: String) throws -> [String: String] {
      let lines = try #require(small.export("read/\(file)")).split(separator: "\r\n").dropFirst()
      // The instant has no comma; a text may have one, in quotes, or an apostrophe before it.
      return Dictionary(
        lines.map { line in
          let comma = line.lastIndex(of: ",") ?? line.startIndex
          let text = line[..<comma].filter { $0 != "\"" && $0 != "'" }
          return (String(text), String(line[comma...].dropFirst()))
        }, uniquingKeysWith: { a, _ in a })
    }
    return (try cells("columns.csv"), try cells("expressions.csv"))
  }

  @Test func `a moment in a column and in an expression`() throws {
    let result = try read(Self.moments.map(\.text))
    for (text, instant) in Self.moments {
      let expected = ISOTime.read(instant)?.instant(in: .utc).text(in: Self.zone, to: .exact)
      #expect(result.column[text] == expected, "\(text) in a column")
      #expect(result.expression[text] == expected, "\(text) in an expression")
    }
  }

  @Test func `what is no moment is rejected in a column`() throws {
    let result = try read(Self.others)
    #expect(result.column.isEmpty && result.expression.isEmpty)
  }

  @Test func `a date alone is its midnight, and the night of that date after --as-of`() throws {
    #expect(Value("2021-04-26", as: .datetime, in: Self.zone) == .datetime(1_619_409_600_000_000))
    #expect(try Self.timeline.instant(when: "2021-04-26").text(in: Self.zone) == "2021-04-26T23:30:00-04:00")
  }
}
