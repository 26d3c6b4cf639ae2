import CZlib
import Diagnostics
import Foundation
import TestSupport
import Testing

@testable import Formats

/// Workbooks with bytes changed at random: each is read or refused with a diagnostic, and nothing else happens.
@Suite struct MutatedWorkbookTests {
  @Test(arguments: 0..<40) func `a mutated part is read or refused`(seed: Int) throws {
    var random = SteadyRandom(seed: seed)
    let names = ["people", "list-libreoffice", "inline", "strict", "zoom-in-a-column"]
    let source = try parts(of: names[seed % names.count])
    for _ in 0..<50 {
      var parts = source
      let target = Int.random(in: 0..<parts.count, using: &random)
      for _ in 0...Int.random(in: 0..<4, using: &random) { mutate(&parts[target].bytes, &random) }
      read(StoredZip.archive(parts))
    }
  }

  @Test(arguments: 0..<12) func `a mutated sheet that is streamed gives what it gives at once`(seed: Int)
    throws
  {
    var random = SteadyRandom(seed: seed)
    let source = LongSheet.archive(seed: seed, rows: 230)
    let sheet = source.firstIndex { $0.name == "xl/worksheets/sheet1.xml" }!
    for _ in 0..<15 {
      var parts = source
      for _ in 0...Int.random(in: 0..<3, using: &random) { mutate(&parts[sheet].bytes, &random) }
      try LongSheet.expectSame(StoredZip.archive(parts))
    }
  }

  @Test(arguments: 0..<20) func `a mutated archive is read or refused`(seed: Int) throws {
    var random = SteadyRandom(seed: seed)
    let whole = StoredZip.archive(try parts(of: "list-libreoffice"))
    for _ in 0..<50 {
      var bytes = whole
      // Where the directory is: its numbers say where everything else is.
      for _ in 0...3 { mutate(&bytes, &random, from: Bool.random(using: &random) ? bytes.count * 9 / 10 : 0) }
      read(bytes)
    }
  }

  private func read(_ bytes: [UInt8]) {
    do {
      let archive = try ZipArchive(name: "a.xlsx", size: bytes.count) { Array(bytes[$0]) }
      let book = try XLSXWorkbook(archive)
      for sheet in book.sheets {
        let grid = try book.grid(of: sheet)
        for cells in grid.columns {
          for cell in cells { #expect(cell.row < grid.rowCount && cell.range.upperBound <= grid.bytes.count) }
        }
        #expect(String(validating: grid.bytes, as: UTF8.self) != nil)
      }
    } catch {
      #expect(error is Diagnostic, "\(error)")
    }
  }

  private func mutate(_ bytes: inout [UInt8], _ random: inout SteadyRandom, from start: Int = 0) {
    guard bytes.count > start else { return }
    let place = Int.random(in: start..<bytes.count, using: &random)
    switch Int.random(in: 0..<4, using: &random) {
    case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
    case 1: bytes.remove(at: place)
    case 2: bytes.insert(contentsOf: "9999999999".utf8, at: place)
    default:
      let end = min(bytes.count, place + Int.random(in: 1...60, using: &random))
      bytes.insert(contentsOf: Array(bytes[place..<end]), at: place)
    }
  }

  private func parts(of name: String) throws -> [(name: String, bytes: [UInt8])] {
    let cases = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Cases/reading")
    let folder = name.hasPrefix("zoom") ? "workbooks" : "workbooks-converted"
    let data = try Data(contentsOf: cases.appending(path: "\(folder)/Inputs/\(name).xlsx"))
    let bytes = [UInt8](data)
    let archive = try ZipArchive(name: name, size: bytes.count) { Array(bytes[$0]) }
    return try archive.members.map { ($0.name, try archive.bytes(of: $0)) }
  }
}

/// Archives whose members are not packed, so that a changed part is found behind a right checksum.
enum StoredZip {
  static func archive(_ parts: [(name: String, bytes: [UInt8])]) -> [UInt8] {
    var result: [UInt8] = []
    var directory: [UInt8] = []
    for (name, bytes) in parts {
      let offset = result.count
      let checksum = unsafe bytes.withUnsafeBufferPointer { unsafe crc32(0, $0.baseAddress, uInt($0.count)) }
      let common =
        number(20, 2) + number(0, 8) + number(Int(checksum), 4) + number(bytes.count, 4)
        + number(bytes.count, 4)
        + number(name.utf8.count, 2) + number(0, 2)
      result += number(0x0403_4B50, 4) + common + Array(name.utf8) + bytes
      directory +=
        number(0x0201_4B50, 4) + number(20, 2) + common + number(0, 10) + number(offset, 4) + Array(name.utf8)
    }
    let start = result.count
    result += directory
    return result + number(0x0605_4B50, 4) + number(0, 4) + number(parts.count, 2) + number(parts.count, 2)
      + number(directory.count, 4) + number(start, 4) + number(0, 2)
  }

  private static func number(_ value: Int, _ width: Int) -> [UInt8] {
    (0..<width).map { $0 < 8 ? UInt8(truncatingIfNeeded: value >> (8 * $0)) : 0 }
  }
}
