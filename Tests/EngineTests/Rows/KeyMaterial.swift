import Tables
import TestSupport

/// Random columns, the same ones in every run, and plain answers about their rows.
struct KeyMaterial: RandomNumberGenerator {
  private var random: SteadyRandom

  init(seed: Int) { random = SteadyRandom(seed: seed) }

  mutating func next() -> UInt64 { random.next() }

  /// - Parameter variety: about how many values there are; near rows have the same ones more often.
  mutating func column(_ type: ColumnType, rows: Int, variety: Int, nulls: Bool = true) -> Column {
    let hasNulls = nulls && Bool.random(using: &self)
    var last = 0
    return Column(
      type,
      (0..<rows).map { _ in
        if Int.random(in: 0..<3, using: &self) > 0 { last = Int.random(in: 0..<variety, using: &self) }
        return hasNulls && Int.random(in: 0..<9, using: &self) == 0 ? .null : value(type, last)
      })
  }

  private func value(_ type: ColumnType, _ number: Int) -> Value {
    switch type {
    case .text: .text(text(number))
    case .integer: .integer([.max, .min, -1][safe: number] ?? Int64(number))
    case .number: .number([0.0, -0.0, -.infinity, .infinity][safe: number] ?? Double(number) / 3)
    case .boolean: .boolean(number % 2 == 0)
    case .date: .date(Int32(number) - 3)
    case .datetime: .datetime(Int64(number) << 33)
    }
  }

  /// Empty, ending in zero bytes, and the longer ones alike in the beginning.
  private func text(_ number: Int) -> String {
    let ends = ["", "\0", "\0\0", "a", "é", "persona", "persona.", "persona.0"]
    return ends[safe: number] ?? "persona.\(number / 3 * 1_000_003)@example.org\(number % 3)"
  }
}

extension Array {
  fileprivate subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}

/// What the engine's index and order say of rows, found out one row at a time.
enum KeyTwin {
  static func keys(_ columns: [Column], _ rowCount: Int) -> [[Value]] {
    (0..<rowCount).map { row in columns.map { $0.value(at: row) } }
  }

  static func grouping(_ keys: [[Value]]) -> (groupOf: [Int32], firstRows: [Int32]) {
    var numbers: [[Value]: Int32] = [:]
    var firstRows: [Int32] = []
    let groupOf = keys.enumerated().map { row, key in
      if let number = numbers[key] { return number }
      numbers[key] = Int32(firstRows.count)
      firstRows.append(Int32(row))
      return Int32(firstRows.count - 1)
    }
    return (groupOf, firstRows)
  }

  static func matches(_ keys: [[Value]], among others: [[Value]]) -> [Int32] {
    let (groupOf, firstRows) = grouping(others)
    let numbers = Dictionary(zip(others, groupOf), uniquingKeysWith: { first, _ in first })
    return keys.map { key in
      key.contains(.null) ? -1 : numbers[key].map { firstRows[Int($0)] } ?? -1
    }
  }

  static func sorted(_ keys: [[Value]], descending: [Bool]) -> [Int32] {
    (0..<keys.count).sorted { a, b in
      for (place, isDescending) in descending.enumerated() {
        let (x, y) = (keys[a][place], keys[b][place])
        if x == y { continue }
        if x == .null || y == .null { return y == .null }
        return precedes(x, y) != isDescending
      }
      return a < b
    }.map { Int32($0) }
  }

  private static func precedes(_ a: Value, _ b: Value) -> Bool {
    switch (a, b) {
    case (.text(let x), .text(let y)): x.utf8.lexicographicallyPrecedes(y.utf8)
    case (.integer(let x), .integer(let y)), (.datetime(let x), .datetime(let y)): x < y
    case (.number(let x), .number(let y)): x < y
    case (.boolean(let x), .boolean(let y)): !x && y
    case (.date(let x), .date(let y)): x < y
    default: preconditionFailure("values of one type")
    }
  }
}
