internal import CLinux
internal import Diagnostics
internal import Foundation
internal import Glibc
internal import Ledger
internal import Tables

/// A folder that is published as a whole or not at all: files are written to a staging folder on the same file
/// system, synced, and swapped in by one rename.
///
/// The staging folder's name begins with a dot, so that neither people nor other jobs mistake it for a
/// published folder. The next run of the job removes one that a killed run left behind.
///
/// The exports that a later run of the same night replaces are kept: `Exports/<night>/.versions/<job>/<run>`.
struct Publication {
  /// `Exports/<night>`.
  private let parent: String
  private let name: String
  let staging: String
  /// Where earlier versions go; nil if they are removed.
  private let versions: String?

  var destination: String { "\(parent)/\(name)" }

  /// The staging folder that a killed process left.
  init(leftIn exports: String, night: Night, job: String, keepsVersions: Bool = false) {
    versions = keepsVersions ? "\(exports)/\(night)/\(Publication.versionsFolder)/\(job)" : nil
    parent = "\(exports)/\(night)"
    name = job
    staging = AtomicFile.partial(of: "\(parent)/\(job)")
  }

  init(exports: String, night: Night, job: String, keepsVersions: Bool = false) throws {
    self.init(leftIn: exports, night: night, job: job, keepsVersions: keepsVersions)
    let versions = ["\(night)", Publication.versionsFolder, job]
    if let link = FolderLink.first(in: exports, ["\(night)", job]) ?? FolderLink.first(in: exports, versions)
    {
      throw link.mistake(in: exports)
    }
    try FileModes.makeFolder(parent)
    try clearStaging()
    try FileModes.makeFolder(staging)
  }

  /// The folder in that of a night that holds earlier versions.
  static let versionsFolder = ".versions"

  /// Removes what a killed run left in the staging folder. If the run had already swapped the folders, that is
  /// the earlier version, which is kept.
  func clearStaging() throws {
    if versions != nil, let left = try? Manifest.read("\(staging)/\(Manifest.fileName)"),
      let published = try? Manifest.read("\(destination)/\(Manifest.fileName)"), left.id < published.id
    {
      try keepStaging()
    } else {
      try removeStaging()
    }
  }

  /// Moves the staging folder, which now holds the earlier version, to the earlier versions.
  private func keepStaging() throws {
    guard let versions else { return try removeStaging() }
    try FileModes.makeFolder(versions)
    let run = (try? Manifest.read("\(staging)/\(Manifest.fileName)"))?.id
    // A name from a file becomes part of a path.
    let name = run.flatMap { Retention.isPlainName($0) ? $0 : nil } ?? "unknown"
    var path = "\(versions)/\(name)"
    var number = 1
    while FileManager.default.fileExists(atPath: path) {
      number += 1
      path = "\(versions)/\(name).\(number)"
    }
    guard unsafe rename(staging, path) == 0 else { throw Diagnostic(.cannot("keep", path, .last)) }
    try sync(versions)
  }

  private func removeStaging() throws {
    guard FileManager.default.fileExists(atPath: staging) else { return }
    try Publication.attempt("remove", staging) { try FileManager.default.removeItem(atPath: staging) }
  }

  /// The path of a file to write; creates its folder.
  func path(for file: String) throws -> String {
    let path = "\(staging)/\(file)"
    try FileModes.makeFolder(path.parentFolder)
    return path
  }

  /// Moves the folder into place, and keeps or removes the one published there before.
  ///
  /// - Returns: a warning if something failed after the move; the folder is published all the same.
  @discardableResult
  func publish() throws -> Diagnostic? {
    try finishTree()
    let replaces = FileManager.default.fileExists(atPath: destination)
    if replaces {
      guard unsafe acta_exchange(staging, destination) == 0 else {
        throw Diagnostic(.cannot("publish", destination, .last))
      }
    } else {
      guard unsafe rename(staging, destination) == 0 else {
        throw Diagnostic(.cannot("publish", destination, .last))
      }
    }
    do {
      if replaces { try keepStaging() }
      try sync(parent)
    } catch let problem as Diagnostic {
      return problem.asWarning
    }
    return nil
  }

  /// Points `Exports/latest/<job>` to this folder, unless it points to a later night.
  func makeLatest(exports: String, night: Night) throws {
    if let link = FolderLink.first(in: exports, ["latest"]) { throw link.mistake(in: exports) }
    let folder = "\(exports)/latest"
    try FileModes.makeFolder(folder)
    let link = "\(folder)/\(name)"
    let target = "../\(night)/\(name)"
    if let old = try? FileManager.default.destinationOfSymbolicLink(atPath: link) {
      let parts = old.split(separator: "/")
      if parts.count == 3, let other = Night(iso: String(parts[1])), other > night,
        FileManager.default.fileExists(atPath: "\(folder)/\(old)")
      {
        return
      }
    }
    try AtomicFile.replace(link) { partial in
      unsafe unlink(partial)
      guard unsafe symlink(target, partial) == 0 else { throw Diagnostic(.cannot("point", link, .last)) }
    }
  }

  /// Removes the files written, for runs that publish nothing.
  func discard() {
    try? FileManager.default.removeItem(atPath: staging)
    // Removed only if empty: another job may have published this night.
    unsafe rmdir(parent)
  }

  /// Before publication, all files are synced to disk and readable by user and group.
  private func finishTree() throws {
    var paths = [staging]
    for file in try FileManager.default.subpathsOfDirectory(atPath: staging) {
      let path = "\(staging)/\(file)"
      // A direct system call: Foundation would also look up the owner's name.
      if FileStamp(path: path) == nil {
        try FileModes.makePrivate(folder: path)
      } else {
        try FileModes.makePrivate(file: path)
      }
      paths.append(path)
    }
    // All at once, so that the disk can combine the writes.
    _ = try Parallel.map(paths) { try sync($0) }
  }

  private func sync(_ path: String) throws {
    let descriptor = unsafe open(path, O_RDONLY)
    guard descriptor >= 0 else { throw Diagnostic(.cannot("open", path, .last)) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw Diagnostic(.cannot("write", path, .last)) }
  }

  private static func attempt(_ verb: String, _ path: String, _ body: () throws -> Void) throws {
    do {
      try body()
    } catch {
      throw Diagnostic(.cannot(verb, path, SystemError(error)))
    }
  }
}
