/// The charts of one workbook: the colours that they share, and the data that no table has.
struct BookCharts {
  /// The rows of a chart that does not draw those of a table as they are.
  struct Data {
    var headers: [String]
    /// By column; the first are the categories.
    var columns: [[ChartDrawing.Value]]
    /// The number format of each column.
    var formats: [String]
  }

  private var colors: [String: Int] = [:]
  private var data: [Data] = []
  private(set) var sheetName: String?

  /// The colours of labels in one chart: the same label has the same colour in the whole book, as long as there are
  /// enough, and no two labels of a chart have one colour before all are used. New labels take the first colours that
  /// are free in their chart, so that a chart of its own begins as any other.
  mutating func colors(of labels: [String]) -> [UInt32] {
    let palette = WorkbookLook.series
    let known = Set(labels.compactMap { colors[$0] })
    var used: Set<Int> = []
    return labels.enumerated().map { index, label in
      var place = colors[label]
      if place.map(used.contains) ?? true {
        let free = palette.indices.filter { !used.contains($0) }
        place = free.first { !known.contains($0) } ?? free.first ?? index % palette.count
      }
      let color = place ?? 0
      used.insert(color)
      if colors[label] == nil { colors[label] = color }
      return palette[color]
    }
  }

  /// Keeps data for the hidden sheet.
  /// - Returns: the name of the sheet and the first column of the data.
  mutating func keep(_ kept: Data, names: inout SheetNames, words: WriterWords) -> (
    sheet: String, column: Int
  ) {
    let name = sheetName ?? names.unique(words.chartData)
    sheetName = name
    let column = data.reduce(0) { $0 + $1.columns.count + 1 }
    data.append(kept)
    return (name, column)
  }

  /// Writes the hidden sheet, if any chart needs it.
  func write(to workbook: inout Workbook) throws {
    guard let sheetName else { return }
    let sheet = try workbook.addSheet(named: sheetName)
    workbook.hide(sheet)
    var first = 0
    for part in data {
      for (column, values) in part.columns.enumerated() {
        try workbook.write(text: part.headers[column], sheet, row: 0, column: first + column, nil)
        let style = try workbook.style(CellStyle(numberFormat: part.formats[column]))
        for (row, value) in values.enumerated() {
          switch value {
          case .text(let text):
            try workbook.write(text: text, sheet, row: row + 1, column: first + column, nil)
          case .number(let number):
            try workbook.write(number: number, sheet, row: row + 1, column: first + column, style)
          case .empty: break
          }
        }
      }
      first += part.columns.count + 1
    }
  }
}
