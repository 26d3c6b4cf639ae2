internal import Diagnostics
internal import Engine
internal import Foundation
internal import Glibc
internal import Ledger
internal import Tables

/// A workspace below `.acta/` with only the files of a past run: the definitions, the inputs with their times,
/// and the exports of other jobs. It is removed with this object.
final class RestoredWorkspace: Sendable {
  let workspace: Workspace

  /// - Parameters:
  ///   - definitions: the texts of definitions to use instead of those of the run, by display path.
  init(
    of snapshot: Snapshot, in original: Workspace, replacing definitions: [String: String] = [:]
  ) throws {
    let replays = original.state.replays
    RestoredWorkspace.removeLeftovers(in: replays)
    let edited = definitions.isEmpty ? "" : "-edited"
    workspace = Workspace(root: "\(replays)/\(snapshot.run.id)\(edited).\(getpid())")
    try restore(snapshot, from: Archive(state: original.state), definitions)
  }

  deinit { try? FileManager.default.removeItem(atPath: workspace.root) }

  private func restore(_ snapshot: Snapshot, from archive: Archive, _ definitions: [String: String]) throws {
    for folder in ["Jobs", "Inputs", "Exports"] { try FileModes.makeFolder(workspace.path(of: folder)) }
    var problems = Diagnostics()
    for file in snapshot.files where definitions[file.path] == nil {
      _ = problems.collect {
        let path = try writable(file.path)
        do {
          try WholeFile.write(try archive.bytes(of: file.sha256), to: path)
        } catch let problem as Diagnostic {
          throw Diagnostic(
            .init(.archiveDamaged, "'\(file.path)' cannot be restored: \(problem.message)"),
            reason: problem.reason,
            hint: problem.hint)
        }
        if let modified = file.modified { FileStamp.setModified(path, microseconds: modified.microseconds) }
      }
    }
    for (file, text) in definitions {
      _ = problems.collect { try WholeFile.write(Array(text.utf8), to: try writable(file)) }
    }
    try problems.throwIfErrors()
  }

  /// The path of a file; its folder is made.
  private func writable(_ file: String) throws -> String {
    guard !file.split(separator: "/").contains("..") else {
      throw Diagnostic(.init(.unknownRun, "'\(file)' is not in a workspace"))
    }
    let path = workspace.path(of: file)
    try FileModes.makeFolder(path.parentFolder)
    return path
  }

  /// Removes the files of killed processes.
  private static func removeLeftovers(in folder: String) {
    for name in leftovers(in: folder) { try? FileManager.default.removeItem(atPath: "\(folder)/\(name)") }
  }

  /// The names of workspaces whose processes no longer exist.
  static func leftovers(in folder: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted().filter { name in
      guard let process = name.split(separator: ".").last.flatMap({ Int32($0) }) else { return true }
      return process != getpid() && kill(process, 0) != 0 && errno != EPERM
    }
  }
}

extension JobRunner.Options {
  /// The parameters and the results of the night before, as a past run had them.
  ///
  /// - Parameter archive: holds the rows of the night before.
  mutating func `repeat`(_ snapshot: Snapshot, from archive: Archive) {
    lastNight = snapshot.lastNight
    self.archive = archive
    overrides = snapshot.set
    previous = Dictionary(
      snapshot.previous.map { (FigureKey(figure: $0.figure, item: $0.item), $0.value) },
      uniquingKeysWith: { a, _ in a })
  }
}
