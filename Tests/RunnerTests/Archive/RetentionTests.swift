import Diagnostics
import Foundation
import JobSpec
import Ledger
import Tables
import TestSupport
import Testing
import Timeline

@testable import Runner

@Suite struct RetentionTests {
  private func record(
    _ id: String, night: Night, stage: String? = "review", status: RunStatus = .success
  ) -> Run {
    var record = Run(
      id: id, job: "people", origin: .run, night: night, asOf: 0, stage: stage, status: status,
      started: Instant(microseconds: Int64(id.utf8.first ?? 0)), acta: "1")
    if status.isGood { record.folder = "Exports/\(night)/people" } else { record.reason = "a check failed" }
    return record
  }

  /// A process with a stage that keeps its runs for ten days, and what was published in it.
  private func setting(_ records: [Run]) throws -> (SmallWorkspace, TimelineDefinition, Ledger) {
    let small = try SmallWorkspace(jobs: [:])
    var timeline = small.timeline
    timeline.stages[0].retention = .days(10)
    let ledger = try Ledger.open(state: small.workspace.state)
    try ledger.record(records)
    for record in records {
      let folder = record.folder ?? ".acta/failed/\(record.night)/people"
      try small.write(record.id, to: "\(folder)/people.csv")
    }
    return (small, timeline, ledger)
  }

  private func going(
    _ setting: (small: SmallWorkspace, timeline: TimelineDefinition, ledger: Ledger), on date: String
  ) throws -> [String] {
    let now = try setting.timeline.instant(when: date)
    return try Retention(workspace: setting.small.workspace, timeline: setting.timeline, now: now)
      .plan(setting.ledger).runs.map(\.run.id).sorted()
  }

