internal import Diagnostics
internal import Foundation
internal import Glibc
internal import Tables

/// The files of a ledger. SQLite keeps two more beside the ledger itself: the latest writes (`-wal`) and an
/// index of them (`-shm`).
struct LedgerFile: Sendable {
  /// The ledger in the workspace's state folder.
  static let name = "ledger.sqlite"

  /// The workspace's state folder.
  let folder: String

  private let name: String

  init(state folder: StateFolder, name: String = LedgerFile.name) {
    self.folder = folder.path
    self.name = name
  }

  var path: String { "\(folder)/\(name)" }
  var writeAheadLog: String { path + "-wal" }

  /// For display: `.acta/ledger.sqlite`.
  var displayName: String { "\((folder as NSString).lastPathComponent)/\(name)" }

  /// Throws if that cannot be determined, or if one of them is not a regular file of this folder: SQLite would
  /// wait for a FIFO without end, and write through a link into a file that is not Acta's.
  func exists() throws -> Bool {
    var status = stat()
    for ending in ["-wal", "-shm", ""] {
      guard unsafe lstat(path + ending, &status) == 0 else {
        if errno == ENOENT || errno == ENOTDIR { continue }
        throw Diagnostic(.cannotOpen(self), reason: SystemError.last.message, hint: hint(errno))
      }
      guard status.st_mode & S_IFMT == S_IFREG else {
        throw Diagnostic(
          .cannotOpen(self),
          reason:
            "'\(displayName)\(ending)' is \(status.st_mode & S_IFMT == S_IFLNK ? "a link" : "not a file")",
          hint: "move it away; then run  acta ledger rebuild")
      }
      if ending.isEmpty { return true }
    }
    return false
  }

  /// Makes the folder and an empty file that its owner may write and its group may read, whatever the umask;
  /// SQLite gives the files beside it the same mode.
  func makeIfMissing() throws {
    guard LedgerFile.makeFolder(folder) else {
      throw Diagnostic(.cannotMake(self), reason: SystemError.last.message, hint: hint(errno))
    }
    if try exists() {
      // SQLite would open a write-protected file for reading, and fail only at the end of the first run.
      guard unsafe access(path, R_OK | W_OK) == 0 else {
        throw Diagnostic(.cannotOpen(self), reason: SystemError.last.message, hint: hint(errno))
      }
      return
    }
    let descriptor = unsafe Glibc.open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o640)
    guard descriptor >= 0 else {
      throw Diagnostic(.cannotMake(self), reason: SystemError.last.message, hint: hint(errno))
    }
    fchmod(descriptor, 0o640)
    close(descriptor)
  }

  /// Keeps the file and those beside it under the first free name `ledger.sqlite.damaged-N`. If the file system
  /// has hard links, the file also stays in place until another replaces it, so that a ledger remains if the
  /// program is killed in between.
  ///
  /// - Returns: the new name, for display; nil if there was no file.
  func setAside() throws -> String? {
    guard try exists() else { return nil }
    var number = 1
    while unsafe access("\(path).damaged-\(number)", F_OK) == 0 { number += 1 }
    let aside = "\(path).damaged-\(number)"
    // The log must not be mistaken for the log of the new file.
    for ending in ["-wal", "-shm"] where unsafe rename(path + ending, aside + ending) != 0 {
      if errno == ENOENT { continue }
      throw Diagnostic(.cannotSetAside(self), reason: SystemError.last.message, hint: hint(errno))
    }
    guard unsafe link(path, aside) == 0 || rename(path, aside) == 0 else {
      throw Diagnostic(.cannotSetAside(self), reason: SystemError.last.message, hint: hint(errno))
    }
    return "\(displayName).damaged-\(number)"
  }

  /// Replaces a file that was set aside, and removes SQLite's files beside that one, which no longer apply.
  func move(to other: LedgerFile) throws {
    guard unsafe rename(path, other.path) == 0 else {
      throw Diagnostic(.cannotMake(other), reason: SystemError.last.message, hint: hint(errno))
    }
  }

  /// Removes SQLite's files as well; missing files are ignored.
  func remove() {
    for ending in ["", "-wal", "-shm"] { unsafe unlink(path + ending) }
  }

  /// Leaves `errno` set if it fails.
  private static func makeFolder(_ path: String) -> Bool {
    if unsafe mkdir(path, 0o777) == 0 || errno == EEXIST { return true }
    let parent = path.parentFolder
    guard errno == ENOENT, parent != path, !parent.isEmpty, makeFolder(parent) else { return false }
    return unsafe mkdir(path, 0o777) == 0
  }

  private func hint(_ code: Int32) -> String {
    switch code {
    case ENOSPC, EDQUOT: "free space on the disk that holds '\(folder)', then run again"
    case EMFILE, ENFILE: LedgerFile.moreHandles
    default: "the user that runs acta must be able to read and write '\(folder)'"
    }
  }

  static let moreHandles = "raise the limit of open files ('ulimit -n'), then run again"

  /// Whether the process has run out of file handles: SQLite only reports that it could not open a file. It
  /// needs three.
  var hasNoHandles: Bool {
    let probes = (0..<3).map { _ in unsafe Glibc.open("/dev/null", O_RDONLY | O_CLOEXEC) }
    let code = errno
    for probe in probes where probe >= 0 { close(probe) }
    return probes.contains { $0 < 0 } && (code == EMFILE || code == ENFILE)
  }
}

extension Diagnostic.Message {
  static func cannotOpen(_ file: LedgerFile) -> Self {
    Self(.ledgerFailed, "cannot open the ledger '\(file.displayName)'")
  }
  fileprivate static func cannotMake(_ file: LedgerFile) -> Self {
    Self(.ledgerFailed, "cannot create the ledger '\(file.displayName)'")
  }
  fileprivate static func cannotSetAside(_ file: LedgerFile) -> Self {
    Self(.ledgerFailed, "cannot set the old ledger '\(file.displayName)' aside")
  }
}
