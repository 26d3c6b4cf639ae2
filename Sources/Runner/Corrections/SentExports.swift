internal import Engine
internal import JobSpec
internal import Ledger

/// The exports that a run sent out, made again: once for all files of the run that come back together, which are as many
/// as it has recipients.
final class SentExports {
  /// The exports of the last run that was asked for. Its tables stay in memory.
  private var last: Run?

  struct Run {
    let id: String
    let restored: RestoredRun
    let writer: ExportWriter
    let exports: [(export: Export, plan: ExportPlan, pieces: [ExportWriter.Piece])]
  }

  func of(_ snapshot: Snapshot, in workspace: Workspace) throws -> Run {
    if let last, last.id == snapshot.run.id { return last }
    last = nil
    let restored = try RestoredRun(snapshot, in: workspace)
    let writer = try restored.runner.writer(
      restored.job, moment: restored.moment, options: restored.options)
    let made = Run(
      id: snapshot.run.id, restored: restored, writer: writer, exports: try writer.allPieces())
    last = made
    return made
  }
}
