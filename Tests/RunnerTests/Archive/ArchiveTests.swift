import Diagnostics
import Foundation
import Ledger
import Tables
import Testing

@testable import Runner

@Suite struct ArchiveTests {
  private let state = FileManager.default.temporaryDirectory
    .appendingPathComponent("acta-archive-\(UUID().uuidString)").path
  private let files = FileManager.default

  private var archive: Archive { Archive(state: StateFolder(state)) }

  private func object(_ sha256: String, _ ending: String = "") -> String {
    "\(state)/archive/objects/\(sha256.prefix(2))/\(sha256)\(ending)"
  }

  /// A file too large to be packed while people wait.
  private func largeFile() throws -> (file: InputFile, bytes: [UInt8], sha256: String) {
    let bytes = (0..<(1 << 21) + 1).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 7) }
    try files.createDirectory(atPath: state, withIntermediateDirectories: true)
    let path = "\(state)/large.csv"
    try Data(bytes).write(to: URL(filePath: path))
    let file = InputFile(path: path, displayName: "Inputs/large.csv")
    return (file, bytes, FileFingerprint(of: bytes).sha256)
  }

  @Test func `the same bytes are kept once`() throws {
    defer { try? files.removeItem(atPath: state) }
    let bytes = Array("name\nAna\n".utf8)
    let first = try archive.store(bytes)
    #expect(try archive.store(bytes) == first)
    #expect(archive.objects().map(\.sha256) == [first])
    #expect(try archive.bytes(of: first) == bytes)
    #expect(try archive.bytes(of: archive.store([])) == [])
  }

  @Test func `a large file is kept as it came, and packed later`() throws {
    defer { try? files.removeItem(atPath: state) }
    let (file, bytes, sha256) = try largeFile()
    try archive.store(file, sha256: sha256, stamp: FileStamp(path: file.path))
    #expect(files.contents(atPath: object(sha256)) == Data(bytes))
    #expect(try archive.bytes(of: sha256) == bytes)
    #expect(try archive.packLoose() == 1)
    #expect(!files.fileExists(atPath: object(sha256)))
    #expect(archive.objects().map(\.sha256) == [sha256])
    #expect(try archive.bytes(of: sha256) == bytes)
    #expect(try archive.packLoose() == 0)
    try archive.store(file, sha256: sha256, stamp: FileStamp(path: file.path))
    #expect(!files.fileExists(atPath: object(sha256)))
  }

  @Test func `a loose object that is not what its name says goes, and is kept anew`() throws {
    defer { try? files.removeItem(atPath: state) }
    let (file, bytes, sha256) = try largeFile()
    try archive.store(file, sha256: sha256, stamp: FileStamp(path: file.path))
    try Data(bytes.dropLast()).write(to: URL(filePath: object(sha256)))
    #expect(try archive.packLoose() == 0)
    #expect(archive.objects().isEmpty)
    try archive.store(file, sha256: sha256, stamp: FileStamp(path: file.path))
    #expect(try archive.bytes(of: sha256) == bytes)
  }

  @Test func `an object that was written to since is read, and kept anew if its bytes are others`() throws {
    defer { try? files.removeItem(atPath: state) }
    let bytes = Array("name\nAna\n".utf8)
    let sha256 = try archive.store(bytes)
    let other = try archive.store(Array("name\nBea\n".utf8))
    let path = object(sha256, ".gz")
    let whole = try #require(files.contents(atPath: path))
    try Data(whole.dropLast(9) + [0, 0, 0, 0, 0, 0, 0, 0, 0]).write(to: URL(filePath: path))
    #expect(throws: Diagnostic.self) { try archive.bytes(of: sha256) }
    #expect(try archive.store(bytes) == sha256)
    #expect(try archive.bytes(of: sha256) == bytes)
    // A copy of another object, with its times.
    try files.removeItem(atPath: path)
    try files.copyItem(atPath: object(other, ".gz"), toPath: path)
    #expect(try archive.store(bytes) == sha256)
    #expect(try archive.bytes(of: sha256) == bytes)
    // Large ones are kept as they came; a damaged packed one must not stand before it.
    let large = try largeFile()
    try archive.store(large.file, sha256: large.sha256, stamp: FileStamp(path: large.file.path))
    #expect(try archive.packLoose() == 1)
    try Data("damaged".utf8).write(to: URL(filePath: object(large.sha256, ".gz")))
    try archive.store(large.file, sha256: large.sha256, stamp: FileStamp(path: large.file.path))
    #expect(try archive.bytes(of: large.sha256) == large.bytes)
  }

  @Test func `a file that has changed since it was read is not kept`() throws {
    defer { try? files.removeItem(atPath: state) }
    let (file, _, sha256) = try largeFile()
    let stamp = FileStamp(path: file.path)
    FileStamp.setModified(file.path, microseconds: 1_600_000_000_000_000)
    #expect(throws: ChangedFile.self) { try archive.store(file, sha256: sha256, stamp: stamp) }
    #expect(archive.objects().isEmpty)
    try Data("other".utf8).write(to: URL(filePath: file.path))
    #expect(throws: ChangedFile.self) { try archive.store(file, sha256: sha256, stamp: nil) }
    #expect(archive.objects().isEmpty)
  }

  @Test func `what is damaged or gone is told apart`() throws {
    defer { try? files.removeItem(atPath: state) }
    let sha256 = try archive.store(Array("name\nAna\n".utf8))
    let other = try archive.store(Array("name\nBea\n".utf8))
    try files.removeItem(atPath: object(sha256, ".gz"))
    try files.copyItem(atPath: object(other, ".gz"), toPath: object(sha256, ".gz"))
    let damaged = #expect(throws: Diagnostic.self) { try archive.bytes(of: sha256) }
    #expect(damaged?.message.description == "the archive's object \(sha256.prefix(12))… is damaged")
    archive.remove(sha256)
    #expect(!archive.holds(sha256))
    let gone = #expect(throws: Diagnostic.self) { try archive.bytes(of: sha256) }
    #expect(gone?.message.description == "the archive does not hold \(sha256.prefix(12))…")
    #expect(gone?.reason == "it was pruned or removed")
  }

  @Test func `a name that a power failure left without bytes is kept anew`() throws {
    defer { try? files.removeItem(atPath: state) }
    let bytes = Array("name\nAna\n".utf8)
    let sha256 = try archive.store(bytes)
    try Data().write(to: URL(filePath: object(sha256, ".gz")))
    #expect(!archive.holds(sha256))
    #expect(try archive.store(bytes) == sha256)
    #expect(try archive.bytes(of: sha256) == bytes)
  }

  @Test func `halves of objects are no objects`() throws {
    defer { try? files.removeItem(atPath: state) }
    let sha256 = try archive.store(Array("name\n".utf8))
    let folder = (object(sha256) as NSString).deletingLastPathComponent
    try Data().write(to: URL(filePath: "\(folder)/.\(sha256).gz.partial"))
    #expect(archive.objects().count == 1)
    #expect(try archive.packLoose() == 0)
  }
}
