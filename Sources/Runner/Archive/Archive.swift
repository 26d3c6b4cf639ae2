package import Diagnostics
internal import Foundation
internal import Glibc
package import Ledger
package import Tables

/// A store of files, addressed by content: `.acta/archive/objects/<two digits>/<SHA-256>`.
///
///     objects/3f/3fa9…      as it came: a file too large to be packed while people wait
///     objects/3f/3fa9….gz   packed by gzip; ``packLoose()`` makes these of the others
///
/// The same content is stored once, however many nights read it. Objects are written under a temporary name and
/// renamed, so that an existing object is complete; its name proves its bytes.
package struct Archive: Sendable {
  private let state: StateFolder

  /// Files up to this number of bytes are compressed at once; larger ones would keep users waiting.
  private static let packsAtOnce = 1 << 16
  /// zlib's level for compression in the background.
  private static let thoroughLevel: Int32 = 4

  /// The content of an object does not match its name.
  private struct OtherBytes: Error {}

  package init(state: StateFolder) { self.state = state }

  /// Stores a file whose fingerprint is known.
  ///
  /// - Parameter stamp: the file's stamp when it was read; a file that has changed since is an error.
  /// - Throws: a diagnostic; `ChangedFile` if the file has other bytes now.
  package func store(_ file: InputFile, sha256: String, stamp: FileStamp?) throws {
    if isIntact(sha256) { return }
    if let stamp, stamp.bytes > Archive.packsAtOnce {
      try keep(object(sha256)) {
        try FileCopy.copy(file.path, to: $0)
        // Checked before the rename: an object's name must never stand for other bytes, even if the process is
        // killed.
        guard FileStamp(path: file.path) == stamp else { throw ChangedFile(file: file.displayName) }
      }
      return
    }
    let bytes = try read(file.path, named: file.displayName)
    guard FileFingerprint(of: bytes).sha256 == sha256 else { throw ChangedFile(file: file.displayName) }
    try pack(bytes, sha256)
  }

  /// Stores bytes.
  /// - Returns: their SHA-256.
  package func store(_ bytes: [UInt8]) throws -> String {
    let sha256 = FileFingerprint(of: bytes).sha256
    if !isIntact(sha256) { try pack(bytes, sha256) }
    return sha256
  }

  /// Stores what `write` writes to the path that it gets.
  func keep(_ write: (String) throws -> FileFingerprint) throws -> FileFingerprint {
    // Recovery removes what a killed process leaves in the folders of objects.
    let path = AtomicFile.partial(of: "\(state.archivedObjects)/00/new")
    try FileModes.makeFolder(path.parentFolder)
    defer { unsafe unlink(path) }
    let fingerprint = try write(path)
    if isIntact(fingerprint.sha256) { return fingerprint }
    if fingerprint.bytes <= Archive.packsAtOnce {
      try pack(try read(path, named: shown(path)), fingerprint.sha256)
    } else {
      try keep(object(fingerprint.sha256)) { partial in
        guard unsafe rename(path, partial) == 0 else { throw Diagnostic(.cannot("write", partial, .last)) }
      }
    }
    return fingerprint
  }

  /// An object as a file, which is packed or not.
  /// - Throws: a diagnostic if it does not exist, or has been written to and does not match its name.
  func file(of sha256: String) throws -> InputFile {
    let paths = [object(sha256) + ".gz", object(sha256)]
    guard let path = paths.first(where: isFile) else {
      throw Diagnostic(.noObject(sha256), reason: "it was pruned or removed")
    }
    if FileStamp(path: path)?.modified != seal(sha256) { _ = try bytes(of: sha256) }
    return InputFile(path: path, displayName: shown(path))
  }

  /// Empty files do not count: a power failure can leave one behind, so the content is stored again.
  package func holds(_ sha256: String) -> Bool {
    [object(sha256) + ".gz", object(sha256)].contains { (FileStamp(path: $0)?.bytes ?? 0) > 0 }
  }

  /// Whether an object need not be stored again. One that has been written to since it was stored is read, and
  /// removed if its bytes do not match its name.
  private func isIntact(_ sha256: String) -> Bool {
    guard holds(sha256) else { return false }
    let paths = [object(sha256) + ".gz", object(sha256)]
    let there = paths.compactMap { path in FileStamp(path: path).map { (path, $0) } }
    if there.allSatisfy({ $0.1.modified == seal(sha256) }) { return true }
    guard (try? bytes(of: sha256)) != nil else {
      remove(sha256)
      return false
    }
    for (path, _) in there { FileStamp.setModified(path, microseconds: seal(sha256).microseconds) }
    return true
  }

  /// The modification time of an object that nothing has written to since it was stored: it follows from the name,
  /// so that a copy of another object does not have it.
  private func seal(_ sha256: String) -> Instant {
    Instant(seconds: 946_684_800) + .second * (Int64(sha256.prefix(7), radix: 16) ?? 0)
  }

  /// The bytes of an object.
  /// - Throws: a diagnostic if it does not exist or does not match its name.
  package func bytes(of sha256: String) throws -> [UInt8] {
    let packed = object(sha256) + ".gz"
    let bytes: [UInt8]
    if isFile(packed) {
      bytes = try Gzip.unpacked(
        try read(packed, named: shown(packed)), name: shown(packed), limits: .none)
    } else if isFile(object(sha256)) {
      bytes = try read(object(sha256), named: shown(object(sha256)))
    } else {
      throw Diagnostic(.noObject(sha256), reason: "it was pruned or removed")
    }
    guard FileFingerprint(of: bytes).sha256 == sha256 else {
      throw Diagnostic(.damagedObject(sha256), reason: "its bytes have another SHA-256")
    }
    return bytes
  }

  /// Compresses the objects that were stored as they came. An object that does not match its name is removed; a
  /// run that reads these bytes again stores them anew.
  /// - Returns: the number of objects compressed.
  @discardableResult
  package func packLoose() throws -> Int {
    var count = 0
    for name in objectNames() where !name.hasSuffix(".gz") {
      try Interruption.check()
      let path = object(name)
      do {
        try keep(path + ".gz") {
          let source = InputFile(path: path, displayName: shown(path))
          let found = try PackedFile.write(copyOf: source, to: $0, level: Archive.thoroughLevel)
          guard found.sha256 == name else { throw OtherBytes() }
        }
        count += 1
      } catch is OtherBytes {}
      unsafe unlink(path)
    }
    return count
  }

  /// All objects: SHA-256 and size on disk in bytes.
  package func objects() -> [(sha256: String, bytes: Int)] {
    objectNames().map { name in
      (
        String(name.prefix(64)),
        FileStamp(path: object(String(name.prefix(64))) + name.dropFirst(64))?.bytes ?? 0
      )
    }
  }

  package func remove(_ sha256: String) {
    unsafe unlink(object(sha256) + ".gz")
    unsafe unlink(object(sha256))
  }

  /// Removes objects that a killed process did not complete. The caller holds the workspace's lock.
  func removePartials() {
    let files = FileManager.default
    for folder in (try? files.contentsOfDirectory(atPath: state.archivedObjects)) ?? [] {
      for name in (try? files.contentsOfDirectory(atPath: "\(state.archivedObjects)/\(folder)")) ?? []
      where AtomicFile.isPartial(name) {
        try? files.removeItem(atPath: "\(state.archivedObjects)/\(folder)/\(name)")
      }
    }
  }

  // MARK: Files

  private func object(_ sha256: String) -> String { "\(state.archivedObjects)/\(sha256.prefix(2))/\(sha256)" }

  private func objectNames() -> [String] {
    let files = FileManager.default
    let folders = (try? files.contentsOfDirectory(atPath: state.archivedObjects)) ?? []
    return folders.sorted().flatMap { name in
      ((try? files.contentsOfDirectory(atPath: "\(state.archivedObjects)/\(name)")) ?? []).sorted()
    }.filter { $0.utf8.count >= 64 && !$0.hasPrefix(".") }
  }

  private func pack(_ bytes: [UInt8], _ sha256: String) throws {
    try keep(object(sha256) + ".gz") {
      try PackedFile.write(
        bytes, to: $0, level: bytes.count > Archive.packsAtOnce ? Archive.thoroughLevel : 2)
    }
  }

  private func keep(_ path: String, _ write: (String) throws -> Void) throws {
    try FileModes.makeFolder(path.parentFolder)
    try AtomicFile.replace(path, mode: FileModes.file) { partial in
      try write(partial)
      let name = String((path as NSString).lastPathComponent.prefix(64))
      FileStamp.setModified(partial, microseconds: seal(name).microseconds)
    }
  }

  private func read(_ path: String, named name: String) throws -> [UInt8] {
    try FileBytes.read(InputFile(path: path, displayName: name))
  }

  private func isFile(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

  private func shown(_ path: String) -> String { state.displayName(of: path) }
}

/// A file that has changed since it was read.
package struct ChangedFile: Error {
  package var file: String

  package var diagnostic: Diagnostic {
    Diagnostic(
      .init(.fileChanged, "'\(file)' was changed while the run was reading it"),
      hint: "let the program that writes it finish, then run again")
  }
}

extension Diagnostic.Message {
  fileprivate static func noObject(_ sha256: String) -> Self {
    Self(.archiveDamaged, "the archive does not hold \(sha256.prefix(12))…")
  }
  fileprivate static func damagedObject(_ sha256: String) -> Self {
    Self(.archiveDamaged, "the archive's object \(sha256.prefix(12))… is damaged")
  }
}
