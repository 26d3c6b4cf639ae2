import Foundation
import TestSupport
import Testing

@testable import Formats
@testable import Tables

@Suite struct FileRecognitionTests {
  private let options = ReadingOptions(zone: .utc)

  private func write(_ text: String, to file: InputFile) throws {
    try Data(text.utf8).write(to: URL(filePath: file.path))
  }

  @Test func `what was recognised is what reading finds`() throws {
    try withFile(Array("Report;\n\na;b\n1;2\n".utf8)) { file in
      let found = try InputReader.recognise(file, options: options)
      #expect(InputReader.headerSchema(of: [found], options: options)?.names == ["a", "b"])
      let result = try InputReader.read([file], options: options, recognised: [found])
      #expect(result.texts("b") == ["2"] && result.files[0].delimiter == UInt8(ascii: ";"))
    }
  }

  @Test func `a file that was changed since is recognised anew`() throws {
    try withFile(Array("a,b\n1,2\n".utf8)) { file in
      let found = try InputReader.recognise(file, options: options)
      try write("c;d;e\n1;2;3\n", to: file)
      let result = try InputReader.read([file], options: options, recognised: [found])
      #expect(result.names == ["c", "d", "e"] && result.texts("e") == ["3"])
    }
  }

  @Test func `the beginning of a long packed file is enough`() throws {
    let text = "a,b\n" + String(repeating: "ñandú,2\n", count: 200_000)
    var gzip = GzipWriter()
    let block = DeflateBlock(Array(text.utf8).span, isLast: true, level: 1)
    gzip.add(block)
    try withFile(GzipWriter.header + block.bytes + gzip.trailer, named: "a.csv.gz") { file in
      let found = try InputReader.recognise(file, options: options)
      #expect(InputReader.headerSchema(of: [found], options: options)?.names == ["a", "b"])
      let result = try InputReader.read([file], options: options, recognised: [found])
      #expect(result.table.rowCount == 200_000 && result.texts("a").last == "ñandú")
    }
  }

  @Test func `a file in two bytes a letter shows as long a beginning as any other`() throws {
    let text = "a;b\n" + String(repeating: "uno;dos\n", count: 60_000)
    let units: [[UInt8]] = text.utf16.map { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let bytes = [0xFF, 0xFE] + units.joined()
    try withFile(bytes) { file in
      let whole = try TextFile(FileContent(file, limits: .none), encoding: nil)
      let beginning = try TextFile(FileContent(beginningOf: file), encoding: nil)
      #expect(beginning.head == whole.head.prefix(32_768) && !beginning.headIsWhole)
      #expect(try FileRecognition(.text(beginning), options: options).holds(of: .text(whole)))
    }
  }
}
