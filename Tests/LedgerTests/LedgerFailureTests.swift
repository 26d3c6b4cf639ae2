import Diagnostics
import Foundation
import GRDB
import Tables
import TestSupport
import Testing

@testable import Ledger

@Suite struct LedgerFailureTests {
  private let fixture = LedgerFixture()

  private var manyRuns: [Run] {
    (0..<300).map { number in
      var run = Run.detailed
      run.id = "\(1000 + number)-attendance"
      run.started += TimeSpan(microseconds: Int64(number))
      return run
    }
  }

  /// Everything that can be asked and written, in one go.
  private func useAll() throws {
    let ledger = try fixture.open()
    for run in try ledger.runs(of: nil, limit: nil) { _ = try ledger.run(id: run.id) }
    _ = try ledger.latestRuns()
    _ = try ledger.latestGood(of: "attendance", before: "2021-04-27")
    _ = try ledger.occurrences(of: "attendance")
    _ = try ledger.failing("attendance")
    _ = try ledger.unfinished()
    var run = Run.detailed
    run.id = "new"
    try ledger.finish(run)
    try ledger.checkpoint()
  }

  @Test func `pages overwritten in the middle are damage, met when they are read`() throws {
    try fixture.fill(manyRuns)
    var bytes = fixture.bytes
    let middle = bytes.count / 2
    bytes.replaceSubrange(middle..<middle + 16_384, with: Data(repeating: 0xA5, count: 16_384))
    fixture.bytes = bytes
    let found = #expect(throws: Diagnostic.self) { try useAll() }
    #expect(found?.message.description == "the ledger '.acta/ledger.sqlite' is damaged")
    #expect(found?.hint == LedgerFile.wayOn)
    #expect(try !fixture.open().checkIntegrity().isEmpty)
  }

  @Test(arguments: [4096, 20_000, 40_960])
  func `a ledger cut short is damaged`(_ length: Int) throws {
    try fixture.fill(manyRuns)
    fixture.bytes = fixture.bytes.prefix(length)
    let found = #expect(throws: Diagnostic.self) { try useAll() }
    #expect(found?.message.description == "the ledger '.acta/ledger.sqlite' is damaged")
  }

  @Test func `whatever bytes change, an answer or an error comes, never a crash`() throws {
    try fixture.fill(Array(manyRuns.prefix(80)))
    let sound = fixture.bytes
    var generator = SplitMix(state: 2021)
    var failures = 0
    for _ in 0..<40 {
      var bytes = sound
      for _ in 0..<Int.random(in: 1...200, using: &generator) {
        let place = Int.random(in: 0..<bytes.count, using: &generator)
        bytes[place] = UInt8.random(in: .min ... .max, using: &generator)
      }
      for ending in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: fixture.path + ending) }
      fixture.bytes = bytes
      do {
        try useAll()
        _ = try fixture.open().checkIntegrity()
      } catch let diagnostic as Diagnostic {
        failures += 1
        #expect(diagnostic.reason != nil)
      }
    }
    #expect(failures > 0)
  }

  @Test func `a value that no program of ours wrote is damage`() throws {
    try fixture.fill([.detailed])
    let changes = [
      "UPDATE run_figure SET value_type = 'colour'", "UPDATE run_figure SET value = 'many' WHERE place = 0",
    ]
    for change in changes {
      try DatabaseQueue(path: fixture.path).write { try $0.execute(sql: change) }
      let found = #expect(throws: Diagnostic.self) { try fixture.open().run(id: Run.detailed.id) }
      #expect(found?.message.description == "the ledger '.acta/ledger.sqlite' is damaged")
      #expect(found?.reason?.hasPrefix("a value in its column 'value") == true)
    }
  }

  @Test func `a table that is gone is damage`() throws {
    try fixture.fill([.detailed])
    try DatabaseQueue(path: fixture.path).write { try $0.execute(sql: "DROP TABLE run_figure") }
    let found = #expect(throws: Diagnostic.self) { try fixture.open().run(id: Run.detailed.id) }
    #expect(found?.reason == "no such table: run_figure")
    #expect(try fixture.open().checkIntegrity() == ["the table 'run_figure' is missing"])
  }

  @Test func `a full disk says so, and what was recorded stays`() throws {
    let ledger = try fixture.open()
    try ledger.record([.detailed])
    try ledger.database.writeWithoutTransaction { db in
      let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
      try db.execute(sql: "PRAGMA max_page_count = \(pages)")
    }
    let found = #expect(throws: Diagnostic.self) { try ledger.record(manyRuns) }
    #expect(found?.message.description == "cannot write the ledger '.acta/ledger.sqlite'")
    #expect(found?.reason == "the disk is full")
    #expect(found?.hint == "free space on the disk that holds '\(fixture.folder)', then run again")
    #expect(try ledger.runs(of: nil, limit: nil).count == 1)
    #expect(try ledger.checkIntegrity() == [])
  }

  @Test(arguments: [
    (ResultCode.SQLITE_IOERR_WRITE, "cannot write the ledger '.acta/ledger.sqlite'"),
    (.SQLITE_READONLY_DBMOVED, "cannot write the ledger '.acta/ledger.sqlite'"),
    (.SQLITE_CANTOPEN, "cannot write the ledger '.acta/ledger.sqlite'"),
    (.SQLITE_NOMEM, "cannot write the ledger '.acta/ledger.sqlite'"),
    (.SQLITE_IOERR_SHORT_READ, "the ledger '.acta/ledger.sqlite' is damaged"),
    (.SQLITE_BUSY_RECOVERY, "the ledger '.acta/ledger.sqlite' is locked"),
    (.SQLITE_NOTADB, "'.acta/ledger.sqlite' is not a ledger"),
  ])
  func `every code has words, a reason and a way on`(_ code: ResultCode, _ message: String) throws {
    let found = #expect(throws: Diagnostic.self) {
      try LedgerFile(state: fixture.state).explaining(.write) { throw DatabaseError(resultCode: code) }
    }
    #expect(found?.message.description == message)
    #expect(found?.reason != nil)
    #expect(found?.hint != nil)
  }
}

/// Random numbers that are the same every time.
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
