import Diagnostics
import Foundation
import Testing

@testable import Tables

@Suite struct TrailingFingerprintTests {
  @Test func `it follows a file that grows, and takes in no byte too early`() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "acta-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    var file = try OutputFile(creating: path)
    var fingerprint = TrailingFingerprint(of: try DiskFile(InputFile(path: path, displayName: path)))
    var all: [UInt8] = []
    for number in 0..<20 {
      let block = (0..<70_001).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ number) }
      let start = all.count
      try file.write(block.span)
      all += block
      // The first byte of the block changes after the block is written.
      try fingerprint.follow(to: start)
      all[start] ^= 0xFF
      try file.overwrite([all[start]], at: start)
    }
    try fingerprint.advance(to: all.count)
    try file.finish()
    #expect(fingerprint.value == FileFingerprint(of: all))
  }

  @Test func `a file that is shorter than was said is one that was changed`() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "acta-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try WholeFile.write([1, 2, 3], to: path)
    var fingerprint = TrailingFingerprint(of: try DiskFile(InputFile(path: path, displayName: "a.csv")))
    let error = #expect(throws: Diagnostic.self) { try fingerprint.advance(to: 4) }
    #expect(error?.message.description == "'a.csv' was changed while it was being read")
  }
}
