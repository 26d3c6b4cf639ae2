internal import Diagnostics
internal import Foundation
internal import Glibc
internal import Tables

/// The permissions of files that runs write: readable by user and group only, whatever the umask, because they
/// contain personal data.
enum FileModes {
  static let file: mode_t = 0o640
  static let folder: mode_t = 0o750

  /// Creates a folder and its missing parents.
  static func makeFolder(_ path: String) throws {
    if unsafe access(path, F_OK) == 0 { return }
    let parent = path.parentFolder
    if !parent.isEmpty, parent != "/" { try makeFolder(parent) }
    guard unsafe mkdir(path, folder) == 0 else {
      // Another process may have created it meanwhile.
      if errno == EEXIST { return }
      throw Diagnostic(.cannot("make folder", path, .last))
    }
    try set(folder, of: path)
  }

  static func makePrivate(file path: String) throws { try set(file, of: path) }
  static func makePrivate(folder path: String) throws { try set(folder, of: path) }

  /// Sets the modes of a folder and of all files and folders in it. What a link leads to keeps its own.
  static func set(file: mode_t, folder: mode_t, in path: String) throws {
    if FileStatus.isLink(path) { return }
    // A folder must be writable while its content changes, and readable to be listed.
    try set(FileModes.folder, of: path)
    for name in try FileManager.default.contentsOfDirectory(atPath: path) {
      let inner = "\(path)/\(name)"
      switch FileStatus(path: inner)?.kind {
      case _ where FileStatus.isLink(inner): break
      case .folder: try set(file: file, folder: folder, in: inner)
      case .regular: try set(file, of: inner)
      default: break
      }
    }
    try set(folder, of: path)
  }

  private static func set(_ mode: mode_t, of path: String) throws {
    guard unsafe chmod(path, mode) == 0 else { throw Diagnostic(.cannot("set the mode of", path, .last)) }
  }
}
