import Engine
import Foundation
import Ledger
import Tables
import TestSupport
import Testing

@testable import Runner

/// Workbooks of tables on disk have the same bytes as those of tables in memory.
@Suite struct StageWorkbookTests {
  private static let rows = 12_000
  private static let sizes = StageSizes(block: BlockSize(bytes: 8192), partition: 64 << 10, most: 128 << 10)

  /// Values that cells cannot hold, texts that occur again, lines of several heights.
  private static let text: String = {
    var lines = ["id,k,n,x,day,at,note,mail"]
    for row in 0..<rows {
      let note =
        switch row % 7 {
        case 0: ""
        case 1: "\"first line\nsecond line \(row % 11)\""
        case 2:
          "a long text that goes on and on, about nothing in particular, number \(row % 500), to its end"
            .replacing(",", with: ";")
        case 3: "<b> & \(row)"
        default: "note \(row % 900)"
        }
      let n = row % 5000 == 4999 ? "12345678901234567" : row % 13 == 0 ? "" : "\(row % 40)"
      let x = row % 17 == 0 ? "" : "\(Double(row % 1000) / 8)"
      let day = row == 7000 ? "1850-01-01" : "2021-04-\(10 + row % 19)"
      lines.append(
        "\(row),\(row % 50 == 0 ? "rare" : "often"),\(n),\(x),\(day),2021-04-28T10:00:\(10 + row % 50),\(note),"
          + (row % 3 == 0 ? "person\(row)@example.org" : row % 3 == 1 ? "no address" : ""))
    }
    return lines.joined(separator: "\n") + "\n"
  }()

  private func compare(_ exports: String) throws -> (JobRunner.Outcome, JobRunner.Outcome) {
    let job = """
      job: books
      inputs:
        a:
          file: a.csv
          columns:
            id: {type: integer}
            n: {type: integer}
            x: {type: number}
            day: {type: date}
            at: {type: datetime}
      labels: {kinds: {rare: {es: Rara vez}, often: {es: Muchas veces}}}
      tables:
        made: {from: a, steps: [{sort: [-k, id]}]}
      exports:
      \(exports)
      """
    let small = try SmallWorkspace(jobs: ["books": job], inputs: ["a.csv": Self.text])
    defer { small.remove() }
    let memory = small.run(small.jobs[0], small.binding, engine: MemoryEngine())
    try? FileManager.default.removeItem(atPath: small.workspace.exportsFolder)
    var stages: JobRunner.Outcome?
    try withFolder { folder in
      stages = small.run(small.jobs[0], small.binding, engine: StageEngine(folder: folder, sizes: Self.sizes))
      let left = try FileManager.default.contentsOfDirectory(atPath: folder)
      #expect(left.isEmpty)
    }
    let found = try #require(stages)
    #expect(memory.status == .success, "\(memory.run.reason ?? "")")
    #expect(found.status == .success, "\(found.run.reason ?? "")")
    func written(_ outcome: JobRunner.Outcome) -> [String] {
      outcome.run.files.map { "\($0.file) \($0.sha256) \($0.rows) \($0.notices)" }
    }
    #expect(written(found) == written(memory))
    #expect(found.balance.exports == memory.balance.exports)
    return (memory, found)
  }

  @Test func `a sheet of all types of values is written in pieces`() throws {
    let (memory, _) = try compare(
      """
        - workbook: all.xlsx
          sheets:
            - about
            - table: made
              columns:
                id: {label: Number, total: max}
                k: {labels: kinds}
                n: {total: count}
                x: {total: sum, show: bars}
                day: {total: count}
                at: {}
                note: {label: Remarks, width: 30}
                mail: {format: link}
              highlight:
                - {when: "n > 30", style: bad}
                - {when: "x < 3 and k == 'often'", style: muted}
              charts: [{type: column, category: id, values: [x]}]
      """)
    #expect((memory.run.files.first?.notices.count ?? 0) > 2)
  }

  @Test func `all columns of a table are written in pieces in each language`() throws {
    _ = try compare(
      """
        - {workbook: "plain-{language}.xlsx", languages: [es, en], sheets: [{table: made}, {table: made, name: Again}]}
        - {csv: made.csv, table: made}
      """)
  }

  @Test func `books of each value are written in pieces`() throws {
    let (memory, _) = try compare(
      """
        - {workbook: "books/{k}.xlsx", each: {table: made, by: k}, sheets: [about, {table: made}, {table: made, all: true, name: Everybody}]}
        - {csv: "files/{k}.csv", table: made, each: {table: made, by: k}}
      """)
    #expect(memory.run.files.count == 6)
  }
}
