import Diagnostics
import Tables
import TestSupport
import Testing

@testable import Engine

@Suite struct TableComparisonTests {
  private func compare(
    _ old: Table, _ new: Table, key: [String] = ["k"],
    _ tolerance: TableComparison.Tolerance = .init()
  ) throws -> TableComparison {
    try TableComparison(from: old, to: new, key: key, tolerance, in: .utc)
  }

  @Test func `rows are matched by key, whatever their order`() throws {
    let found = try compare(
      Table("k:text n:integer", "a 1", "b 2", "c 3"), Table("k:text n:integer", "c 3", "d 4", "a 5"))
    #expect(found.added == [1])
    #expect(found.removed == [1])
    #expect(found.changed == [.init(old: 0, new: 2, columns: [0])])
    #expect(found.cells(of: found.changed[0]) == [.init(column: "n", old: .integer(1), new: .integer(5))])
    #expect(found.unchanged == 1)
  }

  @Test func `columns that come and go are no changes of rows`() throws {
    let found = try compare(
      Table("k:text gone:text n:integer", "a x 1"), Table("k:text n:number new:date", "a 1 7"))
    #expect(found.changed.isEmpty)
    #expect(found.columnsAdded == [Field("new", .date)])
    #expect(found.columnsRemoved == [Field("gone", .text)])
    #expect(found.columnsRetyped == [.init(name: "n", old: .integer, new: .number)])
    #expect(!found.isEmpty)
  }

  @Test func `a key of another type is compared as a text`() throws {
    let found = try compare(Table("k:integer", "1", "2"), Table("k:text", "2", "3"))
    #expect(found.added == [1])
    #expect(found.removed == [0])
  }

  @Test func `a null and an empty text differ`() throws {
    let found = try compare(Table("k:text t:text", "a -"), Table("k:text t:text", "a ''"))
    #expect(found.changed.count == 1)
  }

  @Test func `noise counts only where it is accepted`() throws {
    let old = Table(
      Schema([Field("k", .text), Field("t", .text), Field("n", .number)]),
      [Column(.text, [.text("a")]), Column(.text, [.text(" Ana  María ")]), Column(.number, [.number(1)])])
    let new = Table(
      Schema([Field("k", .text), Field("t", .text), Field("n", .number)]),
      [Column(.text, [.text("a")]), Column(.text, [.text("ANA maría")]), Column(.number, [.number(1.25)])])
    var tolerance = TableComparison.Tolerance()
    #expect(try compare(old, new, tolerance).changed.first?.columns == [0, 1])
    tolerance.numbers = 0.25
    #expect(try compare(old, new, tolerance).changed.first?.columns == [0])
    tolerance.ignoresCase = true
    #expect(try compare(old, new, tolerance).changed.first?.columns == [0])
    tolerance.ignoresSpaces = true
    #expect(try compare(old, new, tolerance).changed.isEmpty)
    var ignoring = TableComparison.Tolerance()
    ignoring.ignored = ["t", "n"]
    #expect(try compare(old, new, ignoring).isEmpty)
  }

