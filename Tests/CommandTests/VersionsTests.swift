import Foundation
import Testing

/// What has been published for a night stays when it is run again.
@Suite struct VersionsTests {
  private func workspace() throws -> TemporaryWorkspace {
    let workspace = try TemporaryWorkspace()
    try workspace.write(
      """
      process: p
      time_zone: UTC
      languages: [en]
      stages: [{stage: s, on: 2021-04-28, retention: 10d}]

      """, to: "Jobs/timeline.yaml")
    try workspace.write(
      """
      job: source
      inputs: {t: {file: t.csv}}
      tables: {u: {from: t}}
      exports: [{csv: u.csv, table: u}]

      """, to: "Jobs/source.yaml")
    try workspace.write(
      """
      job: reader
      inputs: {u: {job: source, export: u.csv}}
      exports: [{csv: v.csv, table: u}]

      """, to: "Jobs/reader.yaml")
    try workspace.write("id\na\n", to: "Inputs/t.csv")
    return workspace
  }

  private func run(_ workspace: TemporaryWorkspace, _ words: String...) throws -> CommandResult {
    let result = try workspace.acta(["run", "--as-of", "2021-04-28"] + words)
    #expect(result.status == 0, "\(result.stderr)")
    return result
  }

  private func manifest(_ workspace: TemporaryWorkspace, _ folder: String) throws -> [String: Any] {
    let data = try #require(workspace.data(of: "\(folder)/manifest.json"))
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  private func names(_ workspace: TemporaryWorkspace, in folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: workspace.root.appendingPathComponent(folder).path)
      .sorted()
  }

  @Test func `earlier versions are kept, named, and removed with their night`() throws {
    let workspace = try workspace()
    defer { workspace.remove() }
    let night = "Exports/2021-04-28"
    #expect(try !run(workspace, "source").stderr.contains(".versions"))
    let first = try #require(try manifest(workspace, "\(night)/source")["run"] as? String)
    #expect(try manifest(workspace, "\(night)/source")["replaces"] == nil)
    try workspace.write("id\nb\n", to: "Inputs/t.csv")
    #expect(try run(workspace, "source").stderr.contains("goes to \(night)/.versions/source/\(first)\n"))
    let second = try #require(try manifest(workspace, "\(night)/source")["run"] as? String)
    #expect(try manifest(workspace, "\(night)/source")["replaces"] as? String == first)
    try workspace.write("id\nc\n", to: "Inputs/t.csv")
    _ = try run(workspace, "source")
    #expect(try names(workspace, in: "\(night)/.versions/source") == [first, second])
    #expect(try workspace.text(of: "\(night)/.versions/source/\(first)/u.csv") == "id\r\na\r\n")
    #expect(try workspace.text(of: "\(night)/.versions/source/\(second)/u.csv") == "id\r\nb\r\n")
    #expect(try workspace.text(of: "\(night)/source/u.csv") == "id\r\nc\r\n")

    // A run that fails replaces nothing.
    try FileManager.default.removeItem(at: workspace.root.appendingPathComponent("Inputs/t.csv"))
    #expect(try workspace.acta(["run", "source", "--as-of", "2021-04-28"]).status == 1)
    #expect(try workspace.text(of: "\(night)/source/u.csv") == "id\r\nc\r\n")
    #expect(try names(workspace, in: "\(night)/.versions/source") == [first, second])
    #expect(try workspace.acta(["ledger", "check"]).status == 0)

    #expect(try workspace.acta(["prune", "--as-of", "2021-06-01"]).status == 0)
    #expect(try names(workspace, in: "Exports") == ["latest"])
  }

  @Test func `a run does not make the nights of its sources again unless it is asked to`() throws {
    let workspace = try workspace()
    defer { workspace.remove() }
    let night = "Exports/2021-04-28"
    // The source runs first where it has not published that night.
    #expect(try run(workspace, "reader").stdout.contains("source "))
    let source = try manifest(workspace, "\(night)/source")["run"] as? String
    try workspace.write("id\nb\n", to: "Inputs/t.csv")
    #expect(try !run(workspace, "reader").stdout.contains("source "))
    #expect(try manifest(workspace, "\(night)/source")["run"] as? String == source)
    #expect(try workspace.text(of: "\(night)/reader/v.csv") == "id\r\na\r\n")
    #expect(try run(workspace, "reader", "--with-sources").stdout.contains("source "))
    #expect(try workspace.text(of: "\(night)/reader/v.csv") == "id\r\nb\r\n")
    #expect(try names(workspace, in: "\(night)/.versions").sorted() == ["reader", "source"])

    // A night that is made again reads the earlier night that it has read.
    #expect(try workspace.acta(["run", "reader", "--as-of", "2021-04-29"]).status == 0)
    try FileManager.default.removeItem(at: workspace.root.appendingPathComponent("Exports/2021-04-29/source"))
    try workspace.write("id\nc\n", to: "Inputs/t.csv")
    #expect(try workspace.acta(["run", "reader", "--as-of", "2021-04-29"]).status == 0)
    #expect(try names(workspace, in: "Exports/2021-04-29") == [".versions", "reader"])
    #expect(try workspace.text(of: "Exports/2021-04-29/reader/v.csv") == "id\r\nb\r\n")
  }
}
