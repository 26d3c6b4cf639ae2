internal import Diagnostics
internal import Foundation
internal import Glibc
internal import Tables

/// The folder `Inputs/`: resolves names and patterns to files, and follows links.
///
/// A link may lead anywhere in the workspace. A link that leads outside is followed only if the input allows it.
/// Hidden files are not inputs.
struct InputFolder: Sendable {
  let path: String

  /// The files that match a pattern, and the folders that were searched.
  struct Listing: Sendable {
    /// Paths below `Inputs/`, in byte order.
    var files: [String] = []
    /// Files that match, but are temporary files of programs.
    var passedOver: [String] = []
    var folders: [FolderStamp] = []
  }

  /// The state of a folder when it was listed.
  struct FolderStamp: Sendable, Equatable {
    let path: String
    private let modified: Int64
    private let node: UInt64

    init?(path: String) {
      guard let status = FileStatus(path: path) else { return nil }
      self.path = path
      modified = status.modified
      node = status.node
    }

    var isCurrent: Bool { FolderStamp(path: path) == self }
  }

  /// Files of this folder, to be read from below the workspace only, unless a link may lead outside.
  ///
  /// - Parameter shown: the folder's name in messages.
  func inputs(_ names: [String], shown: String, followsOutside: Bool) -> [InputFile] {
    let roots = followsOutside ? [] : places.compactMap { OpenedPath.of(folder: $0) }
    return names.map { name in
      var file = InputFile(path: "\(path)/\(name)", displayName: "\(shown)/\(name)")
      file.roots = roots
      return file
    }
  }

  /// Where links may lead. The folder itself may be a link to another disk.
  private var places: [String] { [path, path.parentFolder] }

  /// The file with a name; nil if it does not exist. Accents may be composed or decomposed.
  /// - Throws: a diagnostic if it is not a regular file, or if a link to it leads outside.
  func file(named name: Located<String>, followsOutside: Bool) throws -> String? {
    guard let found = spelling(of: name.value), let kind = FileStatus(path: "\(path)/\(found)")?.kind else {
      return nil
    }
    if kind == .folder { return nil }
    try checkKind(found, kind, name.location)
    try checkLink(found, name.location, followsOutside)
    return found
  }

  /// - Throws: a diagnostic if one of the files is not a regular file, or if a link that the pattern follows
  ///   leads outside.
  func files(matching pattern: Located<String>, followsOutside: Bool) throws -> Listing {
    let glob = Glob(pattern.value)
    var listing = Listing()
    try walk("", above: []) { name, kind in
      if kind == .folder {
        guard glob.canMatch(below: name) else { return false }
        try checkLink(at: name, pattern.location, followsOutside)
        return true
      }
      if glob.matches(name) {
        if InputFolder.isTemporary(name), !InputFolder.isTemporary(pattern.value) {
          listing.passedOver.append(name)
          return false
        }
        try checkKind(name, kind, pattern.location)
        try checkLink(at: name, pattern.location, followsOutside)
        listing.files.append(name)
      }
      return false
    } looked: {
      listing.folders.append($0)
    } hidden: { entry in
      // What may be the file that the pattern means is not passed over.
      switch entry {
      case .misnamed(let folder, let name):
        guard
          glob.matches(folder + name.repaired)
            || name.mayBeFolder && glob.canMatch(below: folder + name.repaired)
        else { return }
        throw Diagnostic(
          .misnamed(folder + name.escaped), at: pattern.location,
          reason: "it was named by a system with another encoding",
          hint: "rename it, for example with  convmv -r -f cp1252 -t utf8 --notest Inputs")
      case .leadsNowhere(let link):
        // It may be meant as a file or as a folder.
        guard glob.matches(link) || glob.canMatch(below: link) else { return }
        throw Diagnostic(.leadsNowhere(link), at: pattern.location)
      case .unlisted(let folder, let error):
        throw Diagnostic(.unlisted(folder), at: pattern.location, reason: error.message)
      }
    }
    listing.files.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    return listing
  }

  /// Whether a file is what Excel, LibreOffice or an editor keeps beside an open file, what a browser has not yet
  /// downloaded, or a folder's settings on Windows. Hidden files are no inputs anyway.
  private static func isTemporary(_ path: String) -> Bool {
    let name = String(path.split(separator: "/").last ?? "").lowercased()
    return name.hasPrefix("~$") || name.hasSuffix("~") || name.hasPrefix("#") && name.hasSuffix("#")
      || [".tmp", ".part", ".crdownload", ".download", ".swp", ".bak"].contains(where: name.hasSuffix)
      || ["thumbs.db", "desktop.ini"].contains(name)
  }

  /// All regular files, for suggestions; links that lead outside are skipped.
  func names() -> [String] {
    var names: [String] = []
    try? walk("", above: []) { name, kind in
      guard outsideLink(in: name) == nil else { return false }
      if kind == .regular { names.append(name) }
      return kind == .folder
    } looked: { _ in
    } hidden: { _ in
    }
    return names
  }

