import Testing

@testable import Tables

@Suite struct RejectedRowsTests {
  /// The rejects of a file; some of them were corrected and are rejects all the same.
  private func file(_ name: String, rejects: Int, corrected: Set<Int>) -> FileRows {
    var rows = FileRows(
      report: FileReport(
        file: name, bytes: 0, sha256: "", rows: rejects, rejected: rejects, format: .csv, modified: 0))
    rows.specs = [ColumnSpec("day", .date, source: 0, zone: .utc)]
    rows.rejects = (0..<rejects).map { number in
      var reject = Reject(
        line: number + 2, column: "day", code: .date, reason: "it is no date", raw: "\(name) \(number)")
      reject.fields = ["\(number)"]
      if corrected.contains(number) { reject.corrections = [number] }
      return reject
    }
    return rows
  }

  @Test func `corrected rejects of later files are kept, wherever the first ones end`() {
    var rows = RejectedRows()
    rows.add(file("a.csv", rejects: 4_000, corrected: [3_999]))
    rows.add(file("b.csv", rejects: 4_000, corrected: [10, 1_500, 3_999]))
    rows.add(file("c.csv", rejects: 6_000, corrected: [0, 5_500]))
    #expect(rows.rows.count == RejectedRows.most + 4)
    let corrected = rows.rows.filter { !$0.corrections.isEmpty }.map(\.raw)
    #expect(
      corrected == ["a.csv 3999", "b.csv 10", "b.csv 1500", "b.csv 3999", "c.csv 0", "c.csv 5500"])
  }

  @Test func `rows that are read after their corrections take no place of the first ones`() {
    var rows = RejectedRows()
    var first = file("a.csv", rejects: 0, corrected: [])
    first.corrected = file("a.csv", rejects: 3_000, corrected: Set(0..<3_000)).rejects
    rows.add(first)
    rows.add(file("b.csv", rejects: 4_000, corrected: []))
    #expect(rows.rows.count { !$0.isRead } == 4_000)
  }
}
