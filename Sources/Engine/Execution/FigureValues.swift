internal import Tables

/// The values of figures, for expressions over them.
///
/// An expression reads them as columns of one row: `figures.<name>`, `figures.<name>["item"]`, and
/// `previous(figures.<name>)` for the value of the night before.
struct FigureValues {
  private var values: [String: Value] = [:]

  init(previous: [FigureKey: Value]) {
    for (key, value) in previous {
      values[BoundNode.previous(of: BoundNode.figure(key.figure, item: key.item))] = value
    }
  }

  mutating func add(_ result: FigureResult) {
    for item in result.items where (item.item == nil) == (result.figure.by == nil) {
      values[BoundNode.figure(result.figure.name, item: item.item)] = item.value
    }
  }

  /// One row with these columns, which are numbers. An item that no row has is null.
  func row(reading columns: Set<String>) -> Table {
    var table = Table(Schema(), [], rowCount: 1)
    for name in columns.sorted() {
      let value = values[name]?.asNumber.map { Value.number($0) } ?? .null
      table.set(name, .repeating(value, type: .number, count: 1))
    }
    return table
  }
}

extension JobPlan {
  /// Computes all figures, in the order of the job.
  ///
  /// - Parameter count: computes a figure that counts rows.
  func figureResults(
    _ previous: [FigureKey: Value], count: (FigurePlan, FigurePlan.Count) throws -> FigureResult
  ) throws -> [FigureResult] {
    var values = FigureValues(previous: previous)
    let before = Dictionary(grouping: previous.map { (key: $0, value: $1) }, by: \.key.figure)
    var results: [String: FigureResult] = [:]
    for figure in figures.inOrderOfReading.ordered {
      var result =
        switch figure.source {
        case .rows(let rows): try count(figure, rows)
        case .figures(let expression):
          figure.result(
            of: try expression.evaluate(on: values.row(reading: expression.columns), in: constants.zone)
              .value(at: 0), previous: previous)
        }
      if figure.by != nil { result.addGone(before[figure.name] ?? []) }
      values.add(result)
      results[figure.name] = result
    }
    return figures.compactMap { results[$0.name] }
  }
}
