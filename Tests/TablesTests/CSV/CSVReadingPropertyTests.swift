import Foundation
import TestSupport
import Testing

@testable import Formats
@testable import Tables

@Suite struct CSVReadingPropertyTests {
  /// Texts made of what is hard to read, the same ones every time.
  private struct RandomText {
    var state: UInt64

    mutating func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }

    mutating func table() -> String {
      var text = "a,b,c" + lineEnd()
      let isWild = next(3) == 0
      for _ in 0..<next(40) {
        let width = next(12) == 0 ? 1 + next(5) : 3
        text += (0..<width).map { _ in field(isWild: isWild) }.joined(separator: ",") + lineEnd()
        if next(15) == 0 { text += lineEnd() }
      }
      if next(4) == 0 { text += "x,y,z" }
      if next(10) == 0 { text += "\n1,\"open,2\n3" }
      return text
    }

    mutating func lineEnd() -> String { ["\n", "\n", "\r\n", "\r\n", "\r"][next(5)] }

    mutating func field(isWild: Bool) -> String {
      let pieces = ["1", "-7", "ab", "ñ", "日本", " ", ",", "\"\"", "\n", "\r\n", "\r", "", "x y", "😀"]
      let plain = ["1", "22", "ab", "ñandú", " ", "", "", "x y z", "long text without anything in it"]
      switch next(isWild ? 5 : 4) {
      case 0: return "\"" + (0..<next(6)).map { _ in pieces[next(pieces.count)] }.joined() + "\""
      case 4: return ["a\"b", "\"a\"b", "\"a\"b\"c", "a\"", "\"\"x", " \"q\""][next(6)]
      default: return (0..<next(3)).map { _ in plain[next(plain.count)] }.joined()
      }
    }
  }

  @Test(arguments: 0..<60) func `any pieces give what the slow reader gives`(seed: Int) throws {
    var random = RandomText(state: UInt64(seed) &* 0x9E37_79B9_7F4A_7C15)
    let text = random.table()
    let records = SlowCSV.records(text, delimiter: ",")
    let rows = records.dropFirst().filter { record in
      let isSpaces =
        record.fields[0].text.allSatisfy { $0 == " " || $0 == "\t" } && !record.fields[0].isQuoted
      return !(record.fields.count == 1 && isSpaces)
    }
    let good = rows.filter { $0.fields.count == 3 && !$0.isUnclosed }
    let bad = rows.filter { $0.fields.count != 3 || $0.isUnclosed }
    try withFile(Array(text.utf8)) { file in
      for (piece, whole) in [(1, 0), (7, 0), (64, 1 << 20), (1 << 20, 0), (1 + seed * 3, 1 << 20)] {
        var options = ReadingOptions(zone: .utc)
        options.headerRow = 1
        options.delimiter = UInt8(ascii: ",")
        options.wantsSourceLine = true
        let result = try InputReader.read([file], options: options, piece: piece, whole: whole)
        for (index, name) in ["a", "b", "c"].enumerated() {
          let expected = good.map { record -> String? in
            let field = record.fields[index]
            return field.text.isEmpty && !field.isQuoted ? nil : field.text
          }
          #expect(result.texts(name) == expected, "pieces of \(piece)")
        }
        #expect(result.values(Field.sourceLine.name) == good.map { .integer(Int64($0.line)) })
        #expect(result.rejects.rows.map { $0[1] } == bad.map { .integer(Int64($0.line)) })
        #expect(result.rejects.rows.map { $0[4] } == bad.map { .text($0.raw) })
        #expect(result.balances)
        // Hashed piece by piece, whichever pieces turn out to begin elsewhere.
        #expect(result.files.map(\.sha256) == [FileFingerprint(of: Array(text.utf8)).sha256])
        #expect(result.files.map(\.bytes) == [text.utf8.count])
        // Read to disk instead of into memory.
        let spilled = try withFolder { folder in
          let spill = SpillPlace(folder: folder, block: BlockSize(bytes: 100))
          let other = try InputReader.read([file], options: options, piece: piece, whole: whole, spill: spill)
          let stored = try #require(other.stored)
          #expect(try stored.table() == result.table)
          #expect(stored.rowCount == result.table.rowCount && stored.schema == result.table.schema)
          return other
        }
        #expect(spilled.rejects == result.rejects && spilled.schema == result.schema)
        #expect(spilled.files.map(\.sha256) == result.files.map(\.sha256))
        #expect(spilled.files.map(\.rows) == result.files.map(\.rows))
      }
    }
  }

  /// Wherever a file is cut, also inside quotes and between CR and LF, records, lines and rejects are those of the whole.
  @Test(arguments: 0..<24) func `splits of every size give what the whole file gives`(seed: Int) throws {
    var random = RandomText(state: UInt64(seed) &* 0xD134_2543_DE82_EF95 &+ 5)
    let text = random.table()
    try withFile(Array(text.utf8)) { file in
      var options = ReadingOptions(zone: .utc)
      options.headerRow = 1
      options.delimiter = UInt8(ascii: ",")
      options.wantsSourceLine = true
      let whole = try InputReader.read([file], options: options, piece: 1 << 20, whole: 1 << 20)
      for size in 1...64 {
        // Not warnings: whether a blank line begins another table is guessed from the rows of one split.
        let split = try InputReader.read([file], options: options, piece: size, whole: 0)
        #expect(split.table == whole.table, "splits of \(size) bytes")
        #expect(split.rejects == whole.rejects, "splits of \(size) bytes")
        #expect(split.files.map(\.rows) == whole.files.map(\.rows))
        #expect(split.files.map(\.sha256) == whole.files.map(\.sha256))
        if size % 8 != 1 { continue }
        let rows = try withFolder { folder in
          let spill = SpillPlace(folder: folder, block: BlockSize(bytes: size))
          let other = try InputReader.read([file], options: options, piece: size, whole: 0, spill: spill)
          #expect(other.rejects == whole.rejects, "splits of \(size) bytes on disk")
          return try #require(other.stored).table()
        }
        #expect(rows == whole.table, "splits of \(size) bytes on disk")
      }
    }
  }

  /// A large file is read on several threads, which see its pieces in any order, also where texts of many lines make
  /// the first guess of where a record begins wrong.
  @Test func `threads read the splits of a large file exactly`() throws {
    let long = "\"" + String(repeating: "a,b\n1,2,3\r\n", count: 60) + "\""
    let text = "a,b,c\n" + (0..<4000).map { $0 % 9 == 0 ? "\($0),\(long),x\n" : "\($0),y\n" }.joined()
    try withFile(Array(text.utf8)) { file in
      var options = ReadingOptions(zone: .utc)
      options.headerRow = 1
      options.delimiter = UInt8(ascii: ",")
      options.wantsSourceLine = true
      options.ragged = .pad
      func read(_ threads: Int, _ piece: Int) throws -> ReadingResult {
        try Parallel.$width.withValue(threads) {
          try InputReader.read([file], options: options, piece: piece, whole: 0)
        }
      }
      let whole = try read(1, 1 << 30)
      #expect(whole.table.rowCount == 4000)
      for (threads, piece) in [(2, 1000), (4, 4096), (3, 70_000)] {
        let split = try read(threads, piece)
        #expect(split.table == whole.table && split.rejects == whole.rejects, "\(piece) bytes")
      }
    }
  }
}
