internal import Foundation
internal import Glibc
internal import Ledger
internal import Tables

/// The folder for the temporary files of runs by stages. They have no names, but for the moment in which one is made;
/// folders in it have the number of their process at the end: `exchange-….4711`.
struct WorkFolder {
  let state: StateFolder

  /// The names of files and folders that killed processes left, in order.
  ///
  /// Only what Acta itself makes there counts, and nothing that is reached through a link.
  var leftovers: [String] {
    if [state.path, state.work].contains(where: FileStatus.isLink) { return [] }
    return ((try? FileManager.default.contentsOfDirectory(atPath: state.work)) ?? []).sorted().filter {
      name in
      guard let process = WorkFolder.process(of: name) else { return false }
      return process != getpid() && kill(process, 0) != 0 && errno != EPERM
    }
  }

  /// The size of files below, in bytes.
  func bytes(of name: String) -> Int { FileManager.default.size(below: "\(state.work)/\(name)") }

  /// `rows-4711-0`, `exchange-….4711` and `seen-….4711-x` are of process 4711; nil for other names.
  private static func process(of name: String) -> Int32? {
    if name.hasPrefix("rows-") {
      let parts = name.split(separator: "-", omittingEmptySubsequences: false)
      guard parts.count == 3, Int(parts[2]) != nil else { return nil }
      return Int32(parts[1])
    }
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty else { return nil }
    return Int32(name.hasPrefix("seen-") ? parts[1].prefix { $0 != "-" } : parts[1])
  }
}
