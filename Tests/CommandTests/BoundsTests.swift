import Foundation
import Testing

/// What the machine and other people may do to a command.
@Suite struct BoundsTests {
  private func workspace(_ expression: String, rows: Int) throws -> TemporaryWorkspace {
    let workspace = try TemporaryWorkspace()
    try workspace.write(
      "process: p\ntime_zone: UTC\nlanguages: [en]\nstages: [{stage: s, on: 2021-04-28}]\n",
      to: "Jobs/timeline.yaml")
    try workspace.write(
      """
      job: j
      inputs: {t: {file: t.csv, columns: {a: {type: integer}, b: {type: text}}}}
      tables: {u: {from: t, steps: [{derive: {c: '\(expression)'}}]}}
      exports: [{csv: u.csv, table: u}]

      """, to: "Jobs/j.yaml")
    try workspace.write(
      "a,b\n" + (0..<rows).map { "\($0),\(String(repeating: "ab", count: 100))\n" }.joined(),
      to: "Inputs/t.csv")
    return workspace
  }

  @Test func `a small stack is enough`() throws {
    let workspace = try workspace(
      String(repeating: "abs(", count: 90) + "a" + String(repeating: ")", count: 90), rows: 3)
    defer { workspace.remove() }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = [
      "-c", "ulimit -s 128; exec \"$0\" run j --as-of 2021-04-28", TemporaryWorkspace.program.path,
    ]
    process.currentDirectoryURL = workspace.root
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0 && process.terminationReason == .exit)
  }

  @Test(arguments: [98, 104, 116, 130, 145, 160, 180])
  func `with little memory a command ends by itself, with words`(_ megabytes: Int) throws {
    let workspace = try workspace("upper(b)", rows: 60_000)
    defer { workspace.remove() }
    func end(of command: String) throws -> (status: Int32, isExit: Bool) {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/bin/sh")
      // A thread that the system cannot give was waited for without end.
      process.arguments = [
        "-c", "ulimit -v \(megabytes)000; exec timeout -s KILL 60 \"$0\" \(command)",
        TemporaryWorkspace.program.path,
      ]
      process.currentDirectoryURL = workspace.root
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      try process.run()
      process.waitUntilExit()
      return (process.terminationStatus, process.terminationReason == .exit)
    }
    // With less, the loader and the runtime of Swift end before the program begins.
    guard try end(of: "--version").status == 0 else {
      #expect(megabytes < 145)
      return
    }
    let run = try end(of: "run j --as-of 2021-04-28")
    #expect(run.isExit && [0, 1, 70].contains(run.status), "\(run)")
  }

  @Test func `a signal ends a run that is inside one long step`() throws {
    // Each of 90 levels goes through all texts again; no step begins or ends for minutes.
    let nested =
      String(repeating: "replace(", count: 90) + "b" + String(repeating: ", \"a\", \"a\")", count: 90)
    let workspace = try workspace(nested, rows: 30_000)
    defer { workspace.remove() }
    let process = Process()
    process.executableURL = TemporaryWorkspace.program
    process.arguments = ["run", "j", "--as-of", "2021-04-28"]
    process.currentDirectoryURL = workspace.root
    process.standardOutput = FileHandle.nullDevice
    let errors = workspace.root.appendingPathComponent(".stderr")
    _ = FileManager.default.createFile(atPath: errors.path, contents: nil)
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
    Thread.sleep(forTimeInterval: 1)
    try #require(process.isRunning)
    let asked = ContinuousClock.now
    process.terminate()
    process.waitUntilExit()
    let waited = ContinuousClock.now - asked
    #expect(waited < .seconds(1.5))
    #expect(process.terminationReason == .exit && process.terminationStatus == 1)
    #expect(try String(contentsOf: errors, encoding: .utf8).hasPrefix("error: acta was ended by a signal"))
    // Nothing is published, and the next session records how it ended.
    #expect(workspace.publishedFiles().isEmpty)
    try workspace.write("a,b\n1,a\n", to: "Inputs/t.csv")
    #expect(try workspace.acta(["run", "j", "--as-of", "2021-04-28"]).status == 0)
  }
}
