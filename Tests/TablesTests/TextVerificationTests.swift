import Testing

@testable import Diagnostics
@testable import Tables

/// What must never reach a writer.
@Suite struct TextVerificationTests {
  private func column(_ rows: [[UInt8]]) -> TextColumn {
    var column = TextColumn()
    for row in rows { column.append(row) }
    return column
  }

  @Test func `a broken row is found, wherever it stands`() {
    let good: [[UInt8]] = [Array("Ana".utf8), [], Array("Núñez".utf8), Array("😀 long enough for words".utf8)]
    #expect(column(good).firstBrokenRow(in: 0..<4) == nil)
    // Cut-off letters, Latin-1, NUL, and a letter divided between two rows.
    for broken: [[UInt8]] in [
      [[0x61, 0xC3]], [[0xF1, 0x61]], [[0x61, 0]], [[0xC3], [0xB1]], [[0xF0, 0x9F]],
    ] {
      let all = column(good + broken + good)
      #expect(all.firstBrokenRow(in: 0..<all.count) == 4)
      #expect(all.firstBrokenRow(in: 0..<4) == nil)
      #expect(all.firstBrokenRow(in: 4 + broken.count..<all.count) == nil)
    }
  }

  @Test func `CSV of a broken text is a fault of Acta, not a file`() throws {
    let table = Table(Schema([Field("a", .text)]), [.text(column([[0x61], [0xE9]]))], rowCount: 2)
    #expect(throws: Diagnostic.self) {
      try CSVWriter.bytes(of: table, headers: ["a"], dialect: .machines, zone: .utc)
    }
  }

  @Test func `names and messages hold no NUL`() {
    let bytes: [UInt8] = [0x61, 0, 0xE9, 0x62]
    #expect(bytes.span.text(0..<4) == "a\u{FFFD}\u{FFFD}b")
  }
}
