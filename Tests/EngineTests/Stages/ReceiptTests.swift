import Diagnostics
import Foundation
import Tables
import TestSupport
import Testing

@testable import Engine

/// Rows that are lost, doubled or changed between two steps are found by their receipts.
@Suite struct ReceiptTests {
  private static let schema = Schema([
    Field("place", .integer), Field("name", .text), Field("share", .number), Field("here", .boolean),
    Field("day", .date), Field("at", .datetime),
  ])

  /// Rows with nulls, empty texts and zeros of both signs.
  private static func table(_ count: Int) -> Table {
    func validity(_ nth: Int) -> Validity { Validity((0..<count).map { $0 % nth != 0 }) }
    let text = TextColumn(
      (0..<count).map { $0 % 5 == 0 ? nil : $0 % 7 == 0 ? "" : "ñandú \($0 % 11)" })
    return Table(
      schema,
      [
        .integer(PlainColumn((0..<count).map { Int64($0) })), .text(text),
        .number(
          PlainColumn((0..<count).map { $0 % 2 == 0 ? -0.0 : 0.1 * Double($0) }, validity: validity(3))),
        .boolean(PlainColumn((0..<count).map { $0 % 2 == 0 }, validity: validity(4))),
        .date(PlainColumn((0..<count).map { Int32($0) }, validity: validity(6))),
        .datetime(PlainColumn((0..<count).map { Int64(-$0) }, validity: validity(2))),
      ], rowCount: count)
  }

  /// Three faults of whatever moves rows.
  private static let faults: [(name: String, words: String, plant: @Sendable (Table) -> Table)] = [
    ("lost", "1 of 100 rows were lost", { $0.gather((0..<100).filter { $0 != 41 }.map { Int32($0) }) }),
    (
      "doubled", "1 rows came besides the 100 that were sent",
      { $0.gather((0..<100).map { Int32($0) } + [41]) }
    ),
    (
      "changed", "the sums of the 100 rows differ",
      { table in
        var table = table
        guard case .number(var shares)? = table.column(named: "share") else { return table }
        shares.values[41] += 1
        table.set("share", .number(shares))
        return table
      }
    ),
  ]

  @Test func `a receipt is that of the rows, not of their order or parts`() {
    let table = Self.table(1000)
    let whole = Receipt(table)
    #expect(whole.rows == 1000)
    #expect(Receipt(table.gather((0..<1000).reversed().map { Int32($0) })) == whole)
    for size in [1, 7, 999] {
      var sum = Receipt()
      for start in stride(from: 0, to: 1000, by: size) {
        sum += Receipt(table.slice(start..<min(1000, start + size)))
      }
      #expect(sum == whole)
    }
    for width in [1, 4] {
      let large = Self.table(200_000)
      #expect(Parallel.$width.withValue(width) { Receipt(large) } == Receipt(large))
    }
    let renamed = Table(Schema(Self.schema.fields.map { Field("c" + $0.name, $0.type) }), table.columns)
    #expect(Receipt(renamed) == whole)
  }

  @Test func `every change of one value gives another receipt`() throws {
    let table = Self.table(60)
    let whole = Receipt(table)
    for name in table.schema.names {
      let column = table.column(named: name)!
      for row in 0..<60 {
        // The value of another row, which may be null.
        var rows = (0..<60).map { Int32($0) }
        rows[row] = Int32((row + 17) % 60)
        let changed = column.gather(rows)
        if changed == column && name != "share" { continue }
        var other = table
        other.set(name, changed)
        let isSame = (0..<60).allSatisfy { "\(changed.value(at: $0))" == "\(column.value(at: $0))" }
        #expect((Receipt(other) == whole) == isSame, "\(name) \(row)")
      }
    }
    func one(_ column: Column) -> Receipt { Receipt(Table(Schema([Field("x", column.type)]), [column])) }
    #expect(one(.number(PlainColumn([0.0]))) != one(.number(PlainColumn([-0.0]))))
    #expect(one(.nulls(.text, count: 1)) != one(.text(TextColumn([""]))))
  }