  @Test func `a key that does not identify the rows is an obstacle`() throws {
    let good = Table("k:text", "a", "b")
    #expect(throws: TableComparison.Obstacle.noColumn("x", isOld: true)) {
      try compare(good, good, key: ["x"])
    }
    #expect(
      throws: TableComparison.Obstacle.ambiguous("2 of 2 rows have the same k as another row", isOld: false)
    ) {
      try compare(good, Table("k:text", "a", "a"))
    }
    #expect(throws: TableComparison.Obstacle.ambiguous("1 of 2 rows has no k", isOld: true)) {
      try compare(Table("k:text", "a", "-"), good)
    }
  }

  /// The delta of two random tables, applied to the old one, gives the new one.
  @Test(arguments: 0..<200) func `the delta applied to the old table gives the new one`(_ seed: Int) throws {
    var random = SteadyRandom(seed: seed)
    let old = RandomTable.make(&random)
    let new = RandomTable.make(&random)
    let key = ["k", "l"]
    let delta = try compare(old, new, key: key)

    var rows = RandomTable.byKey(old, key)
    for row in delta.removed { rows[delta.keyValues(row, isOld: true).map(\.messageText)] = nil }
    for row in rows.keys {
      for field in delta.columnsRemoved { rows[row]?[field.name] = nil }
    }
    for change in delta.changed {
      for cell in delta.cells(of: change) {
        let place = delta.keyValues(change.new).map(\.messageText)
        #expect(rows[place]?[cell.column] == cell.old.messageText)
        rows[place]?[cell.column] = cell.new.messageText
      }
    }
    // A delta holds the rows that are new, and the columns that are new in the others.
    let after = RandomTable.byKey(new, key)
    for row in delta.added {
      let place = delta.keyValues(row).map(\.messageText)
      #expect(rows[place] == nil)
      rows[place] = after[place]
    }
    for row in rows.keys {
      for field in delta.columnsAdded { rows[row]?[field.name] = after[row]?[field.name] }
    }
    #expect(rows == after)
    #expect(delta.unchanged == new.rowCount - delta.added.count - delta.changed.count)
  }

  /// Everything that a comparison says, by values.
  private func words(_ compare: () throws -> TableComparison) throws -> [String] {
    do {
      let found = try compare()
      return [
        "\(found.key) \(found.columns) \(found.columnsAdded) \(found.columnsRemoved) \(found.columnsRetyped)",
        "\(found.unchanged) unchanged", "\(found.new.gather(found.added).rows)",
        "\(found.old.gather(found.removed).rows)",
      ] + found.changed.map { "\(found.keyValues($0.new)) \(found.cells(of: $0))" }
    } catch let obstacle as TableComparison.Obstacle {
      return ["\(obstacle)"]
    }
  }

  private func compareStored(
    _ old: Table, _ new: Table, key: [String], parts: Int, most: Int = 1 << 30
  ) throws -> TableComparison {
    var found: TableComparison?
    try withFolder { folder in
      let place = SpillPlace(folder: folder, block: BlockSize(bytes: 64))
      let sizes = StageSizes(block: place.block, partition: 1 << 20, partitions: parts, most: most)
      let stored = try [old, new].map { table in
        var spool = try place.spool()
        try spool.append(table)
        return spool.stored(as: table.schema)
      }
      found = try TableComparison(
        from: stored[0], to: stored[1], key: key, of: "list", in: .utc, (place, sizes))
    }
    return try #require(found)
  }

  @Test(arguments: 0..<200) func `two tables on disk are compared part by part`(_ seed: Int) throws {
    var random = SteadyRandom(seed: seed)
    let (old, new) = (RandomTable.make(&random), RandomTable.make(&random))
    // By one column only, the key identifies some tables and not others.
    for key in [["k", "l"], ["k"], ["l"], ["k", "nowhere"]] {
      let expected = try words { try compare(old, new, key: key) }
      for parts in [1, 3, 17] {
        #expect(try words { try compareStored(old, new, key: key, parts: parts) } == expected)
      }
    }
  }

  @Test func `keys of other types meet in one part`() throws {
    let old = Table("k:integer n:integer", "1 1", "2 2", "3 3", "10 4")
    for new in [
      Table("k:text n:integer", "3 3", "2 5", "4 4"), Table("k:number n:integer", "3 3", "2 5", "4 4"),
    ] {
      let expected = try words { try compare(old, new) }
      #expect(expected.contains("1 unchanged"))
      #expect(try words { try compareStored(old, new, key: ["k"], parts: 17) } == expected)
    }
  }

  @Test func `only rows that differ must fit into memory`() throws {
    func table(_ rows: Range<Int>) -> Table {
      Table(
        Schema([Field("k", .integer), Field("t", .text)]),
        [
          .integer(PlainColumn(rows.map { Int64($0) })),
          .text(TextColumn(rows.map { "the text of row \($0)" })),
        ])
    }
    let found = try compareStored(table(0..<4000), table(5..<4003), key: ["k"], parts: 64, most: 16 << 10)
    #expect(found.removed.count == 5 && found.added.count == 3 && found.unchanged == 3995)
    #expect(found.old.rowCount == 5 && found.new.rowCount == 3)
    let fault = #expect(throws: Diagnostic.self) {
      try compareStored(table(0..<4000), table(4000..<8000), key: ["k"], parts: 64, most: 16 << 10)
    }
    #expect(fault?.code == .tooLarge)
  }

  @Test func `the number of threads changes nothing`() throws {
    let rows = 100_000
    func table(_ shift: Int) -> Table {
      Table(
        Schema([Field("k", .integer), Field("t", .integer)]),
        [
          .integer(PlainColumn((0..<rows).map { Int64(($0 * 7919) % rows + shift) })),
          .integer(PlainColumn((0..<rows).map { Int64($0 % (10 + shift)) })),
        ])
    }
    let (old, new) = (table(0), table(5))
    let found = try [1, 4].map { width in
      try Parallel.$width.withValue(width) { try compare(old, new) }
    }
    #expect(found[0].added == found[1].added)
    #expect(found[0].removed.count == 5)
    #expect(found[0].removed == found[1].removed)
    #expect(found[0].changed == found[1].changed)
  }
}

/// Random tables of few keys, so that rows meet, with columns that come, go and change their type.
private enum RandomTable {
  static func make(_ random: inout SteadyRandom) -> Table {
    var fields = [Field("k", .text), Field("l", Bool.random(using: &random) ? .integer : .number)]
    for name in ["a", "b", "c", "d"] where Int.random(in: 0..<4, using: &random) > 0 {
      fields.append(Field(name, [.text, .integer, .number, .boolean, .date].randomElement(using: &random)!))
    }
    fields.shuffle(using: &random)
    var keys: [(String, Int)] = []
    for k in ["a", "b", "", "É"] {
      for l in 0..<4 where Bool.random(using: &random) { keys.append((k, l)) }
    }
    keys.shuffle(using: &random)
    let columns = fields.map { field in
      Column(
        field.type,
        keys.map { key in
          switch (field.name, field.type) {
          case ("k", _): .text(key.0)
          case ("l", .integer): .integer(Int64(key.1))
          case ("l", _): .number(Double(key.1))
          default: value(field.type, &random)
          }
        })
    }
    return Table(Schema(fields), columns, rowCount: keys.count)
  }

  private static func value(_ type: ColumnType, _ random: inout SteadyRandom) -> Value {
    let number = Int.random(in: -1..<3, using: &random)
    if number < 0 { return .null }
    return switch type {
    case .text: .text(["", "1", "x"][number])
    case .integer: .integer(Int64(number))
    case .number: .number(Double(number))
    case .boolean: .boolean(number == 1)
    case .date, .datetime: .date(Int32(number))
    }
  }

  /// The cells of each row, as texts, by the texts of its key: columns of different types are compared so.
  static func byKey(_ table: Table, _ key: [String]) -> [[String]: [String: String]] {
    let rows = (0..<table.rowCount).map { row in
      let cells = table.schema.names.map { ($0, table.column(named: $0)!.value(at: row).messageText) }
      let named = Dictionary(uniqueKeysWithValues: cells)
      return (key.map { named[$0]! }, named)
    }
    return Dictionary(uniqueKeysWithValues: rows)
  }
}
