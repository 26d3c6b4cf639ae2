import Foundation
import Testing

@Suite struct LockTests {
  private func workspace() throws -> TemporaryWorkspace {
    let workspace = try TemporaryWorkspace()
    try workspace.writeTimeline()
    try workspace.write("job: j\n", to: "Jobs/j.yaml")
    return workspace
  }

  @Test func `a run waits for nobody: while another holds the lock it ends with 75`() throws {
    let workspace = try workspace()
    defer { workspace.remove() }
    try workspace.write("process 4711 since 2021-04-28T23:30:00Z\n", to: ".acta/lock")
    let descriptor = unsafe open(workspace.root.appendingPathComponent(".acta/lock").path, O_RDWR)
    try #require(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
    for command in [["run", "j"], ["nightly"]] {
      let held = try workspace.acta(command + ["--as-of", "2021-04-28"])
      #expect(held.status == 75)
      #expect(
        held.stderr == """
          error: another run holds the lock of this workspace
            why:  it is process 4711 since 2021-04-28T23:30:00Z
            hint: wait until it has finished, or use  --wait; the lock ends with the run

          """)
    }
    close(descriptor)
    let free = try workspace.acta(["run", "j", "--as-of", "2021-04-28"])
    #expect(free.status == 0)
    #expect(free.stderr.isEmpty)
  }

  @Test func `reading commands need no lock`() throws {
    let workspace = try workspace()
    defer { workspace.remove() }
    try workspace.write("", to: ".acta/lock")
    let descriptor = unsafe open(workspace.root.appendingPathComponent(".acta/lock").path, O_RDWR)
    defer { close(descriptor) }
    try #require(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
    for command in ["check", "plan", "timeline"] {
      #expect(try workspace.acta([command]).status == 0, "acta \(command)")
    }
  }

  /// A run has its folder some time before the ledger says so, or after.
  @Test func `what a run is about to put right is no difference`() throws {
    let workspace = try workspace()
    defer { workspace.remove() }
    try workspace.writePeople()
    #expect(try workspace.acta(["run", "people", "--as-of", "2021-04-28"]).status == 0)
    try workspace.write("process 4711 since 2021-04-28T23:30:00Z\n", to: ".acta/lock")
    let descriptor = unsafe open(workspace.root.appendingPathComponent(".acta/lock").path, O_RDWR)
    defer { close(descriptor) }
    try #require(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
    let file = "Exports/2021-04-28/people/people.csv"
    let text = try #require(try workspace.text(of: file))
    try workspace.write("name\r\nEva\r\n", to: file)
    // It looks five times within a second while somebody holds the lock.
    let repair = Process()
    repair.executableURL = URL(fileURLWithPath: "/bin/sh")
    repair.arguments = ["-c", "sleep 0.3; printf '%s' \"$1\" > \"$0\"", file, text]
    repair.currentDirectoryURL = workspace.root
    try repair.run()
    #expect(try workspace.acta(["ledger", "check"]).status == 0)
    repair.waitUntilExit()
    try workspace.write("name\r\nEva\r\n", to: file)
    #expect(try workspace.acta(["ledger", "check"]).status == 1)
  }
}
