import Diagnostics
import Tables
import Testing

@testable import Engine

/// Steps that multiply rows say so before they make them.
@Suite struct RowRoomTests {
  /// A list in which all rows have the same key.
  private static func rows(_ count: Int) -> Table {
    Table(
      Schema([Field("k", .integer), Field("t", .text)]),
      [
        .integer(PlainColumn([Int64](repeating: 1, count: count))),
        .text(TextColumn([String?](repeating: "a;b", count: count))),
      ], rowCount: count)
  }

  private func message(
    _ step: String, rows: Int, left: Int? = nil, asked: (@Sendable () -> Void)? = nil
  ) throws -> String? {
    let sections = """
      inputs: {given: {file: g.csv}, other: {file: o.csv}}
      tables: {made: {from: given, steps: [{\(step)}]}}
      exports: [{csv: made.csv, table: made}]
      """
    let table = RowRoomTests.rows(rows)
    let (plan, mistakes) = try PlanTesting.plan(sections, ["given": table.schema, "other": table.schema])
    #expect(mistakes == [])
    let data = InputData(
      table: table, rejects: Table(empty: ReadingResult.rejectSchema), rowsFound: rows, modified: nil)
    var inputs = ["given": data, "other": data]
    let engine = MemoryEngine(
      room: RowRoom {
        asked?()
        return left
      })
    do {
      _ = try engine.run(plan, inputs: &inputs, languages: ["en"])
      return nil
    } catch let diagnostic as Diagnostic {
      #expect(diagnostic.code == .tooLarge)
      return "\(diagnostic.message): \(diagnostic.reason ?? "")"
    }
  }

  @Test func `a join that would make more rows than can be numbered is refused before it makes them`() throws
  {
    for kind in ["left", "inner", "full"] {
      let found = try message(
        "join: {with: other, on: [k], kind: \(kind), columns: [], expect: many}", rows: 50_000)
      #expect(found == "join with 'other' would make 2500000000 rows: a table has at most 2147483647")
    }
  }

  @Test func `a join of which only one row may match lists no pairs before it says so`() throws {
    let table = RowRoomTests.rows(50_000)
    #expect {
      try StepResult("join: {with: other, on: [k], columns: []}", of: table, ["other": table])
    } throws: { ($0 as? Diagnostic)?.code == .joinMultiplies }
  }

  @Test(
    arguments: [
      ("join: {with: other, on: [k], columns: [], expect: many}", "join with 'other'", 2_000, 4_000_000),
      ("union: {with: [other]}", "union with 'other'", 1_600_000, 3_200_000),
      ("unpivot: {columns: [k], name: n, value: v}", "unpivot", 2_800_000, 2_800_000),
      ("explode: {column: t, separator: ';'}", "explode of 't'", 2_200_000, 4_400_000),
    ])
  func `rows for which there is no memory are not made`(
    _ step: String, _ name: String, _ count: Int, _ made: Int
  ) throws {
    let found = try message(step, rows: count, left: 8 << 20)
    #expect(found?.hasPrefix("\(name) would make \(made) rows: they take about ") == true)
    #expect(found?.hasSuffix(" MB of memory, and 8 MB are left") == true)
    #expect(try message(step, rows: 400, left: 8 << 20) == nil)
  }

  @Test func `a pivot makes as many columns as a sheet has, and not more than there is memory for`() throws {
    func pivot(_ count: Int, left: Int) throws -> String {
      let numbers = (0..<Int64(count)).map { $0 }
      let table = Table(
        Schema([Field("x", .integer), Field("y", .integer)]),
        [.integer(PlainColumn(numbers)), .integer(PlainColumn(numbers))], rowCount: count)
      let (plan, _) = try PlanTesting.plan(
        """
        inputs: {given: {file: g.csv}}
        tables: {made: {from: given, steps: [{pivot: {rows: [y], column: x, value: count()}}]}}
        exports: [{csv: made.csv, table: made}]
        """, ["given": table.schema])
      var inputs = [
        "given": InputData(
          table: table, rejects: Table(empty: ReadingResult.rejectSchema), rowsFound: count, modified: nil)
      ]
      do {
        _ = try MemoryEngine(room: RowRoom { left }).run(plan, inputs: &inputs, languages: ["en"])
        return "made"
      } catch let diagnostic as Diagnostic {
        return "\(diagnostic.message)"
      }
    }
    #expect(try pivot(16_385, left: 1 << 40) == "pivot by 'x' would make 16385 columns")
    #expect(try pivot(4_000, left: 100 << 20) == "pivot by 'x' would make 4000 rows")
    #expect(try pivot(200, left: 0) == "made")
  }

  @Test func `small results ask nobody`() throws {
    #expect(
      try message("union: {with: [other]}", rows: 10_000, left: 0) { Issue.record("asked") } == nil)
  }
}
