internal import Tables

extension WindowCall {
  /// One value per row, in the table's order.
  func evaluate(
    on table: Table, _ partitioning: Partitioning, _ environment: Environment
  ) throws -> Column {
    let values = try argument?.column(of: table, rows: 0..<table.rowCount, environment)
    switch function {
    case .rowNumber: return numbered(partitioning) { place, start, _ in Int64(place - start + 1) }
    case .rank:
      var first = 0
      return numbered(partitioning) { place, start, beginsPeers in
        if beginsPeers { first = place }
        return Int64(first - start + 1)
      }
    case .denseRank:
      var rank: Int64 = 0
      return numbered(partitioning) { place, start, beginsPeers in
        rank = place == start ? 1 : rank + (beginsPeers ? 1 : 0)
        return rank
      }
    case .lag: return shifted(values!, partitioning, by: -offset)
    case .lead: return shifted(values!, partitioning, by: offset)
    case .runningCount:
      let validity = values?.validity ?? Validity(allValid: table.rowCount)
      var count: Int64 = 0
      return numbered(partitioning) { place, start, _ in
        if place == start { count = 0 }
        if validity[Int(partitioning.rows[place])] { count += 1 }
        return count
      }
    case .runningSum: return try runningSum(values!, table, partitioning, environment)
    }
  }

  /// Computes a value for each row, partition after partition, and stores it at the row's index.
  private func numbered(
    _ partitioning: Partitioning, _ number: (_ place: Int, _ start: Int, _ beginsPeers: Bool) -> Int64
  ) -> Column {
    var results = [Int64](repeating: 0, count: partitioning.rows.count)
    eachPlace(partitioning) { place, start in
      results[Int(partitioning.rows[place])] = number(place, start, partitioning.beginsPeers[place])
    }
    return .integer(PlainColumn(results))
  }

  private func eachPlace(
    _ partitioning: Partitioning, _ body: (_ place: Int, _ start: Int) throws -> Void
  ) rethrows {
    for (start, end) in zip(partitioning.starts, partitioning.starts.dropFirst()) {
      for place in start..<end { try body(place, start) }
    }
  }

  private func shifted(_ column: Column, _ partitioning: Partitioning, by rows: Int64) -> Column {
    var sources = [Int32](repeating: -1, count: partitioning.rows.count)
    for (start, end) in zip(partitioning.starts, partitioning.starts.dropFirst()) {
      for place in start..<end {
        let source = Int64(place).addingReportingOverflow(rows)
        if !source.overflow, source.partialValue >= Int64(start), source.partialValue < Int64(end) {
          sources[Int(partitioning.rows[place])] = partitioning.rows[Int(source.partialValue)]
        }
      }
    }
    return column.gather(sources)
  }

  /// Null before the first value of the partition; a null row has the sum so far.
  private func runningSum(
    _ column: Column, _ table: Table, _ partitioning: Partitioning, _ environment: Environment
  ) throws -> Column {
    let batch = Batch(table: table, rows: 0..<table.rowCount, environment: environment)
    let rows = partitioning.rows
    var isKnown = [Bool](repeating: false, count: rows.count)
    switch column {
    case .integer(let values):
      var sums = [Int64](repeating: 0, count: rows.count)
      var sum: Int64 = 0
      var hasValue = false
      try eachPlace(partitioning) { place, start in
        let row = Int(rows[place])
        if place == start { (sum, hasValue) = (0, false) }
        if values.validity[row] {
          sum = try WindowCall.sum(sum, values.values[row], at: row, in: batch, location)
          hasValue = true
        }
        sums[row] = sum
        isKnown[row] = hasValue
      }
      return .integer(PlainColumn(sums, validity: Validity(isKnown)))
    case .number(let values):
      var sums = [Double](repeating: 0, count: rows.count)
      var sum = RunningSum(of: values)
      var (last, hasValue) = (0.0, false)
      try eachPlace(partitioning) { place, start in
        let row = Int(rows[place])
        if place == start {
          sum.clear()
          (last, hasValue) = (0, false)
        }
        if values.validity[row] {
          last = try WindowCall.finite(sum.adding(values.values[row]), at: row, in: batch, location)
          hasValue = true
        }
        sums[row] = last
        isKnown[row] = hasValue
      }
      return .number(PlainColumn(sums, validity: Validity(isKnown)))
    default: preconditionFailure("a numeric column")
    }
  }
}

/// The exact sum of the numbers so far, rounded at each.
private struct RunningSum {
  private let window: SumWindow?
  private var units: Int128 = 0
  private var exact = ExactSum()

  init(of column: PlainColumn<Double>) { window = SumWindow(column) }

  mutating func clear() {
    units = 0
    if window == nil { exact = ExactSum() }
  }

  mutating func adding(_ number: Double) -> Double {
    if let window {
      units &+= window.units(number)
      return window.number(units)
    }
    exact.add(number)
    return exact.rounded
  }
}
