import Foundation
import Ledger
import Tables
import TestSupport
import Testing
import Timeline

@testable import Runner

@Suite struct DoctorTests {
  private static let copy = """
    job: copy
    inputs: {people: {file: people.csv}}
    tables: {all: {from: people}}
    exports: [{csv: all.csv, table: all}]
    """
  /// In 2026.
  private static let now = Instant(seconds: 1_780_000_000)

  private func workspace() throws -> SmallWorkspace {
    try SmallWorkspace(jobs: ["copy": DoctorTests.copy], inputs: ["people.csv": "name\nAna\n"])
  }

  /// What the doctor says of one subject: `verdict words`.
  private func said(
    _ subject: String, of small: SmallWorkspace, hasTimeline: Bool = true, now: Instant = DoctorTests.now
  ) -> [String] {
    Doctor(workspace: small.workspace, timeline: hasTimeline ? small.timeline : nil, now: now).findings()
      .filter { $0.subject == subject }.map { "\($0.verdict.rawValue) \($0.words)" }
  }

  /// Runs the job under a session, which leaves a ledger, an archive and exports.
  private func run(_ small: SmallWorkspace, began: Instant = DoctorTests.now) throws -> JobRunner.Outcome {
    let session = try RunSession(
      small.workspace, timeline: small.timeline, binding: small.binding,
      sources: small.workspace.load().sources, command: "test", clock: { began }, tell: { _ in })
    let moment = RunMoment(asOf: try small.timeline.instant(when: "2021-04-28"), timeline: small.timeline)
    return try session.run(small.jobs, moment: moment, options: .init())[0]
  }

  @Test func `what killed runs left on the disk is named, for prune to remove`() throws {
    let small = try workspace()
    defer { small.remove() }
    #expect(said("left over", of: small) == [])
    for name in ["rows-99999999-3", "rows-\(getpid())-0", "notes.txt", "exchange.99999999/part-1"] {
      try small.write("12345", to: ".acta/work/\(name)")
    }
    #expect(
      said("left over", of: small) == [
        "warning 10 bytes of killed runs: .acta/work/exchange.99999999, .acta/work/rows-99999999-3"
      ])
    // What a link leads to is not Acta's own.
    let work = small.workspace.path(of: ".acta/work")
    let elsewhere = small.workspace.path(of: "elsewhere")
    try FileManager.default.moveItem(atPath: work, toPath: elsewhere)
    try FileManager.default.createSymbolicLink(atPath: work, withDestinationPath: elsewhere)
    #expect(said("left over", of: small) == [])
  }

  @Test func `a workspace before and after its first run is sound`() throws {
    let small = try workspace()
    defer { small.remove() }
    #expect(said("ledger", of: small) == ["good it does not exist yet; the first run creates it"])
    #expect(said("archive", of: small) == ["good no run is archived yet"])
    #expect(try run(small).status == .success)
    let findings = Doctor(workspace: small.workspace, timeline: small.timeline, now: DoctorTests.now)
      .findings()
    #expect(findings.filter { $0.verdict == .bad }.map(\.words) == [])
    #expect(said("ledger", of: small) == ["good 1 run, schema \(Ledger.schemaVersion), sound"])
    #expect(said("archive", of: small).first?.hasPrefix("good 1 run, 3 files") == true)
  }

  @Test func `a damaged object of the archive is found, and put back by a run that reads its file`() throws {
    let small = try workspace()
    defer { small.remove() }
    let outcome = try run(small)
    let sha256 = try #require(outcome.run.inputs.first?.sha256)
    let path = "\(small.workspace.state.archivedObjects)/\(sha256.prefix(2))/\(sha256).gz"
    try Data("damaged".utf8).write(to: URL(filePath: path))
    #expect(
      said("archive", of: small)
        == ["warning run \(outcome.run.id) cannot be replayed: 'Inputs/people.csv' is damaged"])
    #expect(try run(small, began: DoctorTests.now + .second).status == .success)
    #expect(said("archive", of: small).first?.hasPrefix("good 2 runs") == true)
  }

  @Test func `looking changes nothing`() throws {
    let small = try workspace()
    defer { small.remove() }
    let before = FileManager.default.enumerator(atPath: small.workspace.root)?.allObjects.count
    _ = Doctor(workspace: small.workspace, timeline: small.timeline, now: DoctorTests.now).findings()
    #expect(FileManager.default.enumerator(atPath: small.workspace.root)?.allObjects.count == before)
  }

  @Test func `a folder that is missing is named`() throws {
    let small = try workspace()
    defer { small.remove() }
    try FileManager.default.removeItem(atPath: small.workspace.path(of: "Inputs"))
    #expect(said("folder Inputs", of: small) == ["warning it does not exist"])
    try FileManager.default.removeItem(atPath: small.workspace.path(of: "Jobs"))
    #expect(said("folder Jobs", of: small) == ["bad it does not exist"])
  }

  @Test func `a clock before this program was written, or before the last run, is told`() throws {
    let small = try workspace()
    defer { small.remove() }
    #expect(said("clock", of: small, now: 0).first?.hasPrefix("bad it shows 1970-01-01") == true)
    #expect(said("clock", of: small).first?.hasPrefix("good") == true)
    _ = try run(small, began: DoctorTests.now + .hours(2))
    #expect(said("clock", of: small).first?.hasPrefix("warning") == true)
    #expect(said("clock", of: small, now: DoctorTests.now + .hours(2)).first?.hasPrefix("good") == true)
  }

  @Test func `without a timeline the time zone is not known`() throws {
    let small = try workspace()
    defer { small.remove() }
    #expect(said("time zone", of: small, hasTimeline: false) == ["bad Jobs/timeline.yaml cannot be read"])
    #expect(said("time zone", of: small).first?.hasPrefix("good America/Santiago") == true)
  }

  @Test func `a lock that is held is told with its holder`() throws {
    let small = try workspace()
    defer { small.remove() }
    #expect(said("lock", of: small) == ["good free"])
    let lock = try WorkspaceLock.acquire(state: small.workspace.state, command: "acta nightly")
    #expect(said("lock", of: small).first?.hasPrefix("good held by process ") == true)
    _ = consume lock
  }

  @Test func `a ledger that is gone though runs are published, or is damaged, is told`() throws {
    let small = try workspace()
    defer { small.remove() }
    _ = try run(small)
    let ledger = "\(small.workspace.state.path)/ledger.sqlite"
    for name in try FileManager.default.contentsOfDirectory(atPath: small.workspace.state.path)
    where name.hasPrefix("ledger.sqlite") {
      try FileManager.default.removeItem(atPath: "\(small.workspace.state.path)/\(name)")
    }
    #expect(said("ledger", of: small) == ["warning it is missing, although runs are published"])
    try String(repeating: "not a database ", count: 1000).write(
      toFile: ledger, atomically: false, encoding: .utf8)
    #expect(said("ledger", of: small).first?.hasPrefix("bad ") == true)
  }

  @Test func `an archived run that lacks a file cannot be produced again`() throws {
    let small = try workspace()
    defer { small.remove() }
    let run = try run(small).run
    let object = try #require(run.inputs.first).sha256
    let folder = "\(small.workspace.state.archivedObjects)/\(object.prefix(2))"
    for name in try FileManager.default.contentsOfDirectory(atPath: folder) where name.hasPrefix(object) {
      try FileManager.default.removeItem(atPath: "\(folder)/\(name)")
    }
    #expect(
      said("archive", of: small)
        == ["warning run \(run.id) cannot be replayed: 'Inputs/people.csv' is missing"])
  }
}