  @Test func `receipts are sent as JSON`() throws {
    let receipt = Receipt(Self.table(10))
    let back = try JSONDecoder().decode(Receipt.self, from: JSONEncoder().encode(receipt))
    #expect(back == receipt)
  }

  @Test(arguments: faults.indices) func `a part that arrives with a fault is not used`(_ index: Int) throws {
    try withFolder { folder in
      let fault = Self.faults[index]
      var exchange = try RowExchange(
        Table(empty: Self.schema), by: ["name"], for: "step 'group' of table 'made'",
        in: Self.run(in: folder).place, parts: 1)
      try exchange.add(RowFlow(Self.table(100), in: BlockSize(bytes: 300)))
      let part = try #require(try exchange.finished().first)
      let sound = try part.table(for: "step 'group' of table 'made'")
      #expect(sound.rowCount == 100)
      var spool = TableSpool(in: try SpillFile(in: folder), blocksOf: BlockSize(bytes: 300))
      try spool.append(fault.plant(sound))
      let bad = ExchangedPart(rows: spool.stored(as: sound.schema), receipt: part.receipt)
      let found = #expect(throws: Diagnostic.self) { try bad.table(for: "step 'group' of table 'made'") }
      #expect(found?.code == .rowsChanged)
      #expect(
        "\(found!.message)"
          == "rows were lost, doubled or changed on their way, at step 'group' of table 'made'")
      #expect(found?.reason?.hasPrefix(fault.words) == true, "\(found?.reason ?? "")")
    }
  }

  @Test(arguments: faults.indices) func `results with a fault are not merged`(_ index: Int) throws {
    try withFolder { folder in
      var table = Self.table(100)
      table.set(RowPlace.column, RowPlace.numbers(from: 0, count: 100))
      let bad = Self.faults[index].plant(table)
      func merged(_ rows: Table) throws -> Int {
        var spool = TableSpool(in: try SpillFile(in: folder), blocksOf: BlockSize(bytes: 300))
        try spool.append(rows)
        let merge = PlaceMerge([spool.stored(as: rows.schema)], Receipt(table), of: "a step")
        var count = 0
        try merge.flow(rows.slice(0..<0), bytes: 0).each { count += $0.rowCount }
        return count
      }
      let sound = try merged(table)
      #expect(sound == 100)
      let found = #expect(throws: Diagnostic.self) { try merged(bad) }
      #expect(found?.code == .rowsChanged)
    }
  }

  @Test(arguments: faults.indices) func `sorted rows with a fault are not given on`(_ index: Int) throws {
    try withFolder { folder in
      let table = Self.table(100)
      let plan = try PlanTesting.plan(
        "tables: {made: {from: a, steps: [{sort: [name]}]}}\nexports: [{csv: a.csv, table: made}]\ninputs: {a: {file: a.csv}}",
        ["a": Self.schema])
      #expect(plan.mistakes == [])
      guard case .sort(let sort)? = plan.plan.tables.first?.steps.first?.operation else {
        Issue.record("no sort")
        return
      }
      func merged(_ rows: Table) throws -> Int {
        let order = RowOrder(rows, by: sort.by, collate: sort.collate)
        var spool = TableSpool(in: try SpillFile(in: folder), blocksOf: BlockSize(bytes: 300))
        try spool.append(rows.gather(try order.sorted(rowCount: rows.rowCount)))
        let merge = SortMerge(
          [spool.stored(as: rows.schema)], try SortBounds(table, sort, 3), sort, Receipt(table), of: "a step")
        var count = 0
        while let rows = try merge.next() { count += rows.rowCount }
        return count
      }
      let sound = try merged(table)
      #expect(sound == 100)
      let bad = Self.faults[index].plant(table)
      let found = #expect(throws: Diagnostic.self) { try merged(bad) }
      #expect(found?.code == .rowsChanged)
    }
  }

  private static func run(in folder: String) throws -> StageRun {
    let plan = try PlanTesting.plan(
      "inputs: {a: {file: a.csv}}\nexports: [{csv: a.csv, table: a}]", ["a": schema]
    ).plan
    let sizes = StageSizes(block: BlockSize(bytes: 300), partition: 1 << 20, partitions: 1, most: 1 << 30)
    return StageRun(plan, in: folder, sizes)
  }
}
