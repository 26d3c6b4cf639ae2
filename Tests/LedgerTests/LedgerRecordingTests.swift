import Diagnostics
import Tables
import TestSupport
import Testing

@testable import Ledger

@Suite struct LedgerRecordingTests {
  private let fixture = LedgerFixture()

  @Test func `a run comes back as it was recorded, with every detail`() throws {
    try fixture.fill([.detailed])
    #expect(try fixture.open().run(id: Run.detailed.id) == .detailed)
  }

  @Test func `every kind of value comes back as itself`() throws {
    let ledger = try fixture.open()
    let values: [Value] = [
      .null, .integer(.min), .integer(.max), .number(1e300), .number(3), .number(-.infinity), .boolean(false),
      .boolean(true), .text(""), .text("1"), .date(-1), .datetime(.max),
    ]
    var run = Run.sample("people", day: 26, .success, started: 1)
    run.figures = values.map { RunFigure(figure: "f", item: nil, value: $0, published: $0) }
    try ledger.finish(run)
    #expect(try ledger.run(id: run.id)?.figures == run.figures)
    run.figures = [.init(figure: "f", item: nil, value: .number(.nan), published: .null)]
    try ledger.finish(run)
    guard case .number(let number)? = try ledger.run(id: run.id)?.figures.first?.value else {
      Issue.record("not a number any more")
      return
    }
    #expect(number.isNaN)
  }

  @Test func `a run that has begun is running until it is finished`() throws {
    let ledger = try fixture.open()
    var begun = Run.sample("people", day: 26, .success, started: 1)
    begun.folder = nil
    try ledger.begin(begun)
    #expect(try ledger.unfinished().map(\.status) == [.running])
    #expect(try ledger.latestGood(of: "people") == nil)
    begun.status = .success
    begun.folder = "Exports/2021-04-26/people"
    begun.seconds = 3
    begun.exports = [RunFile(file: "a.csv", sha256: "e", bytes: 1, rows: 1)]
    try ledger.finish(begun)
    #expect(try ledger.unfinished() == [])
    #expect(try ledger.run(id: begun.id) == begun)
    begun.exports = []
    try ledger.finish(begun)
    #expect(try ledger.run(id: begun.id) == begun)
    #expect(try ledger.runs(of: nil, limit: nil).count == 1)
  }

  @Test func `a run that was never begun can be finished`() throws {
    let ledger = try fixture.open()
    try ledger.finish(.detailed)
    #expect(try ledger.run(id: Run.detailed.id) == .detailed)
  }

  @Test func `runs are recorded all or none`() throws {
    let ledger = try fixture.open()
    let first = Run.sample("people", day: 26, .success, started: 1)
    try ledger.record([first])
    let found = #expect(throws: Diagnostic.self) {
      try ledger.record([.sample("people", day: 27, .success, started: 2), first])
    }
    #expect(found?.message.description == "the ledger '.acta/ledger.sqlite' rejected a run")
    #expect(found?.reason == "UNIQUE constraint failed: run.id")
    #expect(try ledger.runs(of: nil, limit: nil) == [first])
  }

  @Test func `what was pruned says when`() throws {
    let ledger = try fixture.open()
    let runs = (26...28).map { Run.sample("people", day: $0, .success, started: Int64($0)) }
    try ledger.record(runs)
    try ledger.markPruned([runs[0].id, runs[2].id], at: 99)
    #expect(try ledger.runs(of: "people", limit: nil).map(\.pruned) == [99, nil, 99])
  }

  @Test func `what one has written another reads at once`() throws {
    let writer = try fixture.open()
    let reader = try #require(try Ledger.openForReading(state: fixture.state))
    #expect(try reader.runs(of: nil, limit: nil) == [])
    try writer.record([.sample("people", day: 26, .success, started: 1)])
    #expect(try reader.runs(of: nil, limit: nil).count == 1)
  }
}
