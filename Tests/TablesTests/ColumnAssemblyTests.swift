import Testing

@testable import Tables

@Suite struct ColumnAssemblyTests {
  private static let types: [ColumnType] = [.text, .integer, .number, .boolean, .date, .datetime]

  private func values(_ type: ColumnType, _ numbers: Range<Int>) -> [Value] {
    numbers.map { number in
      // Runs of nulls and of values, so that some pieces have no null and some nothing else.
      if number / 70 % 3 == 1 || number % 11 == 0 { return .null }
      switch type {
      case .text: return .text(String(repeating: "ñ", count: number % 9))
      case .integer: return .integer(Int64(number))
      case .number: return .number(Double(number) / 3)
      case .boolean: return .boolean(number % 2 == 0)
      case .date: return .date(Int32(number))
      case .datetime: return .datetime(Int64(number) * 1_000_003)
      }
    }
  }

  @Test(arguments: types) func `pieces of any length make the column that they are parts of`(
    type: ColumnType
  ) throws {
    let total = 700
    let all = values(type, 0..<total)
    for length in [1, 3, 63, 64, 65, 200, 700] {
      var assembly = ColumnAssembly(type)
      for start in stride(from: 0, to: total, by: length) {
        let end = min(start + length, total)
        // A guess that is far too low, and one that is right.
        let done = length == 3 ? 1e-3 * Double(end) : Double(end) / Double(total)
        try assembly.append(Column(type, Array(all[start..<end])), done: done)
      }
      #expect((0..<total).map { assembly.whole.value(at: $0) } == all)
      #expect(assembly.whole == Column(type, all))
      #expect(assembly.whole.validity.nullCount == all.count { $0 == .null })
    }
  }

  @Test(arguments: types) func `nothing makes an empty column of its type`(type: ColumnType) {
    #expect(ColumnAssembly(type).whole == Column.nulls(type, count: 0))
  }
}
