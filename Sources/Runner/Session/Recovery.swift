internal import Diagnostics
internal import Foundation
internal import JobSpec
internal import Ledger

/// Clears up after a process that did not live to finish its run.
///
/// What it had published whole stands, and the ledger takes it over from the manifest; what it was
/// still writing goes.
struct Recovery {
  let workspace: Workspace

  /// - Returns: the runs that were open, as they stand now.
  func recover(_ ledger: Ledger) throws -> [RunRecord] {
    let open = try ledger.unfinished()
    for record in open { try clear(record) }
    if !open.isEmpty { clearArchive() }
    return try open.map { record in
      let settled = try settled(record)
      try ledger.finish(settled)
      return settled
    }
  }

  private func clear(_ record: RunRecord) throws {
    for folder in [workspace.exportsFolder, workspace.state.failed] {
      Publication(leftIn: folder, night: record.night, job: record.job).discard()
    }
  }

  private func settled(_ open: RunRecord) throws -> RunRecord {
    for folder in ["Exports", ".acta/failed"] {
      let published = Published(folder: workspace.path(of: folder))
      guard var record = try? published.run(of: open.job, night: open.night), record.id == open.id
      else { continue }
      record.origin = open.origin
      record.occurrence = open.occurrence
      record.due = open.due
      if folder == "Exports" {
        record.folder = "Exports/\(open.night)/\(open.job)"
        // It may have died between the swap and the link.
        try Publication(leftIn: workspace.exportsFolder, night: open.night, job: open.job)
          .makeLatest(exports: workspace.exportsFolder, night: open.night)
      }
      return record
    }
    var record = open
    record.status = .error
    record.reason = "it was interrupted: the program that ran it ended without a word"
    Snapshot.remove(state: workspace.state, night: open.night, run: open.id)
    return record
  }

  /// Halves of objects.
  private func clearArchive() {
    let files = FileManager.default
    let objects = workspace.state.archivedObjects
    for folder in (try? files.contentsOfDirectory(atPath: objects)) ?? [] {
      for name in (try? files.contentsOfDirectory(atPath: "\(objects)/\(folder)")) ?? []
      where name.hasSuffix(".partial") {
        try? files.removeItem(atPath: "\(objects)/\(folder)/\(name)")
      }
    }
  }
}
