import Foundation
import Testing

/// Nights after which a record of the night before was lost or damaged.
@Suite struct DamagedRecordsTests {
  private func workspace() throws -> TemporaryWorkspace {
    let workspace = try TemporaryWorkspace()
    try workspace.writeTimeline(review: "from: 2021-04-26, to: 2021-04-30")
    try workspace.write(
      """
      job: people
      schedule: [{nightly: {during: [review]}}]
      inputs: {people: {file: people.csv}}
      tables: {all: {from: people, key: [name]}}
      figures:
        people: {table: all, value: count()}
        before: {value: previous(figures.people)}
      exports: [{csv: people.csv, table: all}]

      """, to: "Jobs/people.yaml")
    try workspace.write("name\nAna\n", to: "Inputs/people.csv")
    #expect(try workspace.acta(["nightly", "--as-of", "2021-04-26"]).status == 0)
    try workspace.write("name\nAna\nLuis\n", to: "Inputs/people.csv")
    return workspace
  }

  /// The files in a folder, at any depth.
  private func files(below folder: String, of workspace: TemporaryWorkspace) throws -> [URL] {
    let root = workspace.root.appendingPathComponent(folder)
    return try FileManager.default.subpathsOfDirectory(atPath: root.path)
      .map { root.appendingPathComponent($0) }.filter { !$0.hasDirectoryPath && $0.pathExtension != "" }
  }

  private func figure(_ name: String, of night: String, in workspace: TemporaryWorkspace) throws -> Any? {
    let data = try #require(workspace.data(of: "Exports/\(night)/people/manifest.json"))
    let manifest = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let figures = try #require(manifest["figures"] as? [[String: Any]])
    return figures.first { $0["figure"] as? String == name }?["value"]
  }

  @Test func `a damaged record of the night before is told, and the night is published`() throws {
    let workspace = try workspace()
    defer { workspace.remove() }
    let record = try #require(try files(below: ".acta/archive/runs", of: workspace).first)
    try (Data(contentsOf: record) + Data("garbage".utf8)).write(to: record)
    let doctor = try workspace.acta(["doctor"])
    #expect(doctor.stdout.contains("put it back from a backup"))
    let next = try workspace.acta(["nightly", "--as-of", "2021-04-27"])
    #expect(next.status == 0)
    #expect(next.stderr.contains("warning: ") && next.stderr.contains("cannot be read"))
    #expect(try figure("before", of: "2021-04-27", in: workspace) as? Int == 1)
    let after = try workspace.acta(["nightly", "--as-of", "2021-04-28"])
    #expect(after.status == 0 && after.stderr.isEmpty)
  }

  @Test(arguments: ["", "name\nEva\n"])
  func `damaged rows of the night before are told, and the night is published`(_ content: String) throws {
    let workspace = try workspace()
    defer { workspace.remove() }
    for object in try files(below: ".acta/archive/objects", of: workspace) {
      try content.write(to: object, atomically: false, encoding: .utf8)
    }
    let next = try workspace.acta(["nightly", "--as-of", "2021-04-27"])
    #expect(next.status == 0)
    #expect(next.stderr.contains("warning: ") && next.stderr.contains(".acta/archive/objects/"))
    let after = try workspace.acta(["nightly", "--as-of", "2021-04-28"])
    #expect(after.status == 0 && after.stderr.isEmpty)
  }

  @Test func `a ledger that is gone is made again by whatever writes to it first`() throws {
    let workspace = try workspace()
    defer { workspace.remove() }
    let state = workspace.root.appendingPathComponent(".acta")
    for name in ["ledger.sqlite", "ledger.sqlite-wal", "ledger.sqlite-shm"] {
      try? FileManager.default.removeItem(at: state.appendingPathComponent(name))
    }
    let trial = try workspace.acta(["prune", "--dry-run"])
    #expect(trial.status == 74 && trial.stderr.contains("acta ledger rebuild"))
    #expect(workspace.data(of: ".acta/ledger.sqlite") == nil)
    let prune = try workspace.acta(["prune", "--as-of", "2021-04-27"])
    #expect(prune.status == 0 && prune.stderr.contains("it was rebuilt from 1 manifest"))
    #expect(try workspace.acta(["nightly", "--as-of", "2021-04-27"]).status == 0)
    #expect(try figure("before", of: "2021-04-27", in: workspace) as? Int == 1)
  }

  @Test func `a ledger without a run is made again if something was published`() throws {
    let workspace = try workspace()
    defer { workspace.remove() }
    for name in ["ledger.sqlite-wal", "ledger.sqlite-shm"] {
      try? FileManager.default.removeItem(
        at: workspace.root.appendingPathComponent(".acta").appendingPathComponent(name))
    }
    try workspace.write("", to: ".acta/ledger.sqlite")
    let next = try workspace.acta(["nightly", "--as-of", "2021-04-27"])
    #expect(next.status == 0 && next.stderr.contains("it was rebuilt from 1 manifest"))
    #expect(try figure("before", of: "2021-04-27", in: workspace) as? Int == 1)
  }
}
