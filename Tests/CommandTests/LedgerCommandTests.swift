import Foundation
import Ledger
import Tables
import TestSupport
import Testing

/// What the commands say of a ledger that no manifests could give.
@Suite struct LedgerCommandTests {
  private func workspace(_ runs: [Run]) throws -> TemporaryWorkspace {
    let workspace = try TemporaryWorkspace()
    try workspace.write(
      """
      process: test
      time_zone: America/Santiago
      languages: [en]
      night: "23:30"
      stages: [{stage: review, from: 2021-04-26, to: 2021-04-28}]

      """, to: "Jobs/timeline.yaml")
    for job in ["people", "later"] { try workspace.write("job: \(job)\n", to: "Jobs/\(job).yaml") }
    try ledger(in: workspace).record(runs)
    return workspace
  }

  private func ledger(in workspace: TemporaryWorkspace) throws -> Ledger {
    try Ledger.open(state: StateFolder(workspace.root.appendingPathComponent(".acta").path))
  }

  /// A run for the night of 2021-04-`day` that started then, at 23:30 and `second`.
  private func run(
    _ job: String, _ day: Int, _ status: RunStatus, second: Int64 = 0, reason: String? = nil
  ) -> Run {
    let asOf: Instant = 1_619_494_200_000_000 + .days(day - 26)
    var run = Run(
      id: "\(day)\(second)-\(job)", job: job, origin: .run,
      night: Night(CivilDate(year: 2021, month: 4, day: day)!), asOf: asOf,
      stage: "review", status: status, started: asOf + .second * second, seconds: 1.5, acta: "0.1.0")
    run.reason = reason
    if status.isGood { run.folder = "Exports/\(run.night)/\(job)" }
    run.inputs = [.init(name: "a", file: "Inputs/a.csv", sha256: "", bytes: 1, rows: 20, rejected: 4)]
    return run
  }

