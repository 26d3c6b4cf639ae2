internal import Diagnostics
internal import Foundation
internal import Glibc
internal import Tables

/// Who may read what runs leave: the user and the group, whatever the umask, as it is about people.
enum FileModes {
  static let file: mode_t = 0o640
  static let folder: mode_t = 0o750

  /// Makes a folder and those above it, where they are missing.
  static func makeFolder(_ path: String) throws {
    if unsafe access(path, F_OK) == 0 { return }
    let parent = (path as NSString).deletingLastPathComponent
    if !parent.isEmpty, parent != "/" { try makeFolder(parent) }
    guard unsafe mkdir(path, folder) == 0 else {
      // Another process may have made it meanwhile.
      if errno == EEXIST { return }
      throw Diagnostic(.cannot("make folder", path, .last))
    }
    try set(folder, of: path)
  }

  static func makePrivate(file path: String) throws { try set(file, of: path) }
  static func makePrivate(folder path: String) throws { try set(folder, of: path) }

  private static func set(_ mode: mode_t, of path: String) throws {
    guard unsafe chmod(path, mode) == 0 else { throw Diagnostic(.cannot("set the mode of", path, .last)) }
  }
}
