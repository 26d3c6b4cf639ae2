import Foundation
import Glibc
import Testing

/// What SIGTERM does to a command, whatever it is doing.
@Suite struct SignalTests {
  /// Waits until nobody reads its output, which is a pipe that is full.
  @Test(
    arguments: [
      "check --json", "plan --json", "timeline --json", "status --json", "history --json", "cron",
      "doctor --json",
      "explain people --json", "ledger check --json", "ledger rebuild --json", "prune --json", "test --json",
      "corrections list --json", "inspect Inputs/people.csv", "convert Inputs/people.csv OUT.csv --json",
      "run people --as-of 2021-04-28 --json", "nightly --as-of 2021-04-28 --json",
      "replay people --night 2021-04-27",
      "diff people --json", "help",
    ])
  func `a signal ends any command within a second, with a sentence and exit code 1`(_ command: String) throws
  {
    let workspace = try TemporaryWorkspace()
    defer { workspace.remove() }
    try workspace.writeTimeline(review: "from: 2021-04-26, to: 2021-04-28")
    try workspace.writePeople()
    for night in ["2021-04-26", "2021-04-27"] {
      #expect(try workspace.acta(["run", "people", "--as-of", night]).status == 0)
    }
    let pipe = Pipe()
    let end = pipe.fileHandleForWriting.fileDescriptor
    let flags = fcntl(end, F_GETFL)
    _ = fcntl(end, F_SETFL, flags | O_NONBLOCK)
    let block = [UInt8](repeating: 10, count: 4096)
    while unsafe write(end, block, block.count) > 0 {}
    while unsafe write(end, block, 1) > 0 {}
    _ = fcntl(end, F_SETFL, flags)
    let errors = workspace.root.appendingPathComponent(".errors")
    _ = FileManager.default.createFile(atPath: errors.path, contents: nil)
    let process = Process()
    process.executableURL = TemporaryWorkspace.program
    process.arguments = command.split(separator: " ").map(String.init)
    process.currentDirectoryURL = workspace.root
    process.standardOutput = pipe
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
    // Until it waits for the pipe: `pipe_write` in any thread of the process, or of its child.
    let limit = ContinuousClock.now + .seconds(30)
    while ContinuousClock.now < limit, process.isRunning, !isWaiting(process.processIdentifier) {
      Thread.sleep(forTimeInterval: 0.02)
    }
    try #require(process.isRunning, "\(command) printed nothing")
    let asked = ContinuousClock.now
    process.terminate()
    process.waitUntilExit()
    #expect(ContinuousClock.now - asked < .seconds(3), "\(command)")
    #expect(process.terminationReason == .exit && process.terminationStatus == 1, "\(command)")
    #expect(try String(contentsOf: errors, encoding: .utf8).contains("error: acta was ended by a signal"))
    _ = pipe.fileHandleForReading
  }

  /// Whether a thread of the process, or of one that it has started, is in a system call that writes.
  private func isWaiting(_ process: Int32) -> Bool {
    let tasks = "/proc/\(process)/task"
    for task in (try? FileManager.default.contentsOfDirectory(atPath: tasks)) ?? [] {
      func text(_ name: String) -> String {
        (try? String(contentsOfFile: "\(tasks)/\(task)/\(name)", encoding: .utf8)) ?? ""
      }
      // The number of `write` on x86-64 and on arm64, and the first output.
      if text("syscall").hasPrefix("1 0x1 ") || text("syscall").hasPrefix("64 0x1 ") { return true }
      for child in text("children").split(separator: " ").compactMap({ Int32($0) }) where isWaiting(child) {
        return true
      }
    }
    return false
  }
}
