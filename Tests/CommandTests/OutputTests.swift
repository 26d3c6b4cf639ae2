import Foundation
import Testing

/// Where the program cannot say what it has to say.
@Suite struct OutputTests {
  @Test func `results that cannot be written are exit code 74`() throws {
    let workspace = try OutputTests.workspace()
    defer { workspace.remove() }
    let result = try OutputTests.shell("\"$ACTA\" timeline > /dev/full", in: workspace)
    #expect(result.status == 74)
    #expect(
      result.stderr.hasSuffix(
        "error: cannot write the results to standard output\n  why:  no space left on device\n"))
    #expect(try OutputTests.shell("\"$ACTA\" --help > /dev/full", in: workspace).status == 74)
  }

  @Test func `a closed output is exit code 74, and no file takes its place`() throws {
    let workspace = try OutputTests.workspace()
    defer { workspace.remove() }
    for command in ["timeline", "check", "prune"] {
      let result = try OutputTests.shell("\"$ACTA\" \(command) >&-", in: workspace)
      #expect(result.status == 74, "acta \(command): \(result.stderr)")
    }
    #expect(try workspace.text(of: ".acta/lock") == "")
  }

  @Test func `a reader that has gone is exit code 74 without words`() throws {
    let workspace = try OutputTests.workspace()
    defer { workspace.remove() }
    // The pause lets the reader go first.
    let said = try OutputTests.shell("{ sleep 0.3; \"$ACTA\" check; echo $? >&2; } | true", in: workspace)
      .stderr
    #expect(said == "74\n")
  }

  @Test func `a current folder that was removed is one sentence`() throws {
    let workspace = try OutputTests.workspace()
    defer { workspace.remove() }
    let result = try OutputTests.shell("mkdir gone; cd gone; rmdir ../gone; \"$ACTA\" status", in: workspace)
    #expect(result.status == 74)
    #expect(
      result.stderr == "error: the current folder does not exist any more\n  hint: change to another folder\n"
    )
  }

  @Test func `what files and users write cannot steer a terminal`() throws {
    let workspace = try OutputTests.workspace()
    defer { workspace.remove() }
    try workspace.write("a\u{1B}[2J,b\u{202E}\n1,2\n", to: "x.csv")
    let inspected = try workspace.acta(["inspect", "x.csv"])
    #expect(
      !(inspected.stdout + inspected.stderr).unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" })
    let run = try workspace.acta(["run", "a\u{1B}[2J\nerror: b"])
    #expect(run.stderr.hasPrefix("error: unknown job 'a\\u001b[2J\\nerror: b'\n"))
  }

  private static func workspace() throws -> TemporaryWorkspace {
    let workspace = try TemporaryWorkspace()
    try workspace.write(
      "process: p\ntime_zone: UTC\nlanguages: [en]\nstages: [{stage: s, from: 2021-04-26, to: 2021-04-28}]\n",
      to: "Jobs/timeline.yaml")
    return workspace
  }

  private static func shell(_ script: String, in workspace: TemporaryWorkspace) throws -> CommandResult {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", script]
    process.currentDirectoryURL = workspace.root
    process.environment = ProcessInfo.processInfo.environment
      .merging(["ACTA": TemporaryWorkspace.program.path]) { _, new in new }
    let errors = workspace.root.appendingPathComponent(".stderr")
    _ = FileManager.default.createFile(atPath: errors.path, contents: nil)
    process.standardOutput = FileHandle.nullDevice
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
    process.waitUntilExit()
    return CommandResult(
      status: process.terminationStatus, stdout: "",
      stderr: try String(contentsOf: errors, encoding: .utf8))
  }
}
