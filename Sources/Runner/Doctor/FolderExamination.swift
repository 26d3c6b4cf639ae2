internal import Foundation
internal import Glibc

/// Whether this user can use the workspace's folders, and whether a run is using them now.
struct FolderExamination {
  let workspace: Workspace

  /// Whether this user can read the inputs and write to the folders of exports and state.
  func folders() -> [Finding] {
    let user = unsafe getpwuid(geteuid()).map { unsafe String(cString: $0.pointee.pw_name) } ?? "\(geteuid())"
    var findings: [Finding] = []
    for folder in ["Jobs", "Inputs"] {
      let path = workspace.path(of: folder)
      if unsafe access(path, R_OK | X_OK) != 0 {
        findings.append(
          Finding(
            "folder \(folder)", folder == "Jobs" ? .bad : .warning,
            errno == ENOENT ? "it does not exist" : "user \(user) cannot read it"))
      } else if let file = unreadable(below: path) {
        findings.append(Finding("folder \(folder)", .bad, "user \(user) cannot read '\(folder)/\(file)'"))
      }
    }
    for folder in ["Exports", ".acta"] {
      let path = workspace.path(of: folder)
      let nearest = unsafe access(path, F_OK) == 0 ? path : workspace.root
      if unsafe access(nearest, W_OK | X_OK) != 0 {
        findings.append(
          Finding(
            "folder \(folder)", .bad, "user \(user) cannot write to it",
            hint: "chown -R \(user) \(folder), or run acta as its owner"))
      } else if let other = foreign(path) {
        findings.append(
          Finding(
            "folder \(folder)", .bad,
            "'\(folder)/\(other)' belongs to another user, and \(user) cannot write to it",
            hint: "acta was run as another user; chown -R \(user) \(folder)"))
      }
    }
    return findings.isEmpty
      ? [Finding("folders", .good, "user \(user) reads Jobs and Inputs and writes Exports and .acta")]
      : findings
  }

  private func unreadable(below path: String) -> String? {
    let all = FileManager.default.enumerator(atPath: path)?.allObjects ?? []
    return all.compactMap { $0 as? String }.first { unsafe access("\(path)/\($0)", R_OK) != 0 }
  }

  /// An entry of the folder that this user cannot write to.
  private func foreign(_ path: String) -> String? {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return names.sorted().first { name in
      var target = stat()
      // A link to a pruned folder does no harm.
      guard unsafe stat("\(path)/\(name)", &target) == 0 else { return false }
      return unsafe access("\(path)/\(name)", W_OK) != 0
    }
  }

  /// Temporary files that killed runs left, which only `prune` removes.
  func leftovers() -> [Finding] {
    let work = WorkFolder(state: workspace.state)
    let names = work.leftovers
    if names.isEmpty { return [] }
    let shown = names.prefix(3).map { ".acta/work/\($0)" }
    let rest = names.count - shown.count
    let bytes = names.reduce(0) { $0 + work.bytes(of: $1) }
    return [
      Finding(
        "left over", .warning,
        "\(bytes) bytes of killed runs: \(shown.joined(separator: ", "))\(rest > 0 ? " and \(rest) more" : "")",
        hint: "acta prune")
    ]
  }

  /// Whether a run is in progress.
  func lock() -> [Finding] {
    let state = workspace.state
    guard WorkspaceLock.isHeld(state: state) else { return [Finding("lock", .good, "free")] }
    return [Finding("lock", .good, "held by \(WorkspaceLock.holder(state: state) ?? "another process")")]
  }
}
