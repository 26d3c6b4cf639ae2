import Formats
import Tables
import TestSupport
import Testing
import Workbooks

@testable import Runner

/// Rows that are found by what cells show, beside a comparison of each with each.
@Suite struct SentRowsTests {
  private static let zone = Zone("America/Santiago")!
  private static let reading = ReturnedValue(language: WrittenLanguage("es"), zone: zone)

  private static func sheet(_ columns: [Column], choices: Column? = nil) -> HandedOutSheet {
    let rows = columns[0].count
    return HandedOutSheet(
      table: "t", key: ["c0"],
      columns: columns.enumerated().map { place, column in
        HandedOutSheet.SheetColumn(
          name: "c\(place)", header: "C\(place)", isEditable: false, values: column, shown: column,
          meanings: [:], choices: choices)
      }, language: WrittenLanguage("es"), zone: zone,
      document: WorkbookDocument(title: "", subject: "", created: 0, zone: zone, language: "es"),
      keys: (0..<rows).map { ["\($0)"] }, keysOfCorrections: (0..<rows).map { _ in [] })
  }

  private static func column(_ type: ColumnType, _ count: Int, _ random: inout SteadyRandom) -> Column {
    Column(type, (0..<count).map { _ in value(type, &random) })
  }

  private static func value(_ type: ColumnType, _ random: inout SteadyRandom) -> Value {
    if random.chance(10) { return .null }
    let number = Int.random(in: -3...12, using: &random)
    switch type {
    case .text:
      return .text(["a", "", " ", "'7", "007", "7", "7.0", "x y", "a\r\nb", "FALSO", "-3"][abs(number) % 11])
    case .integer: return .integer(random.chance(10) ? 9_007_199_254_740_993 : Int64(number))
    case .number: return .number(Double(number) / 3 * (random.chance(10) ? 1e15 : 1))
    case .boolean: return .boolean(number % 2 == 0)
    case .date: return .date(Int32(18_740 + number))
    case .datetime: return .datetime((18_740 * 86_400 + Int64(number) * 1800) * 1_000_000)
    }
  }

  /// As a program may write a value, or another one.
  private static func cell(_ value: Value, _ random: inout SteadyRandom) -> ReturnedFile.Cell? {
    let kinds: [ReturnedFile.Kind] = [.text, .written, .number, .boolean, .date, .datetime, .unreadable]
    let kind = kinds[Int.random(in: 0..<kinds.count, using: &random)]
    switch value {
    case .null: return random.chance(50) ? nil : ReturnedFile.Cell(" ", kind)
    case .number(let number) where random.chance(50):
      return ReturnedFile.Cell("\((number * 100).rounded() / 100)".replacing(".", with: ","), .written)
    case .date(let days) where random.chance(50): return ReturnedFile.Cell("\(Int(days) + 25_569)", .number)
    default: return ReturnedFile.Cell(value.text(in: zone), kind)
    }
  }

  @Test(arguments: 0..<60) func `the same rows are found as by comparing all`(_ seed: Int) {
    var random = SteadyRandom(seed: seed)
    let types = ColumnType.allCases
    let chosen = (0..<Int.random(in: 1...3, using: &random)).map { _ in
      types[Int.random(in: 0..<types.count, using: &random)]
    }
    let columns = chosen.map { Self.column($0, 40, &random) }
    let search = SentRows(Self.sheet(columns), Self.reading)
    for _ in 0..<40 {
      let cells = columns.indices.map { place in
        (
          place: place,
          cell: Self.cell(columns[place].value(at: Int.random(in: 0..<40, using: &random)), &random)
        )
      }
      let expected = (0..<40).filter { row in
        cells.allSatisfy { Self.reading.isSame($0.cell, columns[$0.place].value(at: row)) }
      }
      #expect(search.rows(like: cells, most: .max) == expected, "\(chosen) \(cells)")
      #expect(search.rows(like: cells, most: 1) == Array(expected.prefix(1)))
    }
  }

  /// A book in which somebody changed every format: 4000 rows took 16 million comparisons.
  @Test func `the work grows with the rows, not with their square`() {
    let count = 4000
    let names = Column(.text, (0..<count).map { .text("name \($0)") })
    let numbers = Column(.number, (0..<count).map { .number(Double($0 % 7)) })
    let search = SentRows(Self.sheet([names, numbers]), Self.reading)
    for row in 0..<count {
      let cells: [(place: Int, cell: ReturnedFile.Cell?)] = [
        (0, ReturnedFile.Cell("name \(row)", .text)), (1, ReturnedFile.Cell("\(row % 7) kg", .text)),
      ]
      #expect(search.rows(like: cells, most: 2).isEmpty)
      #expect(search.rows(like: [cells[0]], most: 2) == [row])
    }
    #expect(search.comparisons <= 2 * count)
  }

  @Test(arguments: ColumnType.allCases)
  func `a cell has a value of the list if it shows one of them`(_ type: ColumnType) {
    for seed in 0..<20 {
      var random = SteadyRandom(seed: seed)
      let list = Self.column(type, 8, &random)
      let search = SentRows(Self.sheet([Self.column(type, 1, &random)], choices: list), Self.reading)
      for _ in 0..<40 {
        let cell = Self.cell(Self.value(type, &random), &random)
        let isBlank = cell.map { ReturnedValue.isBlank($0.text) } ?? true
        let isListed = (0..<8).contains { Self.reading.isSame(cell, list.value(at: $0)) }
        let hasChoice = search.hasChoice(cell, at: 0)
        #expect(hasChoice == (isBlank || isListed), "\(String(describing: cell))")
      }
    }
  }

  @Test func `a long list is not gone through for each cell`() {
    let count = 4000
    let list = Column(.text, (0..<count).map { .text("choice \($0)") })
    let search = SentRows(Self.sheet([list], choices: list), Self.reading)
    let cells = (0..<count).map { ReturnedFile.Cell("choice \($0)", .text) }
    let found = cells.count { search.hasChoice($0, at: 0) }
    #expect(found == count)
    let isOther = search.hasChoice(ReturnedFile.Cell("another", .text), at: 0)
    #expect(!isOther)
    #expect(search.comparisons <= 2 * count)
  }
}
