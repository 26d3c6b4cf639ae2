/// The points of a chart, in the order in which it draws them.
struct ChartData {
  var categories: [ChartDrawing.Value]
  /// By series.
  var values: [[ChartDrawing.Value]]
  /// Whether these are rows of the table as they stand, so that the chart can draw its cells.
  var isOfTable = true
  /// Whether the last point sums up others.
  private(set) var hasRest = false

  /// The number of slices beyond which a pie has one for the rest, unless the job says.
  private static let mostSlices = 6

  /// - Parameter rest: the label of the point that sums up `{n}` others.
  init(
    _ chart: TableSheetDocument.SheetChart, categories: [ChartDrawing.Value],
    values: [[ChartDrawing.Value]], rest: String
  ) {
    self.categories = categories
    self.values = values
    if chart.isByValue { order(by: rank()) }
    let most = chart.rest ?? (chart.kind.isRound ? ChartData.mostSlices : nil)
    // A single point beyond has the room that the rest would take.
    if let most, categories.count > most + 1 { sumUp(beyond: most, rest) }
  }

  /// The points by the value of the first series, the largest first; equal ones in their order.
  private func rank() -> [Int] {
    categories.indices.sorted { a, b in
      let (first, second) = (values[0][a].number ?? -.infinity, values[0][b].number ?? -.infinity)
      return first != second ? first > second : a < b
    }
  }

  private mutating func order(by rows: [Int]) {
    if rows.elementsEqual(categories.indices) { return }
    categories = rows.map { categories[$0] }
    values = values.map { series in rows.map { series[$0] } }
    isOfTable = false
  }

  /// Keeps the points with the largest values, in their order, and makes one of the others.
  private mutating func sumUp(beyond most: Int, _ rest: String) {
    let ranked = rank()
    let kept = ranked.prefix(most).sorted()
    let others = ranked.dropFirst(most)
    let sums = values.map { series in
      others.reduce(0.0) { $0 + (series[$1].number ?? 0) }
    }
    categories = kept.map { categories[$0] } + [.text(rest.replacing("{n}", with: String(others.count)))]
    values = zip(values, sums).map { series, sum in kept.map { series[$0] } + [.number(sum)] }
    hasRest = true
    isOfTable = false
  }
}

extension ChartDrawing.Value {
  var number: Double? { if case .number(let value) = self { value } else { nil } }
}
