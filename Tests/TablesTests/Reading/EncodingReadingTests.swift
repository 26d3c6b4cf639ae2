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

  private static let names =
    "id;nombre;ciudad\n1;José Muñoz;Asunción\n2;María Ángeles Peña;Córdoba\n3;Übel Gómez;São Paulo\n"

  /// Each letter of the text as a byte of the encoding.
  private static func bytes(_ text: String, _ encoding: TextEncoding) -> [UInt8] {
    text.unicodeScalars.map { scalar in
      scalar.isASCII
        ? UInt8(scalar.value) : UInt8(encoding.codePage!.firstIndex { UInt32($0) == scalar.value }! + 0x80)
    }
  }

  @Test(arguments: [TextEncoding.windows1252, .ibm850, .macRoman])
  func `letters tell the encoding`(_ encoding: TextEncoding) throws {
    let result = try read(Self.bytes(Self.names, encoding))
    #expect(result.files[0].encoding == encoding)
    #expect(result.texts("nombre") == ["José Muñoz", "María Ángeles Peña", "Übel Gómez"])
    #expect(result.warnings.isEmpty == (encoding == .windows1252))
  }

  @Test func `Cyrillic letters do so too`() throws {
    let result = try read(Self.bytes("id;имя\n1;Иван Петров\n", .windows1251))
    #expect(result.files[0].encoding == .windows1251 && result.texts("имя") == ["Иван Петров"])
  }

  @Test(arguments: [
    TextEncoding.windows1250, .windows1251, .windows1252, .latin1, .latin9, .ibm850, .ibm437, .macRoman,
  ])
  func `a declared encoding gives all its letters`(_ encoding: TextEncoding) throws {
    let scalars = (0x80...0xFF).map { Unicode.Scalar(encoding.codePage![$0 - 0x80])! }
    let expected = String(String.UnicodeScalarView(scalars.filter { !$0.properties.isWhitespace }))
    let result = try read(Array("x\n".utf8) + Array(0x80...0xFF) + [0x0A]) { $0.encoding = encoding }
    let text = try #require(result.texts("x")[0])
    #expect(
      String(String.UnicodeScalarView(text.unicodeScalars.filter { !$0.properties.isWhitespace })) == expected
    )
  }

  @Test func `a letter far down a plain file tells its encoding`() throws {
    let plain = (0..<40_000).map { "\($0);x\n" }.joined()
    let result = try read(Array(plain.utf8) + Self.bytes("1;José Muñoz\n2;Peña\n", .ibm850))
    #expect(result.files[0].encoding == .ibm850)
  }

  @Test(arguments: [true, false], [true, false])
  func `four bytes a letter are read`(_ isLittle: Bool, _ hasMark: Bool) throws {
    let text = (hasMark ? "\u{FEFF}" : "") + "a;ñ\n1;😀\n"
    let bytes = text.unicodeScalars.flatMap { scalar in
      let bytes = (0..<4).map { UInt8(scalar.value >> (8 * UInt32($0)) & 0xFF) }
      return isLittle ? bytes : bytes.reversed()
    }
    let result = try read(bytes)
    #expect(result.files[0].encoding == (isLittle ? .utf32LittleEndian : .utf32BigEndian))
    #expect(result.texts("ñ") == ["😀"])
  }
}
