package import Diagnostics
internal import Foundation
internal import Glibc
package import JobSpec
package import Ledger
package import Tables
internal import Timeline

/// Finds and removes the past runs that the timeline's `retention` no longer keeps.
///
/// A run of a stage is kept for the stage's `retention`, counted from the stage's last day; a run without a
/// stage for the timeline's own, counted from its night. Without a declaration, runs are kept for ever.
package struct Retention: Sendable {
  private let workspace: Workspace
  private let timeline: TimelineDefinition
  /// Today's local date.
  private let today: CivilDate

  package init(workspace: Workspace, timeline: TimelineDefinition, now: Instant) {
    self.workspace = workspace
    self.timeline = timeline
    today = timeline.night(of: now)
  }

  /// The runs and files to remove.
  package struct Plan: Sendable {
    package struct Entry: Sendable {
      package var run: Run
      /// Existing paths of the run, relative to the workspace.
      package var folders: [String]
      package var because: String
    }

    package var runs: [Entry] = []
    /// Archived objects that no other run needs.
    package var objects: [(sha256: String, bytes: Int)] = []
    /// Paths of unfinished files, of replays that were killed, and of replays of unknown runs, relative to the
    /// workspace.
    package var leftovers: [String] = []
    /// Links in the place of folders to remove, relative to the workspace. Their runs are kept.
    package var links: Set<String> = []

    package var mistakes: [Diagnostic] {
      links.sorted().map { link in
        Diagnostic(
          .init(.cannotWrite, "cannot remove the runs in '\(link)': it is a link"), reason: FolderLink.reason)
      }
    }
    /// The size of exports, objects and leftovers in bytes.
    package var bytes = 0
  }

  /// The first date on which a run is no longer kept.
  package func end(of run: Run) -> RetentionEnd? {
    timeline.retentionEnd(night: run.night.date, stage: run.stage)
  }

  /// - Throws: a diagnostic if the record of a run to keep cannot be read, because its objects are then
  ///   unknown.
  package func plan(_ ledger: Ledger) throws -> Plan {
    var plan = Plan()
    let known = try ledger.runs(of: nil, limit: nil)
    let over = (known.filter { !$0.isMissed } + (try archivedOnly(known))).compactMap { run in
      end(of: run).flatMap { $0.date <= today ? (run: run, because: $0.because) : nil }
    }
    let going = Set(over.map(\.run.id))
    let archived = Set(Snapshot.all(state: workspace.state).map(\.run))
    // A folder belongs to the newest run that wrote it, and is removed once.
    var taken = Set(known.filter { !going.contains($0.id) && $0.pruned == nil }.flatMap(folders))
    for (run, because) in over {
      if let link = link(of: run) {
        if run.pruned == nil { plan.links.insert(link) }
        continue
      }
      let folders = folders(of: run).filter { exists($0) && taken.insert($0).inserted }
      // Also removes runs that a killed process recorded as pruned without removing everything.
      if run.pruned != nil, folders.isEmpty, !archived.contains(run.id) { continue }
      plan.runs.append(Plan.Entry(run: run, folders: folders, because: because))
      plan.bytes += folders.reduce(0) { $0 + size(of: $1) }
    }
    plan.leftovers = leftovers(known: Set(known.map(\.id)).union(archived))
    plan.bytes += plan.leftovers.reduce(0) { $0 + size(of: $1) }
    plan.objects = try objectsOnly(of: Set(plan.runs.map(\.run.id)))
    plan.bytes += plan.objects.reduce(0) { $0 + $1.bytes }
    return plan
  }

  /// The paths that Acta itself made for a run, relative to the workspace.
  ///
  /// They follow from the night and the job. The folder that the ledger states is not used: a damaged or
  /// edited ledger must never decide what is removed.
  private func folders(of run: Run) -> [String] {
    guard Retention.isPlainName(run.job) else { return [] }
    let made = places(of: run).map { "\($0)/\(run.night)/\(run.job)" } + version(of: run)
    return Retention.isPlainName(run.id) && !isLink(Retention.replayed)
      ? made + ["\(Retention.replayed)/\(run.id)"] : made
  }

  /// Where the folders of a run's night can be.
  private func places(of run: Run) -> [String] {
    (run.folder == nil ? [] : ["Exports"]) + (run.status.isGood ? [] : [".acta/failed"])
  }

  /// The first link in the place of a folder of a run; what it leads to is not removed.
  private func link(of run: Run) -> String? {
    guard Retention.isPlainName(run.job) else { return nil }
    let versions = [run.night.iso, Publication.versionsFolder, run.job]
    let ways = places(of: run).map { ($0, [run.night.iso, run.job]) } + [("Exports", versions)]
    return ways.lazy.compactMap { place, parts in
      FolderLink.first(in: workspace.path(of: place), parts).map { "\(place)/\($0.name)" }
    }.first
  }

  /// The folder of a run that a later one of the same night has replaced.
  private func version(of run: Run) -> [String] {
    Retention.isPlainName(run.id) ? ["\(versionParents(of: run)[2])/\(run.id)"] : []
  }

  /// The folders that the version of a run is in, outermost first.
  private func versionParents(of run: Run) -> [String] {
    let night = "Exports/\(run.night)"
    let versions = "\(night)/\(Publication.versionsFolder)"
    return [night, versions, "\(versions)/\(run.job)"]
  }

  private static let replayed = ".acta/replayed"

  /// The leavings of killed processes, and results of replays whose run is unknown. Nothing writes to these while the
  /// workspace is locked, but replays, whose process is asked for.
  private func leftovers(known: Set<String>) -> [String] {
    var found = RestoredWorkspace.leftovers(in: workspace.state.replays).map { ".acta/replay/\($0)" }
    found += WorkFolder(state: workspace.state).leftovers.map { ".acta/work/\($0)" }
    if isThere(workspace.state.rehearsal) { found.append(".acta/rehearsal") }
    found += names(in: ".acta").filter { $0.hasPrefix(Ledger.partial) }.map { ".acta/\($0)" }
    for folder in ["Corrections", "Exports/closed"] where !isLink(folder) {
      found += names(in: folder).filter(AtomicFile.isPartial).map { "\(folder)/\($0)" }
    }
    for folder in ["Exports", ".acta/failed"] {
      for night in names(in: folder) where Night(iso: night) != nil && !isLink("\(folder)/\(night)") {
        found += names(in: "\(folder)/\(night)").filter(AtomicFile.isPartial).map {
          "\(folder)/\(night)/\($0)"
        }
      }
    }
    for name in names(in: Retention.replayed) where !known.contains(name) && Retention.isPlainName(name) {
      let path = "\(Retention.replayed)/\(name)"
      guard let run = try? Manifest.read("\(workspace.path(of: path))/\(Manifest.fileName)"),
        let end = end(of: run), end.date <= today
      else { continue }
      found.append(path)
    }
    return found.filter { !isLink($0.parentFolder) }
  }

  private func names(in folder: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: workspace.path(of: folder))) ?? []).sorted()
  }

  /// False for names that lead into another folder.
  static func isPlainName(_ name: String) -> Bool {
    !name.isEmpty && !name.hasPrefix(".") && !name.utf8.contains { $0 == UInt8(ascii: "/") || $0 == 0 }
  }

  /// Acta makes the folders of nights itself. What is below a link is not its own.
  private func isLink(_ folder: String) -> Bool { FileStatus.isLink(workspace.path(of: folder)) }

  /// Runs in the archive that a rebuilt ledger no longer has.
  private func archivedOnly(_ known: [Run]) throws -> [Run] {
    let ids = Set(known.map(\.id))
    let state = workspace.state
    return try Snapshot.all(state: state).filter { !ids.contains($0.run) }.compactMap {
      try Snapshot.read(state: state, night: $0.night, run: $0.run)?.run
    }
  }

  /// Objects that no remaining run needs, including those that no run needs at all.
  private func objectsOnly(of going: Set<String>) throws -> [(sha256: String, bytes: Int)] {
    let state = workspace.state
    var needed: Set<String> = []
    for (night, run) in Snapshot.all(state: state) where !going.contains(run) {
      guard let snapshot = try Snapshot.read(state: state, night: night, run: run) else { continue }
      needed.formUnion(snapshot.objects.map(\.sha256))
    }
    return Archive(state: state).objects().filter { !needed.contains($0.sha256) }
  }

  /// Removes the runs of a plan, and records their removal.
  package func carry(out plan: Plan, _ ledger: Ledger, now: Instant) throws {
    // Record first, then remove: a removed run must never be listed as existing.
    try ledger.markPruned(plan.runs.map(\.run.id), at: now)
    let archive = Archive(state: workspace.state)
    for entry in plan.runs where Retention.isPlainName(entry.run.id) {
      for folder in entry.folders {
        if Retention.isPlainName(entry.run.job) { removeLink(to: entry.run) }
        try remove(folder)
      }
      if Retention.isPlainName(entry.run.job) {
        for folder in versionParents(of: entry.run).reversed() { unsafe rmdir(workspace.path(of: folder)) }
      }
      unsafe rmdir(workspace.path(of: ".acta/failed/\(entry.run.night)"))
      // Removed last: while it exists, the run has not been removed completely.
      Snapshot.remove(state: workspace.state, night: entry.run.night, run: entry.run.id)
      unsafe rmdir("\(workspace.state.archivedRuns)/\(entry.run.night)")
    }
    for object in plan.objects { archive.remove(object.sha256) }
    archive.removePartials()
    for leftover in plan.leftovers {
      try? FileManager.default.removeItem(atPath: workspace.path(of: leftover))
    }
  }

  /// Before the folder is removed, so that the link is never broken.
  private func removeLink(to run: Run) {
    let link = workspace.path(of: "Exports/latest/\(run.job)")
    let target = try? FileManager.default.destinationOfSymbolicLink(atPath: link)
    if target == "../\(run.night)/\(run.job)" { unsafe unlink(link) }
  }

  /// Renames first: a half-removed folder must not look published.
  private func remove(_ folder: String) throws {
    let (path, aside) = (workspace.path(of: folder), aside(folder))
    // The folders of a closed stage are read-only.
    for folder in [path, aside] where isThere(folder) {
      try? FileModes.set(file: FileModes.file, folder: FileModes.folder, in: folder)
    }
    do {
      if isThere(aside) { try FileManager.default.removeItem(atPath: aside) }
      if isThere(path) { try FileManager.default.moveItem(atPath: path, toPath: aside) }
      if isThere(aside) { try FileManager.default.removeItem(atPath: aside) }
    } catch {
      throw Diagnostic(.cannot("remove", folder, SystemError(error)))
    }
  }

  private func aside(_ folder: String) -> String {
    AtomicFile.partial(of: workspace.path(of: folder))
  }

  private func isThere(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

  /// Also removes folders that a killed process had already renamed.
  private func exists(_ folder: String) -> Bool {
    isThere(workspace.path(of: folder)) || isThere(aside(folder))
  }

  private func size(of folder: String) -> Int {
    let path = isThere(workspace.path(of: folder)) ? workspace.path(of: folder) : aside(folder)
    return FileManager.default.size(below: path)
  }
}
