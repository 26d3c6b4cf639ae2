import Diagnostics
import Foundation
import GRDB
import Testing

@testable import Ledger

@Suite struct LedgerOpeningTests {
  private let fixture = LedgerFixture()

  /// What a connection of somebody else does to the file.
  private func alter(_ sql: String) throws {
    try DatabaseQueue(path: fixture.path).writeWithoutTransaction { try $0.execute(sql: sql) }
  }

  private func opening(_ open: () throws -> Ledger?) -> Diagnostic? {
    #expect(throws: Diagnostic.self) { _ = try open() }
  }

  @Test func `a ledger is made where there is none, for its owner and group only`() throws {
    let ledger = try fixture.open()
    #expect(try ledger.runs(of: nil, limit: nil).isEmpty)
    try ledger.record([.detailed])
    for ending in ["", "-wal", "-shm"] { #expect(try fixture.mode(ending) == 0o640) }
  }

  @Test func `it keeps a log, synced at checkpoints`() throws {
    let ledger = try fixture.open()
    #expect(try ledger.database.read { try String.fetchOne($0, sql: "PRAGMA journal_mode") } == "wal")
    #expect(try ledger.database.read { try Int.fetchOne($0, sql: "PRAGMA synchronous") } == 1)
    #expect(try ledger.database.read { try Int.fetchOne($0, sql: "PRAGMA user_version") } == 1)
  }

  @Test func `a ledger of an older schema is known as one that will be migrated`() throws {
    #expect(try !Ledger.hasPendingMigrations(state: fixture.state))
    try fixture.fill([.detailed])
    #expect(try !Ledger.hasPendingMigrations(state: fixture.state))
    try alter("PRAGMA user_version = 0")
    #expect(try Ledger.hasPendingMigrations(state: fixture.state))
    #expect(
      opening { try Ledger.openForReading(state: fixture.state) }?.hint?.contains("acta nightly") == true)
  }

  @Test(arguments: ["", "CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY)"])
  func `what a killed program left of making it is made whole`(_ made: String) throws {
    try FileManager.default.createDirectory(atPath: fixture.folder, withIntermediateDirectories: true)
    fixture.bytes = Data()
    try alter(made)
    #expect(try Ledger.openForReading(state: fixture.state) == nil)
    try fixture.fill([.detailed])
    #expect(try fixture.open().runs(of: nil, limit: nil).count == 1)
  }

  @Test func `reading makes nothing where there is no ledger`() throws {
    #expect(try Ledger.openForReading(state: fixture.state) == nil)
    #expect(!FileManager.default.fileExists(atPath: fixture.folder))
  }

  @Test func `reading changes nothing, nor makes files beside a ledger that was copied alone`() throws {
    try fixture.fill([.detailed])
    for ending in ["-wal", "-shm"] { try FileManager.default.removeItem(atPath: fixture.path + ending) }
    let before = fixture.bytes
    let ledger = try #require(try Ledger.openForReading(state: fixture.state))
    #expect(try ledger.run(id: Run.detailed.id) == .detailed)
    #expect(try FileManager.default.contentsOfDirectory(atPath: fixture.folder) == ["ledger.sqlite"])
    #expect(fixture.bytes == before)
  }

  @Test func `a name with spaces and marks is a name`() throws {
    let state = StateFolder(fixture.folder + "/ñandú 100% ?x=1#y")
    try Ledger.open(state: state).record([.detailed])
    for ending in ["-wal", "-shm"] {
      try FileManager.default.removeItem(atPath: "\(state.path)/ledger.sqlite\(ending)")
    }
    #expect(try Ledger.openForReading(state: state)?.runs(of: nil, limit: nil).count == 1)
  }

  @Test func `the log stays, empty, so that readers need make none`() throws {
    try fixture.fill([.detailed])
    let log = try FileManager.default.attributesOfItem(atPath: fixture.path + "-wal")
    #expect(log[.size] as? Int == 0)
    #expect(try Ledger.openForReading(state: fixture.state)?.runs(of: nil, limit: nil).count == 1)
  }

