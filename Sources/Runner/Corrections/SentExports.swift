internal import Engine
internal import Formats
internal import Foundation
internal import JobSpec
internal import Ledger
internal import Tables
internal import Workbooks

/// What runs sent out, made again: once for all files of a run that come back together, which are as many as it has
/// recipients.
final class SentExports {
  /// The exports of the last runs that were asked for. Their tables stay in memory.
  private var runs: [Made] = []
  /// By run.
  private var snapshots: [String: Snapshot?] = [:]
  /// By what a file says of its run.
  private var origins: [String: Snapshot?] = [:]
  /// By run: the sheets of a file that does not say which one it is.
  private var sheets: [String: [HandedOutSheet]] = [:]

  /// Tables of several runs are kept as long as they have no more rows than this.
  private static let mostRows = 1_000_000

  struct Made {
    let record: Run
    let restored: RestoredRun
    let writer: ExportWriter
    let exports: [(export: Export, plan: ExportPlan, pieces: [ExportWriter.Piece])]

    fileprivate var rows: Int { writer.execution.tables.values.reduce(0) { $0 + $1.rowCount } }
  }

  func of(_ snapshot: Snapshot, in workspace: Workspace) throws -> Made {
    if let known = runs.first(where: { $0.record.id == snapshot.run.id }) { return known }
    if runs.reduce(0, { $0 + $1.rows }) > SentExports.mostRows {
      for run in runs { sheets[run.record.id] = nil }
      runs = []
    }
    let restored = try RestoredRun(snapshot, in: workspace)
    // If the rows of the night before are not archived any more, its sheets of changes say so.
    let writer = try restored.runner.writer(
      restored.job, moment: restored.moment, options: restored.options, withChanges: true)
    let made = Made(
      record: snapshot.run, restored: restored, writer: writer, exports: try writer.allPieces())
    runs.append(made)
    return made
  }

  /// The record of a run; nil if there is none.
  func snapshot(of run: String, night: Night, in workspace: Workspace) throws -> Snapshot? {
    if let known = snapshots[run] { return known }
    let read = try Snapshot.read(state: workspace.state, night: night, run: run)
    snapshots[run] = .some(read)
    return read
  }

  /// The run of which files say the same; `find` looks for it.
  func origin(_ said: [String], find: () throws -> Snapshot?) rethrows -> Snapshot? {
    let said = said.joined(separator: "\0")
    if let known = origins[said] { return known }
    let found = try find()
    origins[said] = .some(found)
    return found
  }

  /// The sheets of a run, for files that do not say which one they are; `make` makes them.
  func sheets(of run: String, make: () throws -> [HandedOutSheet]) rethrows -> [HandedOutSheet] {
    if let known = sheets[run] { return known }
    let made = try make()
    sheets[run] = made
    return made
  }
}

extension SentExports.Made {
  /// A workbook as the run sent it: the published file, or, if that is gone, the same made again.
  ///
  /// - Throws: a diagnostic if it cannot be read or made.
  func workbook(_ file: String, _ document: WorkbookDocument, in workspace: Workspace) throws -> ReturnedFile
  {
    let night = "\(workspace.exportsFolder)/\(record.night)"
    let sum = record.exports.first { $0.file == file }?.sha256
    for folder in [record.job, "\(Publication.versionsFolder)/\(record.job)/\(record.id)"] {
      let published = InputFile(path: "\(night)/\(folder)/\(file)", displayName: file)
      guard FileStatus(path: published.path)?.kind == .regular,
        try FileFingerprint(of: published).sha256 == sum
      else { continue }
      return try ReturnedFile(published)
    }
    let folder = restored.workspace.workspace.root
    let made = InputFile(path: "\(folder)/sent.xlsx", displayName: file)
    defer { try? FileManager.default.removeItem(atPath: made.path) }
    _ = try WorkbookWriter.write(document, to: made.path, temporaryDirectory: folder)
    return try ReturnedFile(made)
  }
}
