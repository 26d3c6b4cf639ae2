internal import Diagnostics
internal import Tables

/// Some rows of a partition in its order, with rows around them.
struct WindowPiece {
  /// The rows themselves.
  let rows: Table
  /// Rows before them, the rows, and rows behind them.
  let around: Table
  /// The number of rows before them.
  let before: Int
  /// For each row, whether its order keys differ from those of the row before it; true for the first row of all.
  let beginsPeers: [Bool]
}

/// A window function over the rows of one partition, which come piece by piece: what it remembers is one number.
struct WindowState {
  let call: WindowCall
  private var place: Int64 = 0
  private var rank: Int64 = 0
  private var count: Int64 = 0
  private var integers: Int64 = 0
  private var numbers = ExactSum()
  private var last = 0.0
  private var hasValue = false

  init(_ call: WindowCall) { self.call = call }

  /// One value per row of the piece.
  mutating func next(_ piece: WindowPiece, _ environment: Environment) throws -> Column {
    let rows = piece.rows.rowCount
    func argument(of table: Table) throws -> Column? {
      try call.argument?.column(of: table, rows: 0..<table.rowCount, environment)
    }
    switch call.function {
    case .rowNumber, .rank, .denseRank: return ranked(piece.beginsPeers)
    case .lag, .lead:
      let values = try argument(of: piece.around)!
      let offset = call.function == .lag ? -call.offset : call.offset
      return values.gather(
        (0..<rows).map { row in
          let (source, overflow) = Int64(piece.before + row).addingReportingOverflow(offset)
          return !overflow && source >= 0 && source < Int64(values.count) ? Int32(source) : -1
        })
    case .runningCount:
      let values = try argument(of: piece.rows)
      var counts: [Int64] = []
      counts.reserveCapacity(rows)
      for row in 0..<rows {
        if values?.validity[row] ?? true { count += 1 }
        counts.append(count)
      }
      return .integer(PlainColumn(counts))
    case .runningSum: return try summed(argument(of: piece.rows)!, piece.rows, environment)
    }
  }

  private mutating func ranked(_ beginsPeers: [Bool]) -> Column {
    var numbers: [Int64] = []
    numbers.reserveCapacity(beginsPeers.count)
    for begins in beginsPeers {
      place += 1
      switch call.function {
      case .rank: if begins { rank = place }
      case .denseRank: if begins { rank += 1 }
      default: rank = place
      }
      numbers.append(rank)
    }
    return .integer(PlainColumn(numbers))
  }

  private mutating func summed(
    _ column: Column, _ rows: Table, _ environment: Environment
  ) throws -> Column {
    let batch = Batch(table: rows, rows: 0..<rows.rowCount, environment: environment)
    var isKnown: [Bool] = []
    isKnown.reserveCapacity(rows.rowCount)
    switch column {
    case .integer(let values):
      var sums: [Int64] = []
      sums.reserveCapacity(rows.rowCount)
      for row in 0..<values.count {
        if values.validity[row] {
          integers = try WindowCall.sum(integers, values.values[row], at: row, in: batch, call.location)
          hasValue = true
        }
        sums.append(integers)
        isKnown.append(hasValue)
      }
      return .integer(PlainColumn(sums, validity: Validity(isKnown)))
    case .number(let values):
      var sums: [Double] = []
      sums.reserveCapacity(rows.rowCount)
      for row in 0..<values.count {
        if values.validity[row] {
          numbers.add(values.values[row])
          last = try WindowCall.finite(numbers.rounded, at: row, in: batch, call.location)
          hasValue = true
        }
        sums.append(last)
        isKnown.append(hasValue)
      }
      return .number(PlainColumn(sums, validity: Validity(isKnown)))
    default: preconditionFailure("a numeric column")
    }
  }
}

extension WindowCall {
  /// The next running sum of integers.
  /// - Throws: a diagnostic that names the row if it does not fit.
  static func sum(
    _ sum: Int64, _ value: Int64, at row: Int, in batch: Batch, _ location: SourceLocation
  ) throws -> Int64 {
    let (next, overflow) = sum.addingReportingOverflow(value)
    guard !overflow else {
      throw batch.failure(
        "integer overflow", at: row, location, reason: "\(sum) + \(value) does not fit in an integer",
        hint: "calculate with number(x)")
    }
    return next
  }

  /// A running sum of numbers.
  /// - Throws: a diagnostic that names the row if it is infinite.
  static func finite(
    _ sum: Double, at row: Int, in batch: Batch, _ location: SourceLocation
  ) throws -> Double {
    guard sum.isFinite else {
      throw batch.failure(
        "number overflow", at: row, location,
        reason: "the sum exceeds the largest number, about 1.8e+308")
    }
    return sum
  }
}