  @Test(arguments: [
    "PRAGMA user_version = 2", "INSERT INTO grdb_migrations VALUES ('2 more of it')",
  ])
  func `a ledger of a newer program is left alone`(_ change: String) throws {
    try fixture.fill([.detailed])
    try alter(change)
    let before = fixture.bytes
    for found in [
      opening(fixture.open), opening { try Ledger.openForReading(state: fixture.state) },
      opening { try Ledger.rebuild(state: fixture.state, from: []).ledger },
    ] {
      #expect(
        found?.message.description
          == "the ledger '.acta/ledger.sqlite' was written by a newer version of acta")
      #expect(found?.reason?.contains("and this program knows 1") == true)
      #expect(found?.hint == "update acta on this machine; the ledger was not touched")
    }
    #expect(fixture.bytes == before)
  }

  @Test func `a file that is no database is not a ledger`() throws {
    try fixture.fill([])
    fixture.bytes = Data(String(repeating: "These are my notes.\n", count: 500).utf8)
    let before = fixture.bytes
    for found in [opening(fixture.open), opening { try Ledger.openForReading(state: fixture.state) }] {
      #expect(found?.message.description == "'.acta/ledger.sqlite' is not a ledger")
      #expect(found?.reason == "it is not an SQLite database")
      #expect(found?.hint?.contains("acta ledger rebuild") == true)
    }
    #expect(fixture.bytes == before)
  }

  @Test func `a database of another program is not a ledger`() throws {
    try FileManager.default.createDirectory(atPath: fixture.folder, withIntermediateDirectories: true)
    try alter("CREATE TABLE run (id)")
    for found in [opening(fixture.open), opening { try Ledger.openForReading(state: fixture.state) }] {
      #expect(found?.message.description == "'.acta/ledger.sqlite' is not a ledger")
      #expect(found?.reason == "it is an SQLite database of another program")
    }
  }

  @Test func `a folder that cannot be made says so`() {
    let found = opening { try Ledger.open(state: StateFolder("/proc/self/acta/.acta")) }
    #expect(found?.message.description == "cannot create the ledger '.acta/ledger.sqlite'")
    #expect(found?.reason == "no such file or directory")
    #expect(found?.hint?.contains("/proc/self/acta/.acta") == true)
  }

  @Test(.enabled(if: geteuid() != 0, "the administrator may write everywhere"))
  func `in a folder that is read-only a ledger can be read, and writing says why not`() throws {
    try fixture.fill([.detailed])
    for file in ["", "-wal", "-shm"] { unsafe chmod(fixture.path + file, 0o440) }
    unsafe chmod(fixture.folder, 0o550)
    defer { unsafe chmod(fixture.folder, 0o750) }
    #expect(try Ledger.openForReading(state: fixture.state)?.runs(of: nil, limit: nil).count == 1)
    let found = #expect(throws: Diagnostic.self) { try fixture.open() }
    #expect(found?.message.description == "cannot open the ledger '.acta/ledger.sqlite'")
    #expect(found?.reason == "permission denied")
    #expect(found?.hint?.contains("must be able to read and write") == true)
    for file in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: fixture.path + file) }
    #expect(try Ledger.openForReading(state: fixture.state)?.runs(of: nil, limit: nil).count == 1)
  }

  @Test func `a ledger that another process holds says so after a while`() throws {
    try fixture.fill([.detailed])
    let other = try DatabaseQueue(path: fixture.path)
    try other.writeWithoutTransaction { db in
      try db.execute(sql: "BEGIN IMMEDIATE")
      let found = #expect(throws: Diagnostic.self) {
        try Ledger.open(LedgerFile(state: fixture.state), patience: 0.02).finish(.detailed)
      }
      #expect(found?.message.description == "the ledger '.acta/ledger.sqlite' is locked")
      #expect(found?.reason == "another process holds it")
      // Reading goes on meanwhile.
      #expect(try Ledger.openForReading(state: fixture.state)?.runs(of: nil, limit: nil).count == 1)
      try db.execute(sql: "ROLLBACK")
    }
    #expect(Ledger.patience == 5)
  }
}
