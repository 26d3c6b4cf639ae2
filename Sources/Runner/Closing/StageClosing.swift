internal import Diagnostics
internal import Foundation
package import JobSpec
package import Ledger
package import Tables

/// Closes a stage: makes its exports read-only, and packs them for those who keep them.
package struct StageClosing {
  /// Something that may need work before the stage is closed.
  package struct OpenPoint: Sendable, Equatable {
    package var job: String
    package var night: Night
    package var words: String
  }

  package let stage: Stage
  /// The published runs of the stage, by night and job.
  package let runs: [Run]
  package let openPoints: [OpenPoint]
  package private(set) var record: ClosedStage
  let workspace: Workspace
  let timeline: TimelineDefinition

  /// - Parameter jobs: of the workspace; a run on a night without a stage may be one of this stage by its schedule.
  package init(
    _ stage: Stage, in workspace: Workspace, _ timeline: TimelineDefinition, _ jobs: [Job]
  ) throws {
    self.stage = stage
    self.workspace = workspace
    self.timeline = timeline
    let published = Published(folder: workspace.exportsFolder)
    let (all, warnings, _) = published.allRuns(failed: workspace.state.failed)
    // A run that cannot be read cannot be closed.
    if !warnings.isEmpty { throw Diagnostics(warnings) }
    let name = stage.name.value
    runs = all.filter { run in
      let job = jobs.first { $0.name.value == run.job }
      return run.folder != nil && timeline.stage(ofRunOf: job, on: run.night, own: run.stage) == name
    }
    .sorted { ($0.night, $0.job) < ($1.night, $1.job) }
    openPoints = try StageClosing.openPoints(runs, published, workspace.state)
    record = try ClosedStage.read(name, state: workspace.state)
  }

  /// Files and manifests that are not as they were written; of the newest night of each job also checks that warn,
  /// stale corrections and rejects.
  private static func openPoints(_ runs: [Run], _ published: Published, _ state: StateFolder) throws
    -> [OpenPoint]
  {
    let ledger = try Ledger.openForReading(state: state)
    let newest = Dictionary(runs.map { ($0.job, $0.night) }, uniquingKeysWith: max)
    return try runs.flatMap { run -> [OpenPoint] in
      // The folder says itself what it should hold; the ledger and the archive say whether that is true.
      let manifest = try Snapshot.read(state: state, night: run.night, run: run.id)?.manifest
      var words = published.differences(from: try ledger?.run(id: run.id) ?? run, manifest: manifest)
      if newest[run.job] == run.night {
        words += run.checks.filter { !["pass", "info"].contains($0.status) }.map { check in
          if check.kind == Step.Keyword.correct.rawValue {
            return "corrections of table '\(check.table ?? "")': \(check.finding)"
          }
          return "check '\(check.kind)'\(check.table.map { " on '\($0)'" } ?? "") warns: \(check.finding)"
        }
        words += Dictionary(grouping: run.inputs, by: \.name).sorted { $0.key < $1.key }.compactMap {
          name, files in
          let rejected = files.reduce(0) { $0 + $1.rejected }
          return rejected == 0 ? nil : "input '\(name)' has \(counted(rejected, "reject"))"
        }
        words += run.arrivals.map(\.finding)
      }
      return words.map { OpenPoint(job: run.job, night: run.night, words: $0) }
    }
  }

  /// The folders of the stage's runs and of their earlier versions, relative to the workspace.
  var folders: [String] {
    runs.flatMap { run in
      [
        "Exports/\(run.night)/\(run.job)", "Exports/\(run.night)/\(Publication.versionsFolder)/\(run.job)",
      ]
    }.filter { FileManager.default.fileExists(atPath: workspace.path(of: $0)) }
  }

  /// Makes the folders read-only, and writes the archive.
  ///
  /// - Parameters:
  ///   - path: of the archive.
  ///   - now: by the system clock.
  package mutating func close(into path: String, now: Instant) throws {
    record.decisions.append(.init(action: .closed, at: now.microseconds))
    // The archive comes first: if it cannot be written, the stage stays open.
    try StageBag(closing: self, now: now).write(to: path)
    try record.write(state: workspace.state)
    for folder in folders {
      try FileModes.set(file: 0o440, folder: 0o550, in: workspace.path(of: folder))
    }
  }

  package mutating func reopen(because reason: String, now: Instant) throws {
    record.decisions.append(.init(action: .reopened, at: now.microseconds, reason: reason))
    for folder in folders {
      try FileModes.set(file: FileModes.file, folder: FileModes.folder, in: workspace.path(of: folder))
    }
    try record.write(state: workspace.state)
  }
}
