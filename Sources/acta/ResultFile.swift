internal import Diagnostics
internal import Foundation
internal import Ledger
internal import Runner
internal import Tables

/// The file that somebody names for the result of a command.
enum ResultFile {
  /// Ends the command, before it does any work, if the file would be written over what a workspace keeps: its inputs,
  /// what staff sent back, what runs published.
  static func verify(_ path: String?, _ console: Console) throws {
    if let path, let refusal = refusal(path) { throw console.failure([refusal], .usage) }
  }

  /// Writes the file aside and renames it, so that an incomplete file never has the name.
  static func write(_ path: String, _ make: (_ partial: String) throws -> Void) throws {
    try AtomicFile.replace(path, amongOthers: true) { partial in
      SignalWatch.removeAtEnd(partial)
      try make(partial)
    }
  }

  private static func refusal(_ path: String) -> Diagnostic? {
    let folder = path.parentFolder
    guard let real = OpenedPath.of(folder: folder.isEmpty ? "." : folder) else { return nil }
    let current = FileManager.default.currentDirectoryPath
    // A folder of the current workspace may be a link to another place.
    let workspaces = [real, current].compactMap { $0.isEmpty ? nil : Workspace.nearest(to: $0) }
    func isBelow(_ root: String) -> Bool {
      OpenedPath.of(folder: root).map { OpenedPath.isBelow(real, $0) } ?? false
    }
    for workspace in workspaces {
      if [workspace.exportsFolder, workspace.state.path].contains(where: isBelow) {
        return Diagnostic(
          .amongExports(path), reason: "only runs write to this folder, and check what is in it",
          hint: "write to another folder")
      }
      let keeps = [workspace.inputsFolder, workspace.correctionsFolder]
      if keeps.contains(where: isBelow), FileManager.default.fileExists(atPath: path) {
        return Diagnostic(
          .keptFile(path), reason: "it is a file that jobs read, and would be lost",
          hint: "write to another file")
      }
    }
    return nil
  }
}

extension Diagnostic.Message {
  fileprivate static func amongExports(_ file: String) -> Self {
    Self(.cannotWrite, "'\(file)' is in a folder that belongs to Acta, and is not written")
  }
  fileprivate static func keptFile(_ file: String) -> Self {
    Self(.cannotWrite, "'\(file)' exists in the workspace, and is left as it is")
  }
}
