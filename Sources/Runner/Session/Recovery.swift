internal import Ledger

/// Clears up after a process that was killed during a run.
///
/// Exports that were published completely remain, and the ledger takes their run over from the manifest; files
/// still being written are removed.
struct Recovery {
  let workspace: Workspace
  /// The reason that is recorded for a run without a result.
  var reason = "it was interrupted: its process ended without recording a result"

  /// - Returns: the runs that were open, in their new state.
  func recover(_ ledger: Ledger) throws -> [Run] {
    let open = try ledger.unfinished()
    for run in open { try clear(run) }
    if !open.isEmpty { Archive(state: workspace.state).removePartials() }
    return try open.map { run in
      let settled = try settled(run)
      try ledger.finish(settled)
      return settled
    }
  }

  private func clear(_ run: Run) throws {
    let published = Publication(
      leftIn: workspace.exportsFolder, night: run.night, job: run.job, keepsVersions: true)
    try published.clearStaging()
    published.discard()
    Publication(leftIn: workspace.state.failed, night: run.night, job: run.job).discard()
  }

  private func settled(_ open: Run) throws -> Run {
    for folder in [workspace.exportsFolder, workspace.state.failed] {
      guard var run = try? Published(folder: folder).run(of: open.job, night: open.night), run.id == open.id
      else { continue }
      run.origin = open.origin
      run.occurrence = open.occurrence
      if folder == workspace.exportsFolder {
        run.folder = "Exports/\(open.night)/\(open.job)"
        // The process may have died between the swap and the link.
        try Publication(leftIn: workspace.exportsFolder, night: open.night, job: open.job)
          .makeLatest(exports: workspace.exportsFolder, night: open.night)
      }
      return run
    }
    Snapshot.remove(state: workspace.state, night: open.night, run: open.id)
    return open.ended(as: .error, because: reason)
  }
}
