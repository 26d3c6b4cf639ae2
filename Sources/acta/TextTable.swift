/// Rows of cells in aligned columns, for terminals.
struct TextTable {
  private var rows: [[String]]
  /// The columns of numbers, which are aligned to the right.
  private let numbers: Set<Int>

  init(_ header: [String], numbers: Set<Int> = []) {
    rows = [header]
    self.numbers = numbers
  }

  mutating func add(_ row: [String]) { rows.append(row) }

  /// The lines, without empty columns and without blanks at their ends.
  var lines: [String] {
    let count = rows.map(\.count).max() ?? 0
    let widths = (0..<count).map { column in
      rows.dropFirst().contains { column < $0.count && !$0[column].isEmpty }
        ? rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0 : 0
    }
    return rows.map { row in
      var line = ""
      for (column, cell) in row.enumerated() where widths[column] > 0 {
        let blanks = String(repeating: " ", count: max(0, widths[column] - cell.count))
        line += (line.isEmpty ? "" : "  ") + (numbers.contains(column) ? blanks + cell : cell + blanks)
      }
      while line.last == " " { line.removeLast() }
      return line
    }
  }
}