  /// What is there, and cannot be looked at.
  private enum HiddenEntry {
    /// - Parameter folder: the path of the folder below `Inputs/`, with a slash at its end if it is another.
    case misnamed(folder: String, FolderEntries.Misnamed)
    case leadsNowhere(link: String)
    case unlisted(folder: String, SystemError)
  }

  /// Walks a folder and the subfolders that `enter` accepts. A folder that contains itself through links is not
  /// entered again.
  private func walk(
    _ folder: String, above: [FileStatus], enter: (String, FileStatus.Kind) throws -> Bool,
    looked: (FolderStamp) -> Void, hidden: (HiddenEntry) throws -> Void
  ) throws {
    let place = folder.isEmpty ? path : "\(path)/\(folder)"
    guard let status = FileStatus(path: place), !above.contains(where: { $0.isSame(as: status) }),
      let stamp = FolderStamp(path: place)
    else { return }
    looked(stamp)
    let entries: FolderEntries
    do {
      entries = try FolderEntries(of: place)
    } catch let error as SystemError {
      try hidden(.unlisted(folder: folder, error))
      return
    }
    let prefix = folder.isEmpty ? "" : folder + "/"
    for name in entries.misnamed { try hidden(.misnamed(folder: prefix, name)) }
    for name in entries.names where !name.hasPrefix(".") {
      let below = prefix + name
      guard let kind = FileStatus(path: "\(path)/\(below)")?.kind else {
        // A file may have been removed since the folder was listed.
        if FileStatus.isLink("\(path)/\(below)") { try hidden(.leadsNowhere(link: below)) }
        continue
      }
      if try enter(below, kind) {
        try walk(below, above: above + [status], enter: enter, looked: looked, hidden: hidden)
      }
    }
  }

  /// The name on disk, if it differs only in the form of its accents.
  private func spelling(of name: String) -> String? {
    if FileStatus(path: "\(path)/\(name)") != nil || name.utf8.allSatisfy({ $0 < 0x80 }) { return name }
    var found = ""
    for part in name.split(separator: "/") {
      let place = found.isEmpty ? path : "\(path)/\(found)"
      let names = (try? FileManager.default.contentsOfDirectory(atPath: place)) ?? []
      // Strings compare equal if they are canonically equivalent.
      guard let here = names.first(where: { $0 == part }) else { return nil }
      found = found.isEmpty ? here : "\(found)/\(here)"
    }
    return found
  }

  private func checkKind(_ name: String, _ kind: FileStatus.Kind, _ location: SourceLocation) throws {
    guard kind == .regular else {
      throw Diagnostic(
        .notRegular(name, kind), at: location, reason: "inputs must be regular files")
    }
  }

  /// For a file or folder in a folder that has been checked: what is no link is where it seems to be.
  private func checkLink(at name: String, _ location: SourceLocation, _ followsOutside: Bool) throws {
    if FileStatus.isLink("\(path)/\(name)") { try checkLink(name, location, followsOutside) }
  }

  private func checkLink(_ name: String, _ location: SourceLocation, _ followsOutside: Bool) throws {
    if followsOutside { return }
    guard let link = outsideLink(in: name) else { return }
    throw Diagnostic(
      .leadsOutside(link.name), at: location, reason: "it is a link to \(link.target)",
      hint: "to follow it, give the input  links: outside")
  }

  /// The first link on the path to a file that leads outside the workspace, with its target as written.
  private func outsideLink(in name: String) -> (name: String, target: String)? {
    let roots = places.compactMap(realPath)
    func isInside(_ real: String) -> Bool { roots.contains { OpenedPath.isBelow(real, $0) } }
    guard !roots.isEmpty, let real = realPath("\(path)/\(name)"), !isInside(real) else { return nil }
    var way = ""
    for part in name.split(separator: "/") {
      way = way.isEmpty ? String(part) : "\(way)/\(part)"
      guard let real = realPath("\(path)/\(way)"), !isInside(real) else { continue }
      let target = try? FileManager.default.destinationOfSymbolicLink(atPath: "\(path)/\(way)")
      return (way, target ?? real)
    }
    return (name, real)
  }

  private func realPath(_ path: String) -> String? {
    // SAFETY: without a buffer, `realpath` returns one that the caller frees, or null.
    guard let real = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(real) }
    return unsafe String(cString: real)
  }
}

extension Diagnostic.Message {
  fileprivate static func notRegular(_ name: String, _ kind: FileStatus.Kind) -> Self {
    Self(.cannotRead, "'Inputs/\(name)' is \(kind.words), not a file")
  }
  fileprivate static func misnamed(_ name: String) -> Self {
    Self(.cannotRead, "the name of 'Inputs/\(name)' is not UTF-8")
  }
  fileprivate static func leadsNowhere(_ link: String) -> Self {
    Self(.cannotRead, "'Inputs/\(link)' is a link to what does not exist")
  }
  fileprivate static func unlisted(_ folder: String) -> Self {
    Self(.cannotRead, "the folder 'Inputs/\(folder)' cannot be listed")
  }
  fileprivate static func leadsOutside(_ link: String) -> Self {
    Self(.inputPath, "'Inputs/\(link)' leads outside the workspace")
  }
}
