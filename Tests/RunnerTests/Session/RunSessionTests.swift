import Diagnostics
import JobSpec
import Ledger
import Synchronization
import Tables
import TestSupport
import Testing
import Timeline

@testable import Runner

@Suite struct RunSessionTests {
  private static let jobs = [
    "source": """
    job: source
    inputs: {people: {files: "*.csv", arrival: {empty: fail}}}
    tables: {all: {from: people}}
    exports: [{csv: all.csv, table: all}]
    """,
    "reader": """
    job: reader
    schedule: [{nightly: {during: review}}]
    catch_up: all
    inputs: {people: {job: source, export: all.csv}}
    exports: [{csv: people.csv, table: people}]
    """,
  ]

  /// A clock that is a microsecond later whenever somebody looks.
  private static func clock() -> @Sendable () -> Instant {
    let now = Atomic<Int64>(1_619_600_000_999_990)
    return { Instant(microseconds: now.add(1, ordering: .relaxed).newValue) }
  }

  private func session(_ small: SmallWorkspace) throws -> RunSession {
    try RunSession(
      small.workspace, timeline: small.timeline, binding: small.binding,
      sources: small.workspace.load().sources, command: "test", clock: RunSessionTests.clock(), tell: { _ in }
    )
  }

  @Test func `much that was missed is one record, and none of it is missed again`() throws {
    let small = try SmallWorkspace(
      jobs: [
        "minutely": """
        job: minutely
        schedule: [{cron: {expression: "* * * * *"}}]
        inputs: {people: {file: people.csv}}
        exports: [{csv: people.csv, table: people}]
        """
      ], inputs: ["people.csv": "name\nAna\n"])
    defer { small.remove() }
    let calls = ["2021-04-26T10:00Z", "2021-04-26T10:03Z", "2021-04-27T10:03Z", "2021-04-27T10:03Z"]
    for (call, runs) in zip(calls, [1, 3, 2, 0]) {
      let ledger = try Ledger.open(state: small.workspace.state)
      let before = try ledger.lastNumber()
      _ = try session(small).runNight(
        small.jobs, invalid: [:], asOf: try small.timeline.instant(when: call))
      #expect(try ledger.runs(after: before).count == runs)
    }
    let ledger = try Ledger.open(state: small.workspace.state)
    let span = try #require(try ledger.runs(of: nil, limit: nil).first { $0.isMissed })
    #expect(span.reason?.hasPrefix("1439 occurrences from 'cron ") == true)
    #expect(try ledger.missedSpans(of: "minutely") == [span.asOf...(try #require(span.occurrence?.due))])
    let history = try JobHistory(of: "minutely", in: ledger, isWhole: false)
    let occurrences = small.timeline.occurrences(
      of: small.jobs[0], from: try small.timeline.instant(when: "2021-04-26T10:00Z"),
      through: try small.timeline.instant(when: "2021-04-27T10:03Z"))
    let outcomes = occurrences.map { history.outcome(of: $0, asOf: .distantFuture) }
    #expect(outcomes.count == 1444)
    #expect(outcomes.count { $0 == "success" } == 3)
    #expect(outcomes.count { $0 == "missed" } == 1441)
  }

  @Test func `where the clock stands still every run has an id of its own`() throws {
    let small = try SmallWorkspace(jobs: RunSessionTests.jobs, inputs: ["people.csv": "name\nAna\n"])
    defer { small.remove() }
    let now = Instant(microseconds: 1_619_600_000_999_999)
    for day in ["2021-04-26", "2021-04-28"] {
      let session = try RunSession(
        small.workspace, timeline: small.timeline, binding: small.binding,
        sources: small.workspace.load().sources, command: "test", clock: { now }, tell: { _ in })
      let outcomes = try session.runNight(
        small.jobs, invalid: [:], asOf: try small.timeline.instant(when: day))
      #expect(outcomes.allSatisfy { $0.status == .success })
      #expect(outcomes.count >= 2)
    }
    let ledger = try Ledger.open(state: small.workspace.state)
    let runs = try ledger.runs(of: nil, limit: nil)
    #expect(Set(runs.map(\.id)).count == runs.count)
  }

  @Test func `the last run of a night is the last that was recorded, though the clock was set back`() throws {
    let small = try SmallWorkspace(jobs: RunSessionTests.jobs, inputs: ["people.csv": "name\nAna\n"])
    defer { small.remove() }
    let source = small.jobs.filter { $0.name.value == "source" }
    var ids: [String] = []
    for start in [1_619_600_000_000_000, 1_619_500_000_000_000] as [Int64] {
      let session = try RunSession(
        small.workspace, timeline: small.timeline, binding: small.binding,
        sources: small.workspace.load().sources, command: "test",
        clock: { Instant(microseconds: start) }, tell: { _ in })
      let moment = RunMoment(asOf: try small.timeline.instant(when: "2021-04-28"), timeline: small.timeline)
      ids += try session.run(source, moment: moment, options: .init()).map(\.run.id)
    }
    let ledger = try Ledger.open(state: small.workspace.state)
    let published = try ledger.published()
    #expect(published.map(\.id) == [ids[1]])
    let place = Published(folder: small.workspace.exportsFolder)
    #expect(published.flatMap { place.differences(from: $0) } == [])
  }

  @Test func `runs that are skipped within a millisecond are each recorded`() throws {
    let small = try SmallWorkspace(jobs: RunSessionTests.jobs)
    defer { small.remove() }
    let reader = small.jobs.filter { $0.name.value == "reader" }
    do {
      let outcomes = try session(small).runNight(
        reader, invalid: ["source": Diagnostic(.init(.unknownKey, "unknown key 'colour'"))],
        asOf: try small.timeline.instant(when: "2021-04-28"))
      #expect(outcomes.map(\.status) == [.skipped, .skipped, .skipped])
    }
    let ledger = try Ledger.open(state: small.workspace.state)
    #expect(
      try ledger.occurrences(of: "reader").states.keys.sorted()
        == ["nightly 2021-04-26", "nightly 2021-04-27", "nightly 2021-04-28"])
    #expect(
      try ledger.runs(of: "source", limit: nil).map(\.reason)
        == ["its definition is invalid: unknown key 'colour'"])
  }

  @Test func `a run that failed for an empty file can be had again`() throws {
    let small = try SmallWorkspace(
      jobs: RunSessionTests.jobs, inputs: ["a.csv": "name\nAna\n", "b.csv": ""])
    defer { small.remove() }
    let source = small.jobs.filter { $0.name.value == "source" }
    let moment = RunMoment(asOf: try small.timeline.instant(when: "2021-04-28"), timeline: small.timeline)
    let outcome: JobRunner.Outcome
    do {
      outcome = try session(small).run(source, moment: moment, options: .init())[0]
    }
    #expect(outcome.status == .fail)
    #expect(outcome.run.reason == "input 'people' is empty: Inputs/b.csv has no content")
    let snapshot = try #require(
      try Snapshot.read(state: small.workspace.state, night: "2021-04-28", run: outcome.run.id))
    let report = try Replay(workspace: small.workspace).run(
      snapshot, into: "\(small.workspace.root)/again")
    #expect(report.run.status == .fail)
    #expect(report.isSame)
  }
}
