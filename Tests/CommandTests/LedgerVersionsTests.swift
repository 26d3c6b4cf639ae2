import Foundation
import Testing

/// What `acta ledger check` finds beside the published folders.
@Suite struct LedgerVersionsTests {
  /// A job that has published the nights of 26 and 27 April, the second one twice.
  private func workspace() throws -> TemporaryWorkspace {
    let workspace = try TemporaryWorkspace()
    try workspace.writeTimeline(review: "from: 2021-04-26, to: 2021-04-28")
    try workspace.writePeople()
    for night in ["2021-04-26", "2021-04-27", "2021-04-27"] {
      #expect(try workspace.acta(["run", "people", "--as-of", night]).status == 0)
    }
    #expect(try workspace.acta(["ledger", "check"]).status == 0)
    return workspace
  }

  private let versions = "Exports/2021-04-27/.versions/people"

  private func version(in workspace: TemporaryWorkspace) throws -> String {
    let folder = workspace.root.appendingPathComponent(versions).path
    let names = try FileManager.default.contentsOfDirectory(atPath: folder)
    #expect(names.count == 1)
    return "\(versions)/\(names[0])"
  }

  /// The differences that the check prints, without its last line.
  private func differences(_ workspace: TemporaryWorkspace) throws -> [String] {
    let check = try workspace.acta(["ledger", "check"])
    #expect(check.status == 1)
    return check.stdout.split(separator: "\n").dropLast().map(String.init)
  }

  @Test func `a changed export of an earlier version is found`() throws {
    let workspace = try workspace()
    defer { workspace.remove() }
    let version = try version(in: workspace)
    try workspace.write("name\nBea\n", to: "\(version)/people.csv")
    #expect(try differences(workspace) == ["'\(version)/people.csv' is not what the run wrote"])
  }

  @Test func `a changed figure of an earlier version is found`() throws {
    let workspace = try workspace()
    defer { workspace.remove() }
    let file = try "\(version(in: workspace))/manifest.json"
    let text = try #require(try workspace.text(of: file))
    try workspace.write(text.replacing("\"value\": 1", with: "\"value\": 100"), to: file)
    #expect(try differences(workspace) == ["'\(file)' differs from the ledger in 'figures'"])
  }

  @Test func `what no run left among the earlier versions is found`() throws {
    let workspace = try workspace()
    defer { workspace.remove() }
    try workspace.write("name\n", to: "\(versions)/other/people.csv")
    try workspace.write("name\n", to: "\(versions)/other.csv")
    #expect(
      try differences(workspace) == [
        "'\(versions)/other' is not from a run that was replaced",
        "'\(versions)/other.csv' is not from a run that was replaced",
      ])
  }

  @Test func `an earlier version that is gone is found`() throws {
    let workspace = try workspace()
    defer { workspace.remove() }
    let version = try version(in: workspace)
    try FileManager.default.removeItem(at: workspace.root.appendingPathComponent(version))
    #expect(try differences(workspace) == ["'\(version)' is missing"])
  }

  @Test func `a rebuilt ledger takes the earlier versions that the archive proves`() throws {
    let workspace = try workspace()
    defer { workspace.remove() }
    let version = try version(in: workspace)
    #expect(try workspace.acta(["ledger", "rebuild"]).status == 0)
    #expect(try workspace.acta(["ledger", "check"]).status == 0)
    try workspace.write("name\nBea\n", to: "\(version)/people.csv")
    #expect(try differences(workspace) == ["'\(version)/people.csv' is not what the run wrote"])
  }

  @Test func `the link to the newest night is checked`() throws {
    let workspace = try workspace()
    defer { workspace.remove() }
    let link = workspace.root.appendingPathComponent("Exports/latest/people").path
    try FileManager.default.removeItem(atPath: link)
    #expect(try differences(workspace) == ["'Exports/latest/people' is missing"])
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "../2021-04-26/people")
    #expect(
      try differences(workspace) == [
        "'Exports/latest/people' leads to '../2021-04-26/people', and the newest night is 2021-04-27"
      ])
    try FileManager.default.removeItem(atPath: link)
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "../2021-04-27/people")
    #expect(try workspace.acta(["ledger", "check"]).status == 0)
  }
}
