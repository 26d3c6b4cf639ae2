import Diagnostics
import Foundation
import GRDB
import Testing

@testable import Ledger

@Suite struct LedgerUpkeepTests {
  private let fixture = LedgerFixture()

  @Test func `a sound ledger has no findings`() throws {
    try fixture.fill([
      .detailed, .sample("a", day: 27, .fail, started: 200), .sample("a", day: 28, .skipped, started: 201),
    ])
    #expect(try fixture.open().checkIntegrity() == [])
    #expect(try Ledger.openForReading(state: fixture.state)?.checkIntegrity() == [])
  }

  @Test(arguments: [
    ("night = '2021-02-30'", "run '100-attendance' has no date as its night"),
    ("folder = NULL", "run '100-attendance' published, but has no folder"),
    (
      "status = 'fail', reason = 'a check failed'",
      "run '100-attendance' published, although it did not succeed"
    ),
    ("status = 'fail', folder = NULL", "run '100-attendance' did not publish, and has no reason"),
    ("due = NULL", "run '100-attendance' has an occurrence without a due time, or the reverse"),
    ("number = 900", "10 details belong to no run"),
  ])
  func `what cannot be of a run is found`(_ change: String, _ finding: String) throws {
    try fixture.fill([.detailed])
    try DatabaseQueue(path: fixture.path).writeWithoutTransaction {
      try $0.execute(sql: "PRAGMA foreign_keys = OFF; UPDATE run SET \(change)")
    }
    #expect(try fixture.open().checkIntegrity().first == finding)
  }

  @Test func `more rejected rows than rows are found`() throws {
    var run = Run.detailed
    run.inputs[0].rejected = 4
    try fixture.fill([run])
    #expect(
      try fixture.open().checkIntegrity()
        == ["run '100-attendance' has an input with more rejected rows than rows"])
  }

  @Test func `after a checkpoint the file alone has everything`() throws {
    let ledger = try fixture.open()
    try ledger.record([.detailed])
    try ledger.checkpoint()
    let copy = LedgerFixture()
    try FileManager.default.createDirectory(atPath: copy.folder, withIntermediateDirectories: true)
    try FileManager.default.copyItem(atPath: fixture.path, toPath: copy.path)
    #expect(try Ledger.openForReading(state: copy.state)?.run(id: Run.detailed.id) == .detailed)
  }

  @Test func `a checkpoint beside a reader loses nothing and is no error`() throws {
    let ledger = try Ledger.open(LedgerFile(state: fixture.state), patience: 0.01)
    try ledger.record([.sample("a", day: 26, .success, started: 1)])
    let reader = try DatabaseQueue(path: fixture.path)
    try reader.read { db in
      _ = try Int.fetchOne(db, sql: "SELECT count(*) FROM run")
      try ledger.record([.detailed])
      try ledger.checkpoint()
    }
    #expect(try ledger.runs(of: nil, limit: nil).count == 2)
  }

  @Test func `a ledger made again has the runs, and the old files are kept under free names`() throws {
    for number in 1...2 {
      try fixture.fill([])
      fixture.bytes = Data("damage \(number)".utf8)
      let (ledger, aside) = try Ledger.rebuild(state: fixture.state, from: [.detailed])
      #expect(aside == ".acta/ledger.sqlite.damaged-\(number)")
      #expect(try ledger.run(id: Run.detailed.id) == .detailed)
      #expect(try ledger.checkIntegrity() == [])
      let kept = FileManager.default.contents(atPath: "\(fixture.path).damaged-\(number)")
      #expect(kept.map { String(decoding: $0, as: UTF8.self) } == "damage \(number)")
    }
  }

  @Test func `a ledger that cannot be made again leaves the old one in place`() throws {
    try fixture.fill([.detailed])
    let before = fixture.bytes
    #expect(throws: Diagnostic.self) {
      try Ledger.rebuild(state: fixture.state, from: [.detailed, .detailed])
    }
    #expect(fixture.bytes == before)
    let names = try FileManager.default.contentsOfDirectory(atPath: fixture.folder).sorted()
    #expect(names == ["ledger.sqlite", "ledger.sqlite-shm", "ledger.sqlite-wal"])
  }

  @Test func `the log goes aside, and there is a ledger until another takes its place`() throws {
    let ledger = try fixture.open()
    try ledger.record([.detailed])
    #expect(try LedgerFile(state: fixture.state).setAside() == ".acta/ledger.sqlite.damaged-1")
    let names = try FileManager.default.contentsOfDirectory(atPath: fixture.folder).sorted()
    #expect(
      names == [
        "ledger.sqlite", "ledger.sqlite.damaged-1", "ledger.sqlite.damaged-1-shm",
        "ledger.sqlite.damaged-1-wal",
      ])
  }

  @Test func `without an old file nothing is set aside`() throws {
    let (ledger, aside) = try Ledger.rebuild(state: fixture.state, from: [])
    #expect(aside == nil)
    #expect(try ledger.runs(of: nil, limit: nil).isEmpty)
  }
}