  @Test func `status says why a job fails, and for how long`() throws {
    let workspace = try workspace([
      run("people", 25, .success), run("people", 26, .fail, reason: "a check failed"),
      run("people", 26, .error, second: 5, reason: "cannot open 'Inputs/a.csv'"),
      run("people", 27, .fail, reason: "input 'a' has 4 rejects of 20 rows, more than 1%"),
      run("later", 27, .skipped, second: 1, reason: "job 'people', which it reads, did not publish"),
    ])
    defer { workspace.remove() }
    let said = try workspace.acta(["status"])
    #expect(
      said.stdout == """
        job     night       status   started           rows  rejected
        later   2021-04-27  skipped  2021-04-27 23:30    20         4  job 'people', which it reads, did not publish
          failing since the night of 2021-04-27: 1 night, 1 run
        people  2021-04-27  fail     2021-04-27 23:30    20         4  input 'a' has 4 rejects of 20 rows, more than 1%
          failing since the night of 2021-04-26: 2 nights, 3 runs

        """)
    #expect(said.stderr.isEmpty)
    #expect(said.status == 0)
  }

  @Test func `a run that did not end is running while the lock is held, and interrupted after`() throws {
    let workspace = try workspace([])
    defer { workspace.remove() }
    try ledger(in: workspace).begin(run("people", 26, .running))
    try workspace.write("process 4711 since 2021-04-26T23:30:00Z\n", to: ".acta/lock")
    let descriptor = unsafe open(workspace.root.appendingPathComponent(".acta/lock").path, O_RDWR)
    try #require(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
    #expect(
      try workspace.acta(["status"]).stdout == """
        job     status
        later   never run
        people
          running for the night of 2021-04-26 since 2021-04-26 23:30

        """)
    close(descriptor)
    #expect(
      try workspace.acta(["status"]).stdout == """
        job     status
        later   never run
        people
          interrupted: the run for the night of 2021-04-26 that began at 2021-04-26 23:30 did not end

        """)
    #expect(try workspace.acta(["status", "--json"]).stdout.contains("\"interrupted\": true"))
  }

  @Test func `history shows what was missed, failed and pruned`() throws {
    var missed = run("people", 26, .skipped, reason: "its moment was missed")
    missed.isMissed = true
    missed.inputs = []
    let workspace = try workspace([
      run("people", 25, .success), missed, run("people", 27, .fail, reason: "a check failed"),
    ])
    defer { workspace.remove() }
    try ledger(in: workspace).markPruned(["250-people"], at: 0)
    #expect(
      try workspace.acta(["history"]).stdout == """
        run         job     night       status   started           seconds  rows  rejected
        270-people  people  2021-04-27  fail     2021-04-27 23:30      1.5    20         4  a check failed
        260-people  people  2021-04-26  skipped  2021-04-26 23:30      1.5     0         0  its moment was missed
        250-people  people  2021-04-25  success  2021-04-25 23:30      1.5    20         4  pruned

        """)
  }

  @Test(arguments: [["status"], ["history"], ["ledger", "check"]])
  func `a ledger that is none ends every command with 74 and the way on`(_ command: [String]) throws {
    let workspace = try workspace([])
    defer { workspace.remove() }
    try workspace.write(String(repeating: "notes\n", count: 100), to: ".acta/ledger.sqlite")
    let said = try workspace.acta(command)
    #expect(said.status == 74)
    #expect(said.stdout.isEmpty)
    #expect(
      said.stderr == """
        error: '.acta/ledger.sqlite' is not a ledger
          why:  it is not an SQLite database
          hint: rebuild it from the manifests with  acta ledger rebuild  (the old file is kept)

        """)
    #expect(try workspace.acta(["ledger", "rebuild", "--quiet"]).status == 0)
    #expect(try workspace.acta(command).status == 0)
    #expect(try workspace.text(of: ".acta/ledger.sqlite.damaged-1")?.hasPrefix("notes") == true)
  }

  @Test func `a damaged ledger is found by check, and rebuilding says what is lost`() throws {
    let workspace = try workspace(
      (0..<200).map { run("people", 26, .fail, second: $0, reason: "a check failed") })
    defer { workspace.remove() }
    let path = workspace.root.appendingPathComponent(".acta/ledger.sqlite")
    var bytes = try Data(contentsOf: path)
    bytes.replaceSubrange(16_384..<28_672, with: Data(repeating: 0xA5, count: 12_288))
    try bytes.write(to: path)
    let check = try workspace.acta(["ledger", "check"])
    #expect(check.status == 1)
    #expect(check.stdout.hasSuffix("ledger: schema version 1, damaged\n"))
    #expect(check.stderr.contains("acta ledger rebuild"))
    let rebuilt = try workspace.acta(["ledger", "rebuild"])
    #expect(rebuilt.status == 0)
    #expect(rebuilt.stdout.contains("the old file is .acta/ledger.sqlite.damaged-1"))
    #expect(try workspace.acta(["ledger", "check"]).status == 0)
  }

  @Test func `rebuilding a sound ledger says how many runs are only in the old file`() throws {
    let workspace = try workspace([
      run("people", 26, .fail, reason: "a check failed"), run("people", 27, .fail, reason: "a check failed"),
    ])
    defer { workspace.remove() }
    #expect(
      try workspace.acta(["ledger", "rebuild"]).stderr
        == "2 runs of the old ledger left no manifest, and are only in the old file\n")
  }

  @Test func `a changed figure is found by check, and not taken in by rebuild`() throws {
    let workspace = try workspace([])
    defer { workspace.remove() }
    try workspace.writePeople()
    #expect(try workspace.acta(["run", "people", "--as-of", "2021-04-26"]).status == 0)
    #expect(try workspace.acta(["ledger", "check"]).status == 0)
    let path = "Exports/2021-04-26/people/manifest.json"
    let text = try #require(try workspace.text(of: path))
    let changed = text.replacing("\"value\": 1", with: "\"value\": 100")
    #expect(changed != text)
    try workspace.write(changed, to: path)
    let check = try workspace.acta(["ledger", "check"])
    #expect(check.status == 1)
    #expect(check.stdout.contains("'\(path)' differs from the ledger in 'figures'"))
    func figures() throws -> String { try workspace.acta(["history", "people", "--figures"]).stdout }
    let rebuilt = try workspace.acta(["ledger", "rebuild"])
    #expect(rebuilt.status == 0)
    #expect(rebuilt.stderr.contains("was changed") && rebuilt.stderr.contains("'figures'"))
    #expect(try !figures().contains("100"))
    // Without the old ledger, the archive still knows the manifest.
    for ending in ["", "-wal", "-shm"] {
      try FileManager.default.removeItem(
        at: workspace.root.appendingPathComponent(".acta/ledger.sqlite\(ending)"))
    }
    let anew = try workspace.acta(["ledger", "rebuild"])
    #expect(anew.status == 1 && anew.stderr.contains("the run is not restored"))
    try workspace.write(text, to: path)
    #expect(try workspace.acta(["ledger", "rebuild"]).status == 0)
    #expect(try workspace.acta(["ledger", "check"]).status == 0)
    // The row balance is in no ledger.
    try workspace.write(text.replacing("\"in\": 1", with: "\"in\": 2"), to: path)
    #expect(try workspace.acta(["ledger", "check"]).stdout.contains("'\(path)' is not what the run wrote"))
  }

  @Test func `rebuilding tells of a manifest that cannot be read, and goes on`() throws {
    let workspace = try workspace([])
    defer { workspace.remove() }
    try workspace.write("{", to: "Exports/2021-04-26/people/manifest.json")
    let rebuilt = try workspace.acta(["ledger", "rebuild"])
    #expect(rebuilt.status == 1)
    #expect(rebuilt.stderr.hasPrefix("warning: cannot read the manifest '"))
    #expect(rebuilt.stderr.contains("  why:  it is not JSON\n"))
    #expect(try workspace.acta(["ledger", "rebuild", "--json"]).stdout.contains("\"unreadable\": 1"))
  }

  @Test func `a ledger is for its owner and group, whatever the umask`() throws {
    let workspace = try workspace([])
    defer { workspace.remove() }
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/sh")
    shell.arguments = [
      "-c", "umask 077; exec \"$0\" ledger rebuild --quiet", TemporaryWorkspace.program.path,
    ]
    shell.currentDirectoryURL = workspace.root
    try shell.run()
    shell.waitUntilExit()
    for ending in ["", "-wal", "-shm"] {
      let attributes = try FileManager.default.attributesOfItem(
        atPath: workspace.root.appendingPathComponent(".acta/ledger.sqlite\(ending)").path)
      #expect(attributes[.posixPermissions] as? Int == 0o640)
    }
  }

  @Test func `rebuilding waits for no run: while one holds the lock it ends with 75`() throws {
    let workspace = try workspace([])
    defer { workspace.remove() }
    try workspace.write("process 4711 since 2021-04-28T23:30:00Z\n", to: ".acta/lock")
    let descriptor = unsafe open(workspace.root.appendingPathComponent(".acta/lock").path, O_RDWR)
    defer { close(descriptor) }
    try #require(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
    #expect(try workspace.acta(["ledger", "rebuild"]).status == 75)
    #expect(try workspace.acta(["ledger", "check"]).status == 0)
  }
}
