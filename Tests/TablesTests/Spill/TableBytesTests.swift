import Diagnostics
import Testing

@testable import Tables

@Suite struct TableBytesTests {
  private static let table = Table(
    Schema([
      Field("t", .text), Field("\0i", .integer), Field("n", .number), Field("b", .boolean), Field("d", .date),
      Field("m", .datetime),
    ]),
    [
      .text(TextColumn(["Ana", nil, ""])), .integer(PlainColumn([1, .min, .max])),
      .number(PlainColumn([-0.0, 0.1, 1e308], validity: Validity([true, true, false]))),
      .boolean(PlainColumn([true, false, true], validity: Validity([false, true, true]))),
      .date(PlainColumn([0, -1, 20_000])), .datetime(PlainColumn([0, -1, 1])),
    ])

  @Test func `a table comes back as it was`() throws {
    for table in [
      Self.table, Self.table.slice(0..<0), Self.table.slice(1..<2), Table(Schema(), [], rowCount: 7),
    ] {
      #expect(try Table(encoded: table.encoded) == table)
    }
  }

  @Test func `bytes that are cut off are an error`() {
    let bytes = Self.table.encoded
    for count in 0..<bytes.count {
      #expect(throws: Diagnostic.self) { try Table(encoded: Array(bytes[..<count])) }
    }
    #expect(throws: Diagnostic.self) { try Table(encoded: bytes + [0]) }
  }

  @Test func `no byte that is damaged ends the program`() {
    let bytes = Self.table.encoded
    for place in bytes.indices {
      for change in [1, 0x80, 0xff] as [UInt8] {
        var damaged = bytes
        damaged[place] ^= change
        _ = try? Table(encoded: damaged)
      }
    }
  }
}
