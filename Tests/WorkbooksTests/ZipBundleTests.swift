import Foundation
import Tables
import TestSupport
import Testing

@testable import Workbooks

@Suite struct ZipBundleTests {
  @Test func `files come back as they were, whatever their size and name`() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("zip-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let sizes = [0, 1, 1 << 20, (1 << 20) + 1, 3 << 20]
    let path = folder.appendingPathComponent("a.zip").path
    var random = SteadyRandom(seed: 1)
    var bundle = try ZipBundle(creating: path)
    var expected: [[UInt8]] = []
    for size in sizes {
      let bytes = (0..<size).map { _ in UInt8.random(in: 0...255, using: &random) }
      let file = folder.appendingPathComponent("\(size)").path
      try Data(bytes).write(to: URL(fileURLWithPath: file))
      try bundle.add(InputFile(path: file, displayName: file), named: "bag/Año \(size)")
      expected.append(bytes)
    }
    try bundle.add(Array("text".utf8), named: "bag/x.txt")
    try bundle.finish()
    let found = try ZipReader(path: path)
    #expect(found.names == sizes.map { "bag/Año \($0)" } + ["bag/x.txt"])
    for (size, bytes) in zip(sizes, expected) { #expect(try found.bytes("bag/Año \(size)") == bytes) }
    #expect(try found.text("bag/x.txt") == "text")
  }
}
