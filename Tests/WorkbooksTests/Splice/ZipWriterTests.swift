import Foundation
import TestSupport
import Testing

@testable import Tables
@testable import Workbooks

@Suite struct ZipWriterTests {
  /// A workbook of the library.
  private func withBook<R>(_ body: (_ path: String, _ bytes: [UInt8]) throws -> R) throws -> R {
    try withFolder { folder in
      let path = folder + "/a.xlsx"
      let document = WorkbookDocument(title: "T", subject: "", created: 0, zone: .utc, language: "es")
      _ = try WorkbookWriter.write(document, to: path, temporaryDirectory: folder)
      return try body(path, Array(Data(contentsOf: URL(fileURLWithPath: path))))
    }
  }

  /// A workbook of the library, and the same archive with one entry packed anew.
  private func rewritten(
    _ name: String, as bytes: [UInt8], mayBeLarge: Bool, limit: Int = ZipWriter.mark
  ) throws -> (before: ZipReader, after: ZipReader) {
    try withBook { path, plain in
      let source = try #require(ZipDirectory(plain))
      var writer = try ZipWriter(creating: path, isFingerprinted: true, limit: limit)
      for entry in source.entries {
        if entry.name == name {
          try writer.begin(entry, of: source, mayBeLarge: mayBeLarge)
          let half = bytes.count / 2
          try writer.add(DeflateBlock(bytes.span.extracting(0..<half), isLast: false))
          try writer.add(DeflateBlock(bytes.span.extracting(half..<bytes.count), isLast: true))
          try writer.end()
        } else {
          try writer.copy(entry, of: source)
        }
      }
      let fingerprint = try writer.finish()
      #expect(try fingerprint == FileFingerprint(of: InputFile(path: path, displayName: path)))
      return (try ZipReader(bytes: plain), try ZipReader(path: path))
    }
  }

  @Test(arguments: [(false, ZipWriter.mark), (true, ZipWriter.mark), (true, 300)])
  func `one entry is new and the others are as they were`(_ mayBeLarge: Bool, _ limit: Int) throws {
    let text = String(repeating: "<row/>", count: 500)
    let name = "xl/worksheets/sheet1.xml"
    let (before, after) = try rewritten(name, as: Array(text.utf8), mayBeLarge: mayBeLarge, limit: limit)
    #expect(after.names == before.names)
    for part in after.names {
      #expect(try after.text(part) == (part == name ? text : before.text(part)))
    }
  }

  @Test func `the fingerprint is of the headers as they are in the end`() throws {
    var random = SteadyRandom(seed: 1)
    // Bytes that do not pack, more than are taken in at a time.
    let noise = (0..<700_000).map { _ in UInt8(truncatingIfNeeded: random.next()) }
    let (_, after) = try rewritten("xl/worksheets/sheet1.xml", as: noise, mayBeLarge: false)
    #expect(after.names.contains("xl/worksheets/sheet1.xml"))
  }

  @Test func `what is no archive is refused`() {
    #expect(ZipDirectory([]) == nil)
    #expect(ZipDirectory(Array(repeating: 0x50, count: 100)) == nil)
  }

  @Test func `the parts of a workbook are known from its directory alone`() throws {
    try withBook { path, bytes in
      let parts = try #require(WorkbookParts.checksums(of: path))
      let directory = try #require(ZipDirectory(bytes))
      #expect(parts.map(\.name) == directory.entries.map(\.name))
      #expect(parts.map(\.checksum) == directory.entries.map(\.checksum))
      for broken in [[], Array(bytes.dropLast(30)), Array(bytes.dropFirst(bytes.count / 2))] as [[UInt8]] {
        try Data(broken).write(to: URL(fileURLWithPath: path))
        #expect(WorkbookParts.checksums(of: path) == nil)
      }
      #expect(WorkbookParts.checksums(of: path + ".none") == nil)
    }
  }
}
