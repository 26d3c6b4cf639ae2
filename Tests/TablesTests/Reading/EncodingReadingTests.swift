import Foundation
import TestSupport
import Testing

@testable import Diagnostics
@testable import Formats
@testable import Tables

@Suite struct EncodingReadingTests {
  private let text = "nombre;país\nNúñez – “Ñ”;Perú €\n"
  private let names: [String?] = ["Núñez – “Ñ”"]

  private func check(_ bytes: [UInt8], _ encoding: TextEncoding, declared: TextEncoding? = nil) throws {
    let result = try read(bytes) { $0.encoding = declared }
    #expect(result.texts("nombre") == names)
    #expect(result.texts("país") == ["Perú €"])
    #expect(result.files[0].encoding == encoding)
  }

  private func wide(littleEndian: Bool) -> [UInt8] {
    text.utf16.flatMap { unit in
      littleEndian ? [UInt8(unit & 255), UInt8(unit >> 8)] : [UInt8(unit >> 8), UInt8(unit & 255)]
    }
  }

  @Test func `UTF-8 with and without a mark`() throws {
    try check(Array(text.utf8), .utf8)
    try check([0xEF, 0xBB, 0xBF] + Array(text.utf8), .utf8)
    try check([0xEF, 0xBB, 0xBF] + Array(text.utf8), .utf8, declared: .utf8)
  }

  @Test func `UTF-16 of either order with and without a mark`() throws {
    try check([0xFF, 0xFE] + wide(littleEndian: true), .utf16LittleEndian)
    try check([0xFE, 0xFF] + wide(littleEndian: false), .utf16BigEndian)
    try check(wide(littleEndian: true), .utf16LittleEndian)
    try check(wide(littleEndian: false), .utf16BigEndian)
    try check([0xFE, 0xFF] + wide(littleEndian: false), .utf16BigEndian, declared: .utf16)
    try check(wide(littleEndian: true), .utf16LittleEndian, declared: .utf16)
  }

  @Test func `Windows-1252 is what is not UTF-8`() throws {
    let bytes = Array(text.data(using: .windowsCP1252)!)
    try check(bytes, .windows1252)
    try check(bytes, .windows1252, declared: .windows1252)
  }

  @Test func `ISO 8859-1 when declared`() throws {
    let result = try read([0x61, 0x0A, 0xF1, 0x80, 0x0A]) { $0.encoding = .latin1 }
    #expect(result.texts("a") == ["ñ\u{80}"])
  }

  @Test func `half a surrogate pair makes its row a reject`() throws {
    var bytes: [UInt8] = [0xFF, 0xFE]
    for unit in Array("a\nx".utf16) + [0xD83D] + Array("\ny😀\n".utf16) {
      bytes += [UInt8(unit & 255), UInt8(unit >> 8)]
    }
    let result = try read(bytes)
    #expect(result.texts("a") == ["y😀"])
    #expect(result.rejected == ["2 -: byte 2 of the row (0xED) is not UTF-8"])
  }

  @Test func `a long file that turns out to be Windows-1252 is read so`() throws {
    var bytes = Array("a,b\n".utf8)
    for row in 0..<60_000 { bytes += Array("\(row),x\n".utf8) }
    bytes += [0xD1, 0x2C, 0x79, 0x0A]
    let result = try withFile(bytes) {
      try InputReader.read([$0], options: ReadingOptions(zone: .utc), piece: 50_000, whole: 1000)
    }
    #expect(result.files[0].encoding == .windows1252)
    #expect(result.texts("a").last == "Ñ")
    #expect(result.table.rowCount == 60_001)
  }

  @Test func `text that was encoded twice is kept, with a warning`() throws {
    let result = try read("a\nJosÃ© NÃºÃ±ez\nJosé\n")
    #expect(result.texts("a") == ["JosÃ© NÃºÃ±ez", "José"])
    #expect(
      result.warnings.map(\.message.description) == ["3 letters are encoded twice, such as 'Ã©' for 'é'"])
    let report = try read(
      "Name (Original Name),User Email,Total Duration (Minutes)\nJosÃ©,,3\n")
    #expect(report.files[0].format == ZoomMeeting.name && report.warnings.count == 1)
  }
}
