import Foundation
import Testing

@testable import Runner

/// Files of corrections, as people leave them.
@Suite struct CorrectionLedgerTests {
  private func after(
    _ text: String?, _ entries: [CorrectionLedger.Entry], dropping rows: Set<Int> = []
  ) throws -> String {
    let folder = FileManager.default.temporaryDirectory.appending(path: "ledger-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let workspace = Workspace(root: folder.path)
    if let text {
      try FileManager.default.createDirectory(
        atPath: workspace.correctionsFolder, withIntermediateDirectories: true)
      try Data(text.utf8).write(to: URL(filePath: "\(workspace.correctionsFolder)/j.csv"))
    }
    var ledger = try CorrectionLedger("j.csv", in: workspace)
    for entry in entries { ledger.append(entry) }
    ledger.remove(rows)
    try ledger.write()
    // Not as a string: reading one drops the byte order mark.
    return String(
      decoding: try Data(contentsOf: URL(filePath: "\(workspace.correctionsFolder)/j.csv")), as: UTF8.self)
  }

  private func entry(_ table: String = "t", key: [(String, String)] = [("id", "1")], to: String = "b")
    -> CorrectionLedger.Entry
  {
    CorrectionLedger.Entry(
      table: table, key: key.map { (column: $0.0, text: $0.1) }, column: "c", from: "a", to: to, by: "Ana",
      at: "2021-04-27", why: "", file: "x.xlsx", until: "")
  }

  @Test func `a new file has the key before the columns of every correction`() throws {
    #expect(
      try after(nil, [entry(), entry(to: "two, \"words\"\nand a line")]) == """
        table,id,column,from,to,by,at,why,file,until
        t,1,c,a,b,Ana,2021-04-27,,x.xlsx,
        t,1,c,a,"two, ""words""
        and a line",Ana,2021-04-27,,x.xlsx,

        """)
  }

  @Test func `what people have written stays byte for byte`() throws {
    // Another separator, another order, a column of their own, quotes that are not needed, and no line end.
    let written =
      "\u{FEFF}column;\"to\";from;table;id;remark;by;at;why;file;until\r\n\"c\";z;y;t;7;\"ask; Ana\";;;;;"
    #expect(
      try after(written, [entry(to: "b;b")])
        == written + "\r\nc;\"b;b\";a;t;1;;Ana;2021-04-27;;x.xlsx;\r\n")
  }

  @Test func `a table with another key adds its columns`() throws {
    let written = "table,id,column,from,to,by,at,why,file,until\nt,7,c,y,z,,,,,\n"
    #expect(
      try after(written, [entry("u", key: [("mail", "a@x"), ("day", "2021-04-26")])]) == """
        table,id,mail,day,column,from,to,by,at,why,file,until
        t,7,,,c,y,z,,,,,
        u,,a@x,2021-04-26,c,a,b,Ana,2021-04-27,,x.xlsx,

        """)
  }

  @Test func `only the rows that are named are removed`() throws {
    let written =
      "table,id,column,from,to,by,at,why,file,until\nt,7,c,y,z,,,,,\nt,8,c,y,z,,,,,\nt,9,c,y,z,,,,,\n"
    #expect(
      try after(written, [], dropping: [0, 2])
        == "table,id,column,from,to,by,at,why,file,until\nt,8,c,y,z,,,,,\n")
  }
}
