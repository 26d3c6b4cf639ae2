import Foundation
import Testing

@Suite struct EventLogTests {
  private func workspace() throws -> TemporaryWorkspace {
    let workspace = try TemporaryWorkspace()
    try workspace.writeTimeline(review: "from: 2021-04-27, to: 2021-04-28")
    try workspace.write(
      """
      job: people
      schedule: [{nightly: {during: [review]}}]
      inputs: {people: {file: people.csv}}
      checks: [{table: people, rows: {max: 1}}]
      exports: [{csv: people.csv, table: people}]

      """, to: "Jobs/people.yaml")
    try workspace.write("name\nAna \"á\"\n", to: "Inputs/people.csv")
    return workspace
  }

  /// The lines of a night's log; what no two runs have in common is left out.
  private func log(_ result: CommandResult) throws -> [String] {
    try result.stderr.split(separator: "\n").map { line in
      // Each line is JSON by itself.
      _ = try JSONSerialization.jsonObject(with: Data(line.utf8))
      return Volatile.masked(String(line))
        .replacing(/"time": "\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"/, with: "\"time\": \"…\"")
    }
  }

  @Test func `every event is one line of JSON, its members in one order`() throws {
    let workspace = try workspace()
    defer { workspace.remove() }
    let first = try workspace.acta(["nightly", "--as-of", "2021-04-27", "--log", "json"])
    #expect(first.status == 0)
    #expect(
      try log(first) == [
        #"{"time": "…", "level": "info", "event": "run.began", "job": "people", "night": "2021-04-27"}"#,
        #"{"time": "…", "level": "info", "event": "run.ended", "run": "…", "job": "people", "#
          + #""night": "2021-04-27", "as_of": "2021-04-27T23:30:00Z", "status": "success", "rows": 1, "#
          + #""rejected": 0, "exports": 1, "seconds": …, "folder": "Exports/2021-04-27/people"}"#,
      ])
    try workspace.write("name\nAna\nBea\n", to: "Inputs/people.csv")
    let second = try workspace.acta(["nightly", "--as-of", "2021-04-28", "--log", "json", "--quiet"])
    #expect(second.status == 1)
    let lines = try log(second)
    #expect(lines.count == 3)
    #expect(
      lines[1]
        == #"{"time": "…", "level": "error", "event": "run.ended", "run": "…", "job": "people", "#
        + #""night": "2021-04-28", "as_of": "2021-04-28T23:30:00Z", "status": "fail", "#
        + #""reason": "a check failed", "rows": 2, "rejected": 0, "exports": 0, "seconds": …, "#
        + #""failing_since": "2021-04-28", "failing_nights": 1}"#)
    #expect(
      lines[2]
        == #"{"time": "…", "level": "error", "event": "diagnostic", "code": "acta-check-failed", "#
        + #""message": "check 'rows' on 'people' failed: 2 rows, at most 1 expected", "#
        + #""file": "Jobs/people.yaml", "line": 4, "column": 26}"#)
  }

  @Test func `a mistake in a definition is a line too`() throws {
    let workspace = try workspace()
    defer { workspace.remove() }
    try workspace.write("job: people\ncolour: \"blue\"\n", to: "Jobs/people.yaml")
    let result = try workspace.acta(["nightly", "--as-of", "2021-04-27", "--log", "json"])
    #expect(result.status == 65)
    let lines = try log(result)
    #expect(
      lines.first?.hasPrefix(
        #"{"time": "…", "level": "error", "event": "diagnostic", "code": "acta-unknown-key", "#) == true)
    #expect(lines.first?.contains(#""file": "Jobs/people.yaml", "line": 2, "column": 1"#) == true)
  }
}
