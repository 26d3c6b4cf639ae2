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