  @Test func `a stage's runs go together, so many days after its last`() throws {
    let setting = try setting([record("a", night: "2021-04-26"), record("b", night: "2021-04-28")])
    defer { setting.0.remove() }
    #expect(try going(setting, on: "2021-05-08") == [])
    #expect(try going(setting, on: "2021-05-09") == ["a", "b"])
    let retention = Retention(
      workspace: setting.0.workspace, timeline: setting.1, now: try setting.1.instant(when: "2021-05-09"))
    #expect(
      try retention.plan(setting.2).runs[0].because
        == "stage 'review' ended on 2021-04-28 and keeps its runs for 10 days")
  }

  @Test func `copies go too: replays of a run, and what killed processes left`() throws {
    let setting = try setting([record("a", night: "2021-04-26")])
    defer { setting.0.remove() }
    let left = [
      ".acta/replayed/a/people.csv", ".acta/replayed/mine/people.csv",
      ".acta/replay/a.99999999/Inputs/people.csv",
      ".acta/replay/a.\(getpid())/Inputs/people.csv", ".acta/rehearsal/2021-04-26/people/people.csv",
      "Exports/2021-04-27/.people.partial/people.csv",
      ".acta/failed/2021-04-27/.people.partial/rejects/x.csv",
      ".acta/archive/objects/aa/.\(String(repeating: "a", count: 64)).gz.partial",
      ".acta/work/rows-99999999-0", ".acta/work/rows-\(getpid())-0", ".acta/work/exchange.99999999/part-1",
      ".acta/work/exchange.\(getpid())/part-1", ".acta/work/mine.txt", ".acta/work/rows-mine-1",
      ".acta/work/seen-A.99999999-x_1",
      ".acta/ledger.sqlite.partial-wal", "Corrections/.people.csv.partial",
      "Exports/closed/.review.zip.partial",
    ]
    for path in left { try setting.0.write("name", to: path) }
    let now = try setting.1.instant(when: "2021-05-09")
    let retention = Retention(workspace: setting.0.workspace, timeline: setting.1, now: now)
    let plan = try retention.plan(setting.2)
    #expect(plan.runs.flatMap(\.folders) == ["Exports/2021-04-26/people", ".acta/replayed/a"])
    #expect(
      plan.leftovers == [
        ".acta/replay/a.99999999", ".acta/work/exchange.99999999", ".acta/work/rows-99999999-0",
        ".acta/work/seen-A.99999999-x_1", ".acta/rehearsal", ".acta/ledger.sqlite.partial-wal",
        "Corrections/.people.csv.partial",
        "Exports/closed/.review.zip.partial", "Exports/2021-04-27/.people.partial",
        ".acta/failed/2021-04-27/.people.partial",
      ])
    // A file that is left over counts as those in folders do.
    try setting.0.write("name", to: ".acta/work/rows-99999999-1")
    #expect(try retention.plan(setting.2).bytes == plan.bytes + 4)
    try FileManager.default.removeItem(atPath: setting.0.workspace.path(of: ".acta/work/rows-99999999-1"))
    try retention.carry(out: plan, setting.2, now: now)
    // A replay and runs that are at work, a folder that no manifest tells the night of, and files of other programs.
    #expect(
      left.filter { FileManager.default.fileExists(atPath: setting.0.workspace.path(of: $0)) } == [
        left[1], left[3], left[9], left[11], left[12], left[13],
      ])
    #expect(try retention.plan(setting.2).leftovers.isEmpty)
  }

  @Test func `what nobody declares is kept for ever`() throws {
    var setting = try setting([
      record("a", night: "2021-04-26", stage: "gone"), record("b", night: "2021-03-01", stage: nil),
    ])
    defer { setting.0.remove() }
    #expect(try going(setting, on: "2031-01-01") == [])
    setting.1.retention = .day
    #expect(try going(setting, on: "2021-03-02") == [])
    #expect(try going(setting, on: "2021-03-03") == ["b"])
  }

  @Test func `a folder goes only with the last run that published there`() throws {
    // Published again by hand on no stage: that run is kept, and its files are not the old run's.
    let setting = try setting([
      record("a", night: "2021-04-26"), record("b", night: "2021-04-26", stage: nil),
      record("c", night: "2021-04-27", status: .fail),
    ])
    defer { setting.0.remove() }
    let now = try setting.1.instant(when: "2021-06-01")
    let retention = Retention(workspace: setting.0.workspace, timeline: setting.1, now: now)
    let plan = try retention.plan(setting.2)
    let folders = Dictionary(uniqueKeysWithValues: plan.runs.map { ($0.run.id, $0.folders) })
    #expect(folders == ["a": [], "c": [".acta/failed/2021-04-27/people"]])
    try retention.carry(out: plan, setting.2, now: now)
    #expect(FileManager.default.fileExists(atPath: setting.0.workspace.path(of: "Exports/2021-04-26/people")))
    #expect(!FileManager.default.fileExists(atPath: setting.0.workspace.path(of: ".acta/failed/2021-04-27")))
    #expect(try setting.2.run(id: "a")?.pruned == now)
    #expect(try setting.2.run(id: "b")?.pruned == nil)
    #expect(try retention.plan(setting.2).runs.isEmpty)
  }

  @Test func `only folders that Acta makes are removed, whatever the ledger says`() throws {
    var elsewhere = record("a", night: "2021-04-26")
    elsewhere.folder = "Inputs"
    var outside = record("../../../kept", night: "2021-04-26", status: .fail)
    outside.job = "../../../kept"
    let setting = try setting([elsewhere, outside, record("b", night: "2021-04-27")])
    defer { setting.0.remove() }
    let workspace = setting.0.workspace
    let files = FileManager.default
    try setting.0.write("kept", to: "kept/a.csv")
    try setting.0.write("kept", to: "kept.json")
    try setting.0.write("kept", to: "kept/b/people/a.csv")
    // A night that is a link to another folder.
    try files.removeItem(atPath: workspace.path(of: "Exports/2021-04-27"))
    try files.createSymbolicLink(
      atPath: workspace.path(of: "Exports/2021-04-27"), withDestinationPath: workspace.path(of: "kept/b"))
    let now = try setting.1.instant(when: "2021-06-01")
    let retention = Retention(workspace: workspace, timeline: setting.1, now: now)
    let plan = try retention.plan(setting.2)
    #expect(
      plan.mistakes.map(\.message.description) == [
        "cannot remove the runs in 'Exports/2021-04-27': it is a link"
      ])
    try retention.carry(out: plan, setting.2, now: now)
    for kept in ["Inputs", "kept/a.csv", "kept.json", "kept/b/people/a.csv"] {
      #expect(files.fileExists(atPath: workspace.path(of: kept)), "\(kept)")
    }
    #expect(try setting.2.run(id: "b")?.pruned == nil)
  }

  @Test func `a night that was run twice goes once`() throws {
    let setting = try setting([
      record("a", night: "2021-04-26"), record("b", night: "2021-04-26"),
      record("c", night: "2021-04-27", status: .fail), record("d", night: "2021-04-27", status: .fail),
    ])
    defer { setting.0.remove() }
    let now = try setting.1.instant(when: "2021-06-01")
    let retention = Retention(workspace: setting.0.workspace, timeline: setting.1, now: now)
    let plan = try retention.plan(setting.2)
    #expect(plan.runs.map(\.run.id).sorted() == ["a", "b", "c", "d"])
    #expect(
      plan.runs.flatMap(\.folders).sorted() == [
        ".acta/failed/2021-04-27/people", "Exports/2021-04-26/people",
      ])
    #expect(plan.bytes == 2)
    try retention.carry(out: plan, setting.2, now: now)
    #expect(!FileManager.default.fileExists(atPath: setting.0.workspace.path(of: "Exports/2021-04-26")))
    #expect(try retention.plan(setting.2).runs.isEmpty)
  }

  @Test func `what a killed prune left goes with the next`() throws {
    let setting = try setting([record("a", night: "2021-04-26"), record("b", night: "2021-04-27")])
    defer { setting.0.remove() }
    let state = setting.0.workspace.state
    let object = try Archive(state: state).store(Array("left".utf8))
    var snapshot = Snapshot.sample
    (snapshot.run.id, snapshot.run.night) = ("b", "2021-04-27")
    snapshot.files = [.init(path: "Inputs/a", sha256: object, bytes: 1, modified: nil)]
    try snapshot.write(state: state)
    try FileManager.default.removeItem(atPath: setting.0.workspace.path(of: "Exports/2021-04-27"))
    try setting.2.markPruned(["a", "b"], at: 1)
    let now = try setting.1.instant(when: "2021-06-01")
    let retention = Retention(workspace: setting.0.workspace, timeline: setting.1, now: now)
    try retention.carry(out: try retention.plan(setting.2), setting.2, now: now)
    #expect(!FileManager.default.fileExists(atPath: setting.0.workspace.path(of: "Exports/2021-04-26")))
    #expect(!Archive(state: state).holds(object))
    #expect(try retention.plan(setting.2).runs.isEmpty)
  }

  @Test func `content goes with the last run that was made of it`() throws {
    let setting = try setting([
      record("a", night: "2021-04-26"), record("b", night: "2021-04-27", stage: nil),
    ])
    defer { setting.0.remove() }
    let state = setting.0.workspace.state
    let archive = Archive(state: state)
    let shared = try archive.store(Array("shared".utf8))
    let own = try archive.store(Array("own".utf8))
    let archived: [(String, Night, [String])] = [
      ("a", "2021-04-26", [shared, own]), ("b", "2021-04-27", [shared]),
    ]
    for (run, night, files) in archived {
      var snapshot = Snapshot.sample
      (snapshot.run.id, snapshot.run.night) = (run, night)
      snapshot.files = files.map { .init(path: "Inputs/\($0)", sha256: $0, bytes: 1, modified: nil) }
      try snapshot.write(state: state)
    }
    let now = try setting.1.instant(when: "2021-06-01")
    let retention = Retention(workspace: setting.0.workspace, timeline: setting.1, now: now)
    let plan = try retention.plan(setting.2)
    #expect(plan.objects.map(\.sha256) == [own])
    try retention.carry(out: plan, setting.2, now: now)
    #expect(!archive.holds(own))
    #expect(archive.holds(shared))
    #expect(Snapshot.all(state: state).map(\.run) == ["b"])
  }

  @Test func `a run that only the archive knows goes too`() throws {
    // The ledger was made again from manifests, and a later run of that night has taken its place there.
    let setting = try setting([record("b", night: "2021-04-27", stage: nil)])
    defer { setting.0.remove() }
    let state = setting.0.workspace.state
    let object = try Archive(state: state).store(Array("forgotten".utf8))
    var snapshot = Snapshot.sample
    snapshot.files = [.init(path: "Inputs/a", sha256: object, bytes: 1, modified: nil)]
    try snapshot.write(state: state)
    #expect(try going(setting, on: "2021-05-08") == [])
    let now = try setting.1.instant(when: "2021-05-09")
    let retention = Retention(workspace: setting.0.workspace, timeline: setting.1, now: now)
    let plan = try retention.plan(setting.2)
    #expect(plan.runs.map(\.run.id) == [snapshot.run.id])
    try retention.carry(out: plan, setting.2, now: now)
    #expect(!Archive(state: state).holds(object))
    #expect(Snapshot.all(state: state).isEmpty)
  }
}
