import Diagnostics
import Foundation
import Tables
import TestSupport
import Testing

@Suite struct CSVWritingTests {
  let zone = Zone("America/Santiago")!

  func text(
    _ table: Table, headers: [String]? = nil, _ dialect: CSVDialect = .machines, zone: Zone? = nil
  ) throws -> String {
    String(
      decoding: try CSVWriter.bytes(
        of: table, headers: headers ?? table.schema.names, dialect: dialect, zone: zone ?? self.zone),
      as: UTF8.self)
  }

  func texts(_ values: [String?]) -> Table {
    Table(Schema([Field("t", .text)]), [.text(TextColumn(values))])
  }

  func lines(_ values: [String?], _ dialect: CSVDialect) throws -> [String] {
    try text(texts(values), dialect).components(separatedBy: "\r\n").dropFirst().dropLast().map { $0 }
  }

  @Test func `machines get RFC 4180 with every type in its shortest form`() throws {
    let table = Table(
      Schema([
        Field("text", .text), Field("n", .integer), Field("x", .number), Field("b", .boolean),
        Field("d", .date), Field("t", .datetime),
      ]),
      [
        .text(TextColumn(["Núñez, Ana", "", nil])),
        Column(.integer, [.integer(-7), .integer(.min), .null]),
        Column(.number, [.number(20), .number(0.1), .null]),
        Column(.boolean, [.boolean(true), .boolean(false), .null]),
        Column(.date, [.date(18_743), .date(-719_162), .null]),
        Column(.datetime, [.datetime(1_619_442_000_000_000), .datetime(1_616_677_200_500_000), .null]),
      ])
    #expect(
      try text(table) == """
        text,n,x,b,d,t\r
        "Núñez, Ana",-7,20,true,2021-04-26,2021-04-26T09:00:00-04:00\r
        "",-9223372036854775808,0.1,false,0001-01-01,2021-03-25T10:00:00.5-03:00\r
        ,,,,,\r

        """)
  }

  @Test func `instants in UTC end in Z`() throws {
    let table = Table(Schema([Field("t", .datetime)]), [Column(.datetime, [.datetime(0)])])
    #expect(try text(table, zone: .utc) == "t\r\n1970-01-01T00:00:00Z\r\n")
  }

  @Test func `only what needs quotes is quoted`() throws {
    #expect(
      try lines(["a b", " a", "a;b", "a\"b", "a,b", "a\tb", "'x", "=1+1"], .machines)
        == ["a b", " a", "a;b", "\"a\"\"b\"", "\"a,b\"", "a\tb", "'x", "=1+1"])
    #expect(try text(texts(["a\nb"])) == "t\r\n\"a\nb\"\r\n")
    #expect(try text(texts(["a\rb"])) == "t\r\n\"a\rb\"\r\n")
  }

  @Test func `a header that spreadsheets take for SYLK is quoted`() throws {
    let table = texts(["x"])
    #expect(try text(table, headers: ["ID"]).hasPrefix("\"ID\"\r\n"))
    #expect(try text(table, headers: ["id"]).hasPrefix("id\r\n"))
    #expect(try text(table, headers: ["ID"], .people(language: "es")).hasPrefix("\u{FEFF}\"ID\"\r\n"))
  }

  @Test func `people get their language's separator, marks, dates and truths`() throws {
    let table = Table(
      Schema([Field("x", .number), Field("b", .boolean), Field("d", .date), Field("t", .datetime)]),
      [
        Column(.number, [.number(-1234.5)]), Column(.boolean, [.boolean(true)]),
        Column(.date, [.date(18_743)]), Column(.datetime, [.datetime(1_619_442_000_000_000)]),
      ])
    #expect(
      try text(table, .people(language: "es"))
        == "\u{FEFF}x;b;d;t\r\n-1234,5;VERDADERO;26/04/2021;26/04/2021 09:00:00\r\n")
    #expect(
      try text(table, .people(language: "en"))
        == "\u{FEFF}x,b,d,t\r\n-1234.5,TRUE,2021-04-26,2021-04-26 09:00:00\r\n")
    #expect(try text(table, .people(language: "fr-CA")).contains("-1234,5;VRAI;26/04/2021"))
  }

  @Test(arguments: [
    "=1+1", "+56912345678", "+56 9 1234", "-1+2", "@SUM(A1)", "\tx", "\rx", "'x", "＝1", "007", "0", "1-2",
    "3/4", "22.5", "10:30", "1234567890123456", "12E3", "SEPT2", "mar-3", "2-sept", "abr 2021", "-3,5",
    "5:15PM", "10:30 p. m.", "9 a.m.", "$1", "$1.000", "US$ 20", "€ 5", "5 €", "R$ 5", "5%", "50 %",
    "12 août", "1 févr.",
    "3 déc", "août 2021", "2 março", "12 agosto", "26 de abril", "TRUE", "Falso", "verdadeiro", "#N/A",
    "#REF!", "#¡VALOR!",
    " 007",
    "\u{A0}007", "007 ", " 5", " =1+1", "\u{200B}=1+1", "\u{202E}@x", "\u{2009}-1+2", "1\u{A0}234", "x;=1+1",
    "x, +1 y",
    "Lima\t@SUM(A1)", "x;\u{200B}=1+1", "x,\u{A0}\u{200E}@y", "x;-1+cmd", "\u{2800}=1", "\u{115F}=1",
    "\u{FE0F}=1", "1-1", "06-8108", "6, 2, 3", "abril de 2021", "%5", "% 50",
  ])
  func `a text that a spreadsheet would change opens as a text and can be had back`(_ original: String) throws
  {
    // A lone zero is a whole number that opens as itself.
    if original == "0" {
      #expect(try lines([original], .people(language: "es")) == ["0"])
      return
    }
    let quoted = "\"'" + original.replacingOccurrences(of: "\"", with: "\"\"") + "\""
    #expect(try text(texts([original]), .people(language: "es")) == "\u{FEFF}t\r\n\(quoted)\r\n")
    #expect(try lines([original], .machines).first?.hasPrefix("'") == original.hasPrefix("'"))
  }

  @Test(arguments: [
    "Ana", "-5", "12", "Área 1", "2021", "Marta 3", "A1", "1ª sesión", "5 personas", "(sin dato)",
    "Fabio", "Verdad", "Ana, Eva", "Ana, Áurea", "Lima, - Quito", "#acta", "a#b", "5 marineros",
    "$ por persona", "100% seguro",
    "Mar Rojo",
    "Mayo", "a = b", "10 am a 11 am, sala 2",
  ])
  func `a text that opens as itself is left alone`(_ original: String) throws {
    #expect(try lines([original], .people(language: "es")) == [original])
  }

  @Test func `negative numbers keep their sign, long integers their digits`() throws {
    let table = Table(
      Schema([Field("n", .integer)]),
      [Column(.integer, [.integer(-5), .integer(999_999_999_999_999), .integer(1_000_000_000_000_000)])])
    #expect(
      try text(table, .people(language: "es"))
        == "\u{FEFF}n\r\n-5\r\n999999999999999\r\n'1000000000000000\r\n")
  }

  @Test func `many rows come out in order, plain and compressed`() throws {
    let count = 200_000
    let table = Table(
      Schema([Field("n", .integer)]), [.integer(PlainColumn((0..<count).map { Int64($0) }))])
    let expected = "n\r\n" + (0..<count).map { "\($0)\r\n" }.joined()
    #expect(try text(table) == expected)
    let packed = try CSVWriter.bytes(
      of: table, headers: ["n"], dialect: .machines, zone: zone, compressed: true)
    #expect(try String(decoding: gunzipped(packed), as: UTF8.self) == expected)
    // No time, no name, Unix.
    #expect(Array(packed.prefix(10)) == [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3])
    #expect(packed.count < expected.utf8.count / 3)
  }

  @Test(arguments: [false, true])
  func `the fingerprint is that of the file`(_ compressed: Bool) throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "acta-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    for count in [0, 1, 200_000] {
      let table = Table(
        Schema([Field("n", .integer)]), [.integer(PlainColumn((0..<count).map { Int64($0) }))])
      let fingerprint = try CSVWriter.writeFingerprinted(
        table, headers: ["n"], to: path, dialect: .machines, zone: zone, compressed: compressed)
      #expect(try fingerprint == FileFingerprint(of: InputFile(path: path, displayName: path)))
      let bytes = try CSVWriter.bytes(
        of: table, headers: ["n"], dialect: .machines, zone: zone, compressed: compressed)
      #expect(try Array(Data(contentsOf: URL(fileURLWithPath: path))) == bytes)
    }
  }

  @Test func `a table without rows has its header`() throws {
    let table = Table(empty: Schema([Field("a", .text), Field("b", .date)]))
    #expect(try text(table) == "a,b\r\n")
    let packed = try CSVWriter.bytes(
      of: table, headers: ["a", "b"], dialect: .machines, zone: zone, compressed: true)
    #expect(try gunzipped(packed) == Array("a,b\r\n".utf8))
  }

  @Test func `a file that cannot be made is named with the reason`() {
    let error = #expect(throws: Diagnostic.self) {
      try CSVWriter.write(
        texts(["x"]), headers: ["t"], to: "/nowhere/at/all.csv", dialect: .machines, zone: zone)
    }
    #expect(error?.message.description == "cannot write '/nowhere/at/all.csv'")
    #expect(error?.reason == "no such file or directory")
  }

  @Test(arguments: [(1, false), (1, true), (500_000, false), (500_000, true)])
  func `a full disk is an error`(_ rows: Int, _ compressed: Bool) {
    let table = Table(
      Schema([Field("n", .integer)]), [.integer(PlainColumn((0..<rows).map { Int64($0) }))])
    let error = #expect(throws: Diagnostic.self) {
      _ = try CSVWriter.writeFingerprinted(
        table, headers: ["n"], to: "/dev/full", dialect: .machines, zone: zone, compressed: compressed)
    }
    #expect(error?.message.description == "cannot write '/dev/full'")
    #expect(error?.reason == "no space left on device")
    #expect(error?.hint == "free some space on the disk and run again")
  }
}
