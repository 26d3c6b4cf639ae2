import Foundation
import Tables
import Testing

@testable import Runner

@Suite struct ArchivedTableTests {
  private func archive() -> (Archive, String) {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("acta-\(UUID().uuidString)")
      .path
    return (Archive(state: Workspace(root: folder).state), folder)
  }

  @Test(arguments: [0, 1, 5000]) func `the rows of a table come back as they were`(_ repeats: Int) throws {
    let (archive, folder) = archive()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let values: [(ColumnType, [Value])] = [
      (
        .text, [.text("a,\"b\"\r\nc"), .text(""), .null, .text(" = ñ é\u{301}"), .text("null"), .text("007")]
      ),
      (.integer, [.integer(.min), .integer(.max), .null, .integer(0), .integer(-1), .integer(7)]),
      (
        .number,
        [.number(0.1), .number(1e300), .null, .number(-0.0), .number(.leastNonzeroMagnitude), .number(12)]
      ),
      (.boolean, [.boolean(true), .null, .boolean(false), .null, .null, .boolean(true)]),
      (.date, [.date(0), .date(-719_162), .null, .date(18_743), .date(1), .null]),
      (
        .datetime,
        [.datetime(0), .datetime(1), .null, .datetime(-1), .datetime(1_619_479_800_123_456), .null]
      ),
    ]
    // Names that headers of other files would not tell apart.
    let names = ["text", "Text", " text", "a;b", "n ", "é"]
    let table = Table(
      Schema(zip(names, values).map { Field($0, $1.0) }),
      values.map { type, list in
        Column.concatenating(
          [Column.nulls(type, count: 0)] + (0..<repeats).map { _ in Column(type, list) }, type: type)
      })
    let stored = try archive.store(table, named: "t")
    #expect(try archive.rows(of: stored) == table)
    #expect(try archive.store(table, named: "t") == stored)
    // The night packs large objects afterwards.
    try archive.packLoose()
    #expect(try archive.rows(of: stored) == table)
    #expect(archive.objects().map(\.sha256) == [stored.sha256])
  }

  @Test func `one column with nulls comes back too`() throws {
    let (archive, folder) = archive()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let table = Table(Schema([Field("a", .text)]), [Column(.text, [.null, .text(""), .text("x"), .null])])
    #expect(try archive.rows(of: try archive.store(table, named: "t")) == table)
  }
}
