internal import Diagnostics
internal import Tables

/// `+ - * / %` and unary minus. Overflow of an integer, or an infinite number, is an error of the row;
/// division by zero gives null.
enum ArithmeticKernels {
  static func compute(
    _ operation: ArithmeticOperator, _ left: Operand, _ right: Operand, _ batch: Batch,
    _ location: SourceLocation
  ) throws -> Operand {
    switch (left, right) {
    case (.integer(let a), .integer(let b)):
      return .integer(try integers(operation, a, b, batch, location))
    case (.number(let a), .number(let b)):
      return .number(try numbers(operation, a, b, batch, location))
    default: preconditionFailure("operands of one numeric type")
    }
  }

  static func negate(_ operand: Operand, _ batch: Batch, _ location: SourceLocation) throws -> Operand {
    switch operand {
    case .integer(let vector):
      var overflow = false
      let result = vector.map { value -> Int64 in
        overflow = overflow || value == .min
        return 0 &- value
      }
      if overflow {
        try rejectFirst(vector, batch, location, where: { $0 == .min }) { "-(\($0))" }
      }
      return .integer(result)
    case .number(let vector):
      // `0 - x` avoids a negative zero.
      return .number(vector.map { 0 - $0 })
    default: preconditionFailure("a numeric operand")
    }
  }

  private static func integers(
    _ operation: ArithmeticOperator, _ a: PlainVector<Int64>, _ b: PlainVector<Int64>, _ batch: Batch,
    _ location: SourceLocation
  ) throws -> PlainVector<Int64> {
    var overflow = false
    let result: PlainVector<Int64>
    switch operation {
    case .add:
      result = a.combined(with: b) { x, y in
        let (sum, isTooLarge) = x.addingReportingOverflow(y)
        overflow = overflow || isTooLarge
        return sum
      }
    case .subtract:
      result = a.combined(with: b) { x, y in
        let (difference, isTooLarge) = x.subtractingReportingOverflow(y)
        overflow = overflow || isTooLarge
        return difference
      }
    case .multiply:
      result = a.combined(with: b) { x, y in
        let (product, isTooLarge) = x.multipliedReportingOverflow(by: y)
        overflow = overflow || isTooLarge
        return product
      }
    case .remainder:
      // -1 is handled apart: dividing the smallest integer by it overflows, and its remainder is 0.
      let remainders = a.combined(with: b) { x, y in y == 0 || y == -1 ? 0 : x % y }
      return b.containsZero ? remainders.masked { b[$0] != 0 } : remainders
    case .divide: preconditionFailure("division is of numbers")
    }
    guard overflow else { return result }
    for row in 0..<result.count where result.validity[row] {
      let x = a[row]
      let y = b[row]
      let isTooLarge =
        switch operation {
        case .add: x.addingReportingOverflow(y).overflow
        case .subtract: x.subtractingReportingOverflow(y).overflow
        default: x.multipliedReportingOverflow(by: y).overflow
        }
      if isTooLarge {
        throw batch.failure(
          "integer overflow", at: row, location,
          reason: "\(x) \(operation.rawValue) \(y) does not fit in an integer",
          hint: "calculate with number(x)")
      }
    }
    return result
  }

  private static func numbers(
    _ operation: ArithmeticOperator, _ a: PlainVector<Double>, _ b: PlainVector<Double>, _ batch: Batch,
    _ location: SourceLocation
  ) throws -> PlainVector<Double> {
    var result: PlainVector<Double>
    switch operation {
    case .add: result = a.combined(with: b) { $0 + $1 }
    case .subtract: result = a.combined(with: b) { $0 - $1 }
    case .multiply: result = a.combined(with: b) { $0 * $1 }
    case .divide:
      result = a.combined(with: b) { $0 / $1 }
      if b.containsZero { result = result.masked { b[$0] != 0 } }
    case .remainder:
      result = a.combined(with: b) { $0.truncatingRemainder(dividingBy: $1) }
      if b.containsZero { result = result.masked { b[$0] != 0 } }
    }
    try requireFinite(result, batch, location) { row in
      "\(NumberText.shortest(a[row])) \(operation.rawValue) \(NumberText.shortest(b[row]))"
    }
    return result
  }

  /// Tables never hold infinity or NaN.
  static func requireFinite(
    _ vector: PlainVector<Double>, _ batch: Batch, _ location: SourceLocation,
    _ calculation: (Int) -> String
  ) throws {
    var isFinite = true
    for value in vector.values { isFinite = isFinite && value.isFinite }
    if isFinite { return }
    for row in 0..<vector.count where vector.validity[row] && !vector[row].isFinite {
      throw batch.failure(
        "number overflow", at: row, location,
        reason: "\(calculation(row)) exceeds the largest number, about 1.8e+308")
    }
  }

  static func rejectFirst(
    _ vector: PlainVector<Int64>, _ batch: Batch, _ location: SourceLocation,
    where isTooLarge: (Int64) -> Bool, _ calculation: (Int64) -> String
  ) throws {
    for row in 0..<vector.count where vector.validity[row] && isTooLarge(vector[row]) {
      throw batch.failure(
        "integer overflow", at: row, location,
        reason: "\(calculation(vector[row])) does not fit in an integer",
        hint: "calculate with number(x)")
    }
  }
}

extension PlainVector where Element: Numeric {
  var containsZero: Bool {
    if isConstant { return values[0] == 0 }
    let stretch = values.span.extracting(start..<start + count)
    var found = false
    for row in 0..<stretch.count { found = found || stretch[row] == 0 }
    return found
  }
}
