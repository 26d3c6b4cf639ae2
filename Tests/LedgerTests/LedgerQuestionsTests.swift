import Diagnostics
import GRDB
import GRDBSQLite
import Synchronization
import TestSupport
import Testing

@testable import Ledger

@Suite struct LedgerQuestionsTests {
  private let fixture = LedgerFixture()

  private func ledger(_ runs: Run...) throws -> Ledger {
    let ledger = try fixture.open()
    try ledger.record(runs)
    return ledger
  }

  private func missed(_ job: String, day: Int, started: Int64) -> Run {
    var run = Run.sample(job, day: day, .skipped, started: started)
    run.reason = "its moment was missed"
    run.isMissed = true
    return run
  }

  @Test func `questions about the last records take the same work however many there are`() throws {
    let ledger = try ledger()
    var work: [Int] = []
    for count in [500, 5000] {
      let first = try ledger.count()
      try ledger.record(
        (first..<count).map { .sample("a", day: 1 + $0 % 28, .success, started: Int64($0)) })
      work.append(
        try steps(of: ledger) {
          _ = try ledger.latestRuns()
          _ = try ledger.latestGood(of: "a")
          _ = try ledger.failing("a")
          _ = try ledger.runs(of: "a", limit: 10)
          _ = try ledger.runs(of: nil, limit: 10)
          _ = try ledger.occurrence("nightly 2021-04-26", of: "a")
          _ = try ledger.firstDue(of: "a")
          _ = try ledger.lastDue(of: "a", before: 4_000_000_000_000_000)
          _ = try ledger.missedSpans(of: "a")
          _ = try ledger.unfinished()
          _ = try ledger.lastNumber()
        })
    }
    #expect(work[0] > 100 && work[1] < work[0] + work[0] / 4, "\(work) steps")
  }

  /// The steps of SQLite's machine.
  private func steps(of ledger: Ledger, _ body: () throws -> Void) throws -> Int {
    func count(_ handler: (@convention(c) (UnsafeMutableRawPointer?) -> CInt)?) throws {
      // SAFETY: the connection is open as long as the ledger; the handler needs nothing.
      try ledger.read { unsafe sqlite3_progress_handler($0.sqliteConnection, 1, handler, nil) }
    }
    LedgerQuestionsTests.counted.store(0, ordering: .relaxed)
    try unsafe count { _ in
      LedgerQuestionsTests.counted.add(1, ordering: .relaxed)
      return 0
    }
    try body()
    try count(nil)
    return LedgerQuestionsTests.counted.load(ordering: .relaxed)
  }

  private static let counted = Atomic<Int>(0)

  @Test func `runs come newest first, those of one moment by their id`() throws {
    let ledger = try ledger(
      .sample("a", day: 26, .success, started: 1), .sample("b", day: 26, .fail, started: 1),
      .sample("a", day: 27, .success, started: 2))
    #expect(try ledger.runs(of: nil, limit: nil).map(\.id) == ["2-a", "1-b", "1-a"])
    #expect(try ledger.runs(of: "a", limit: nil).map(\.id) == ["2-a", "1-a"])
    #expect(try ledger.runs(of: nil, limit: 2).map(\.id) == ["2-a", "1-b"])
    #expect(try ledger.runs(of: "a", limit: 0).isEmpty)
  }

  @Test func `a run is found by the beginning of its id, if only one begins so`() throws {
    let ledger = try ledger(
      .sample("a", day: 26, .success, started: 10), .sample("a_b", day: 26, .fail, started: 10),
      .sample("a", day: 27, .success, started: 20))
    #expect(try ledger.run(id: "2")?.id == "20-a")
    #expect(try ledger.run(id: "10-a")?.id == "10-a")
    #expect(try ledger.run(id: "10-a_")?.id == "10-a_b")
    #expect(try ledger.run(id: "10-a%") == nil)
    #expect(try ledger.run(id: "3") == nil)
    let found = #expect(throws: Diagnostic.self) { try ledger.run(id: "1") }
    #expect(found?.message.description == "several runs begin with '1'")
    #expect(found?.reason == "10-a, 10-a_b")
  }

  @Test func `the latest run of each job is finished and was not merely missed`() throws {
    var running = Run.sample("a", day: 29, .running, started: 9)
    running.folder = nil
    let ledger = try ledger(
      .sample("b", day: 26, .fail, started: 1), .sample("a", day: 26, .success, started: 2),
      .sample("a", day: 27, .skipped, started: 3), missed("a", day: 28, started: 4), running)
    #expect(try ledger.latestRuns().map(\.id) == ["3-a", "1-b"])
  }

  @Test func `the latest good run is of the newest night, of that the last`() throws {
    let ledger = try ledger(
      .sample("a", day: 27, .success, started: 1), .sample("a", day: 27, .warn, started: 2),
      .sample("a", day: 26, .success, started: 3), .sample("a", day: 28, .fail, started: 4))
    #expect(try ledger.latestGood(of: "a")?.id == "2-a")
    #expect(try ledger.latestGood(of: "a", night: "2021-04-26")?.id == "3-a")
    #expect(try ledger.latestGood(of: "a", before: "2021-04-27")?.id == "3-a")
    #expect(try ledger.latestGood(of: "a", before: "2021-04-26") == nil)
    #expect(try ledger.latestGood(of: "a", night: "2021-04-28") == nil)
    #expect(try ledger.latestGood(of: "b") == nil)
  }

  @Test func `what is published is of each job and night the last good run, unless it was pruned`() throws {
    let ledger = try ledger(
      .sample("b", day: 26, .success, started: 1), .sample("a", day: 26, .success, started: 2),
      .sample("a", day: 26, .warn, started: 3), .sample("a", day: 26, .fail, started: 4),
      .sample("a", day: 25, .success, started: 5), .sample("a", day: 25, .success, started: 6))
    try ledger.markPruned(["6-a"], at: 7)
    #expect(try ledger.published().map(\.id) == ["3-a", "1-b"])
  }

  @Test func `an occurrence has the state of its last run; runs by hand are of none`() throws {
    let ledger = try ledger(
      .sample("a", day: 26, .fail, started: 1), .sample("a", day: 26, .success, started: 2),
      missed("a", day: 27, started: 3), .sample("a", day: 28, .success, started: 4, occurrence: false))
    #expect(
      try ledger.occurrences(of: "a").states == [
        "nightly 2021-04-26": .success, "nightly 2021-04-27": .skipped,
      ])
  }

  @Test func `a job that fails says since when, for how many nights and runs`() throws {
    let ledger = try ledger(
      .sample("a", day: 24, .fail, started: 1), .sample("a", day: 25, .success, started: 2),
      .sample("a", day: 26, .fail, started: 3), .sample("a", day: 26, .error, started: 4),
      missed("a", day: 27, started: 5), .sample("a", day: 28, .skipped, started: 6),
      .sample("b", day: 28, .fail, started: 7), .sample("c", day: 28, .fail, started: 1),
      .sample("c", day: 28, .success, started: 2))
    #expect(try ledger.failing("a") == .init(since: "2021-04-26", nights: 2, runs: 3))
    #expect(try ledger.failing("b") == .init(since: "2021-04-28", nights: 1, runs: 1))
    #expect(try ledger.failing("c") == nil)
    #expect(try ledger.failing("d") == nil)
  }

  @Test func `missed nights alone are no failure`() throws {
    let ledger = try ledger(
      .sample("a", day: 26, .success, started: 1), missed("a", day: 27, started: 2))
    #expect(try ledger.failing("a") == nil)
  }
}
