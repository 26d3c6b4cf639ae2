internal import Diagnostics
internal import Tables

/// The file of a zip archive that an input reads.
enum ArchiveMember {
  /// The content of the member, or the content itself if it is not an archive. A workbook does not count as one.
  ///
  /// - Parameter enough: the number of bytes that is wanted of it; nil for all.
  /// - Throws: a diagnostic if several files of the archive could be meant, or none.
  static func resolved(_ content: FileContent, options: ReadingOptions, enough: Int? = nil) throws
    -> FileContent
  {
    guard isArchive(content.bytes) else {
      if options.member == nil { return content }
      throw Diagnostic(
        .notAnArchive(content.name), reason: "the input says  member:", hint: "leave  member:  out")
    }
    let archive = try open(content, options)
    if isDocument(archive) { return content }
    let member = try choose(archive, options.member)
    var bytes: [UInt8] = []
    // Counts again what the archive's own watch counts, once the beginning shows a format that takes less.
    var watch: UnpackingWatch?
    let most = options.limits.most(ofPacked: archive.sizeOnDisk)
    bytes.reserveCapacity(min(max(0, member.size), enough ?? .max, most))
    do {
      try archive.unpack(member) { piece in
        for index in piece.indices { bytes.append(piece[index]) }
        if let enough, bytes.count >= enough { throw Enough() }
        if watch == nil, JSONReader.reads(bytes[...], options) {
          watch = UnpackingWatch(
            options.limits.within(JSONReader.longest), packed: archive.sizeOnDisk, .cannotUnpack(content.name)
          )
          try watch!.take(bytes.count)
        } else if watch != nil {
          try watch!.take(piece.count)
        }
      }
    } catch is Enough {
      if Packing(bytes) != nil { return try resolved(content, options: options) }
      return FileContent(member: bytes, of: content, isBeginning: true)
    }
    if let packing = Packing(bytes) {
      var limits = options.limits
      limits.unpacked = most
      bytes = try packing.unpacked(bytes, name: content.name, limits: limits)
    }
    let file = FileContent(member: bytes, of: content, isBeginning: false)
    if isArchive(bytes), !isDocument(try open(file, options)) {
      throw Diagnostic(
        .archiveInside(content.name), reason: "'\(member.name)' is a zip file, too", hint: "unpack it once")
    }
    return file
  }

  private static func isArchive(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) || bytes.starts(with: [0x50, 0x4B, 0x05, 0x06])
  }

  private static func open(_ content: FileContent, _ options: ReadingOptions) throws -> ZipArchive {
    try ZipArchive(
      name: content.name, size: content.size, sizeOnDisk: content.sizeOnDisk, limits: options.limits
    ) {
      try content.read($0)
    }
  }

  private struct Enough: Error {}

  /// Workbooks and documents are zip files, too.
  private static func isDocument(_ archive: ZipArchive) -> Bool {
    ["[Content_Types].xml", "xl/workbook.xml", "xl/workbook.bin", "mimetype"].contains {
      archive.member($0) != nil
    }
  }

  private static func choose(_ archive: ZipArchive, _ wanted: String?) throws -> ZipArchive.Member {
    let files = archive.members.filter { !isPassedOver($0.name) }
    let names = files.map(\.name)
    if let wanted {
      let glob = Glob(wanted)
      let found = files.filter { $0.name == wanted || glob.matches($0.name) }
      if found.count == 1 { return found[0] }
      throw Diagnostic(
        found.isEmpty ? .noMember(wanted, archive.name) : .manyMembers(wanted, archive.name, found.count),
        reason: "it has \(HeaderMatching.list(names))",
        hint: found.isEmpty ? suggestion(for: wanted, among: names) : nil)
    }
    if files.count == 1 { return files[0] }
    // Of the three files that YouTube packs, one has a row per video.
    if let table = files.first(where: { YouTubeWords.isTable(file: $0.name) }) { return table }
    guard let first = names.first else {
      throw Diagnostic(.emptyArchive(archive.name), reason: "there is no file in it")
    }
    throw Diagnostic(
      .severalMembers(archive.name, files.count), reason: "it has \(HeaderMatching.list(names))",
      hint: "say which one in the input:  member: \(first)")
  }

  /// Folders, and what macOS, Windows and Excel leave in folders.
  private static func isPassedOver(_ name: String) -> Bool {
    if name.hasSuffix("/") || name.hasPrefix("__MACOSX/") { return true }
    let file = name.split(separator: "/").last ?? ""
    return file.hasPrefix(".") || file.hasPrefix("~$")
      || ["thumbs.db", "desktop.ini"].contains(file.lowercased())
  }
}

extension Diagnostic.Message {
  fileprivate static func notAnArchive(_ file: String) -> Self {
    Self(.cannotRead, "'\(file)' is not a zip file")
  }
  fileprivate static func cannotUnpack(_ file: String) -> Self {
    Self(.cannotRead, "cannot unpack '\(file)'")
  }
  fileprivate static func archiveInside(_ file: String) -> Self {
    Self(.cannotRead, "'\(file)' has a zip file in a zip file")
  }
  fileprivate static func emptyArchive(_ file: String) -> Self {
    Self(.cannotRead, "'\(file)' is an empty zip file")
  }
  fileprivate static func noMember(_ name: String, _ file: String) -> Self {
    Self(.cannotRead, "'\(file)' has no file '\(name)' in it")
  }
  fileprivate static func manyMembers(_ pattern: String, _ file: String, _ count: Int) -> Self {
    Self(.cannotRead, "'\(file)' has \(count) files that match '\(pattern)'")
  }
  fileprivate static func severalMembers(_ file: String, _ count: Int) -> Self {
    Self(.cannotRead, "'\(file)' has \(count) files in it")
  }
}
