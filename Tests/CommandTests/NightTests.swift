import Foundation
import Testing

/// A night whose process dies in the middle of a run.
@Suite struct NightTests {
  private func workspace() throws -> TemporaryWorkspace {
    let workspace = try TemporaryWorkspace()
    try workspace.writeTimeline()
    for job in ["a", "b", "c"] {
      try workspace.write(
        """
        job: \(job)
        schedule: [{nightly: {during: [review]}}]
        inputs: {people: {file: people.csv}}
        exports: [{csv: people.csv, table: people}]

        """, to: "Jobs/\(job).yaml")
    }
    try workspace.write("name\nAna\n", to: "Inputs/people.csv")
    return workspace
  }

  @Test(arguments: [(SIGILL, "SIGILL", 70), (SIGSEGV, "SIGSEGV", 70), (SIGKILL, "SIGKILL", 1)])
  func `a job that ends the process ends neither the night nor its report`(
    _ signal: Int32, _ name: String, _ code: Int32
  ) throws {
    let workspace = try workspace()
    defer { workspace.remove() }
    let night = ["nightly", "--as-of", "2021-04-28"]
    let ended = try workspace.acta(
      night + ["--json", "--ping", "ping.txt"], environment: ["ACTA_END_IN": "b:\(signal)"])
    #expect(ended.status == code)
    let runs = try #require(
      try JSONSerialization.jsonObject(with: Data(ended.stdout.utf8)) as? [[String: Any]])
    #expect(runs.map { "\($0["job"]!) \($0["status"]!)" } == ["a success", "b error", "c success"])
    #expect((runs[1]["reason"] as? String)?.contains("(\(name))") == true)
    #expect(ended.stderr.contains("of 2021-04-28") && ended.stderr.contains("(\(name))"))
    #expect(ended.stderr.contains("send us what it prints") == (signal != SIGKILL))
    #expect(try workspace.text(of: "ping.txt")?.hasPrefix("failure") == true)
    #expect(workspace.data(of: "Exports/2021-04-28/c/people.csv") != nil)
    let status = try workspace.acta(["status"]).stdout
    #expect(status.contains("b    2021-04-28  error") && status.contains(name))
    // The next call tries it again, and nothing else.
    let again = try workspace.acta(night)
    #expect(again.status == 0)
    #expect(again.stdout.hasPrefix("b ") && again.stdout.split(separator: "\n").count == 1)
  }

  @Test func `a job for which memory runs out begins again by stages`() throws {
    let workspace = try workspace()
    defer { workspace.remove() }
    let night = ["nightly", "--as-of", "2021-04-28"]
    let ended = try workspace.acta(night + ["--json"], environment: ["ACTA_END_IN": "b:memory"])
    #expect(ended.status == 0)
    let runs = try #require(
      try JSONSerialization.jsonObject(with: Data(ended.stdout.utf8)) as? [[String: Any]])
    #expect(runs.map { "\($0["job"]!) \($0["status"]!)" } == ["a success", "b success", "c success"])
    #expect(ended.stderr.contains("begins again by stages"))
    #expect(workspace.data(of: "Exports/2021-04-28/b/people.csv") != nil)
    // The record has both.
    let history = try workspace.acta(["history", "b"]).stdout
    #expect(history.contains("memory ran out") && history.contains("success"))
    // Nothing is left to do.
    #expect(try workspace.acta(night).stdout.isEmpty)
  }

  @Test func `a single run for which memory runs out begins again by stages`() throws {
    let workspace = try workspace()
    defer { workspace.remove() }
    let run = ["run", "b", "--as-of", "2021-04-28"]
    let ended = try workspace.acta(run, environment: ["ACTA_END_IN": "b:memory"])
    #expect(ended.status == 0, "\(ended.stderr)")
    #expect(ended.stderr.contains("begins again by stages"))
    #expect(workspace.data(of: "Exports/2021-04-28/b/people.csv") != nil)
    // Whoever asks for memory has it once.
    let again = try workspace.acta(run + ["--engine", "memory"], environment: ["ACTA_END_IN": "b:memory"])
    #expect(again.status == 70)
    #expect(again.stderr.contains("memory ran out") && !again.stderr.contains("begins again"))
  }

  @Test func `a job that reads the one in which the process died is skipped`() throws {
    let workspace = try workspace()
    defer { workspace.remove() }
    try workspace.write(
      """
      job: c
      schedule: [{nightly: {during: [review]}}]
      inputs: {people: {job: a, export: people.csv}}
      exports: [{csv: people.csv, table: people}]

      """, to: "Jobs/c.yaml")
    let ended = try workspace.acta(
      ["nightly", "--as-of", "2021-04-28", "--quiet"], environment: ["ACTA_END_IN": "a:\(SIGTRAP)"])
    #expect(ended.status == 70)
    #expect(ended.stdout.contains("job 'a', which it reads, did not publish"))
    #expect(workspace.data(of: "Exports/2021-04-28/b/people.csv") != nil)
  }

  @Test func `a signal to the night is one request, and nothing is started again`() throws {
    let workspace = try workspace()
    defer { workspace.remove() }
    let ended = try workspace.acta(
      ["nightly", "--as-of", "2021-04-28"], environment: ["ACTA_END_IN": "a:\(SIGTERM)"])
    #expect(ended.status == 1)
    #expect(ended.stdout.contains("SIGTERM ended the session before it"))
  }

  /// The threads of a night look for the same words when they recognise files; in a process that was copied, its
  /// first thread and another one waited for each other without end, in a third of the nights.
  @Test(arguments: 1...12)
  func `a night that reads several files at once ends`(_: Int) throws {
    let workspace = try TemporaryWorkspace()
    defer { workspace.remove() }
    try workspace.writeTimeline()
    let files = ["a", "b", "c", "d", "e", "f"]
    for file in files {
      try workspace.write(
        "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes)\nAna,a@example.org,1,2,1\n",
        to: "Inputs/\(file).csv")
    }
    let inputs = files.map { "\($0): {file: \($0).csv, rejects: {max: 100%}}" }.joined(separator: ", ")
    try workspace.write(
      """
      job: j
      schedule: [{nightly: {during: [review]}}]
      inputs: {\(inputs)}
      exports: [{csv: a.csv, table: a}]

      """, to: "Jobs/j.yaml")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/timeout")
    process.arguments = [
      "-s", "KILL", "60", TemporaryWorkspace.program.path, "nightly", "--as-of", "2021-04-28",
    ]
    process.currentDirectoryURL = workspace.root
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0 && process.terminationReason == .exit)
  }
}
