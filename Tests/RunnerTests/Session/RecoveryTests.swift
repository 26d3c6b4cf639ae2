import Foundation
import Ledger
import Testing

@testable import Runner

@Suite struct RecoveryTests {
  private static let copy = """
    job: copy
    inputs: {people: {file: people.csv}}
    tables: {all: {from: people}}
    exports: [{csv: all.csv, table: all}]
    """

  private func setting() throws -> (small: SmallWorkspace, ledger: Ledger) {
    let small = try SmallWorkspace(
      jobs: ["copy": RecoveryTests.copy], inputs: ["people.csv": "name\nAna\n"])
    return (small, try Ledger.open(state: small.workspace.state))
  }

  /// A run that published, as the ledger has it while it goes on.
  private func running(_ small: SmallWorkspace) -> Run {
    var run = small.run(small.jobs[0], small.binding).run
    run.origin = .nightly
    run.status = .running
    run.folder = nil
    run.occurrence = .init(key: "nightly 2021-04-28", due: run.asOf)
    run.exports = []
    return run
  }

  @Test func `a run that was killed before it published is an error, and its halves go`() throws {
    let (small, ledger) = try setting()
    defer { small.remove() }
    var record = running(small)
    record.id = "killed"
    try ledger.begin(record)
    try small.write("half", to: "Exports/2021-04-28/.copy.partial/all.csv")
    try small.write("half", to: ".acta/failed/2021-04-28/.copy.partial/all.csv")
    try small.write("half", to: ".acta/archive/objects/aa/.\(String(repeating: "a", count: 64)).gz.partial")
    try small.write("half", to: ".acta/archive/runs/2021-04-28/.killed.json.partial")
    let settled = try Recovery(workspace: small.workspace).recover(ledger)
    #expect(settled.map(\.status) == [.error])
    #expect(settled.first?.reason == "it was interrupted: its process ended without recording a result")
    #expect(try ledger.unfinished().isEmpty)
    #expect(try ledger.run(id: "killed")?.occurrence?.key == "nightly 2021-04-28")
    let left = FileManager.default.enumerator(atPath: small.workspace.root)?.allObjects ?? []
    #expect(left.compactMap { $0 as? String }.filter { $0.hasSuffix(".partial") } == [])
    #expect(small.export("copy/all.csv") == "name\r\nAna\r\n")
  }

  @Test func `a run that was killed after it published is taken over from its manifest`() throws {
    let (small, ledger) = try setting()
    defer { small.remove() }
    try ledger.begin(running(small))
    try FileManager.default.removeItem(atPath: "\(small.workspace.exportsFolder)/latest/copy")
    let settled = try Recovery(workspace: small.workspace).recover(ledger)
    #expect(settled.map(\.status) == [.success])
    let known = try ledger.latestGood(of: "copy")
    #expect(known?.folder == "Exports/2021-04-28/copy")
    #expect(known?.occurrence?.key == "nightly 2021-04-28")
    #expect(known?.exports.map(\.file) == ["all.csv"])
    #expect(
      FileManager.default.fileExists(atPath: "\(small.workspace.exportsFolder)/latest/copy/manifest.json"))
  }

  @Test func `what is finished is not touched`() throws {
    let (small, ledger) = try setting()
    defer { small.remove() }
    var record = running(small)
    record.status = .success
    record.folder = "Exports/2021-04-28/copy"
    try ledger.finish(record)
    #expect(try Recovery(workspace: small.workspace).recover(ledger).isEmpty)
    #expect(try ledger.run(id: record.id) == record)
  }
}
