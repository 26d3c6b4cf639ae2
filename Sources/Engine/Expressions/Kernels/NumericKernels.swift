internal import Diagnostics
internal import Tables

/// `abs`, `round`, `floor`, `ceil`.
enum NumericKernels {
  static func absolute(_ x: Operand, _ batch: Batch, _ location: SourceLocation) throws -> Operand {
    switch x {
    case .integer(let vector):
      try ArithmeticKernels.rejectFirst(vector, batch, location, where: { $0 == .min }) { "abs(\($0))" }
      return .integer(vector.map { $0 < 0 ? 0 &- $0 : $0 })
    case .number(let vector): return .number(vector.map { $0.magnitude })
    default: preconditionFailure("a numeric operand")
    }
  }

  static func round(
    _ x: Operand, digits: PlainVector<Int64>?, _ batch: Batch, _ location: SourceLocation
  ) throws -> Operand {
    let digits = digits ?? PlainVector(constant: 0, filler: 0, count: x.count)
    switch x {
    case .integer(let vector):
      if digits.isConstant, digits[0] >= 0, !digits.validity.mayHaveNulls { return x }
      let result = vector.combined(with: digits) { round($0, $1) ?? .min }
      for row in 0..<result.count where result.validity[row] && round(vector[row], digits[row]) == nil {
        throw batch.failure(
          "integer overflow", at: row, location,
          reason: "\(vector[row]) rounded to \(digits[row]) digits does not fit in an integer",
          hint: "calculate with number(x)")
      }
      return .integer(result)
    case .number(let vector):
      let result = vector.combined(with: digits) { round($0, $1) }
      try ArithmeticKernels.requireFinite(result, batch, location) { row in
        "\(NumberText.shortest(vector[row])) rounded"
      }
      return .number(result)
    default: preconditionFailure("a numeric operand")
    }
  }

  /// Nil when the result is too large.
  static func round(_ value: Int64, _ digits: Int64) -> Int64? {
    if digits >= 0 { return value }
    if digits < -19 { return 0 }
    let unit = (0..<(-digits)).reduce(UInt64(1)) { power, _ in power &* 10 }
    let magnitude = value.magnitude
    let rest = magnitude % unit
    // Halves are compared, because 2 × rest could overflow.
    let rounded =
      rest >= unit - rest ? (magnitude - rest).addingReportingOverflow(unit) : (magnitude - rest, false)
    if rounded.1 { return nil }
    if value < 0 { return rounded.0 <= UInt64(1) << 63 ? 0 &- Int64(truncatingIfNeeded: rounded.0) : nil }
    return Int64(exactly: rounded.0)
  }

  /// Rounds halves away from zero. A number counts as its shortest decimal: 2.675 is a half at two
  /// digits, although the nearest double is slightly smaller.
  static func round(_ value: Double, _ digits: Int64) -> Double {
    if digits > 308 + 17 { return value }
    if digits < -308 { return 0 }
    // In two steps, because 10^digits alone could be infinite.
    let power = digits.magnitude > 300 ? powers[300] : powers[Int(digits.magnitude)]
    let rest = digits.magnitude > 300 ? powers[Int(digits.magnitude - 300)] : 1
    let magnitude = value.magnitude
    let scaled = digits >= 0 ? magnitude * power * rest : magnitude / power / rest
    // Beyond 2^52 there are no decimals left to round.
    guard scaled < 4_503_599_627_370_496 else { return value }
    let whole = scaled.rounded(.down)
    // Scaling can be off by an ulp. Near a half, only the shortest decimal decides.
    let excess = scaled - whole - 0.5
    if digits != 0 && abs(excess) <= scaled.ulp { return rounded(decimal: value, digits) }
    let rounded = excess >= 0 ? whole + 1 : whole
    let result = digits >= 0 ? rounded / power / rest : rounded * power * rest
    return value < 0 ? 0 - result : result
  }

  /// Rounds by the digits of the shortest decimal that reads back as the value.
  private static func rounded(decimal value: Double, _ digits: Int64) -> Double {
    var decimals: [UInt8] = []
    var point: Int?
    var exponent = 0
    let text = Array(value.magnitude.description.utf8)
    for (place, byte) in text.enumerated() {
      if byte == UInt8(ascii: ".") {
        point = decimals.count
      } else if byte == UInt8(ascii: "e") {
        exponent = Int(String(decoding: text[(place + 1)...], as: UTF8.self))!
        break
      } else {
        decimals.append(byte)
      }
    }
    // The number of digits to keep.
    let kept = (point ?? decimals.count) + exponent + Int(digits)
    if kept < 0 { return 0 }
    if kept >= decimals.count { return value }
    let isUp = decimals[kept] >= UInt8(ascii: "5")
    let head = kept == 0 ? "0" : String(decoding: decimals[..<kept], as: UTF8.self)
    // Fewer than 18 digits fit.
    let whole = UInt64(head)! + (isUp ? 1 : 0)
    let result = Double("\(whole)e\(-digits)")!
    return value < 0 ? 0 - result : result
  }

  private static let powers: [Double] = (0...300).map { Double("1e\($0)")! }

  /// `floor` and `ceil`; `rule` is `.down` or `.up`.
  static func whole(
    _ x: Operand, _ rule: FloatingPointRoundingRule, _ name: String, _ batch: Batch,
    _ location: SourceLocation
  ) throws -> Operand {
    guard case .number(let vector) = x else { return x }
    var fits = true
    let result = vector.map { value -> Int64 in
      let whole = value.rounded(rule)
      guard let integer = Int64(exactly: whole) else {
        fits = false
        return 0
      }
      return integer
    }
    if !fits {
      for row in 0..<vector.count
      where vector.validity[row] && Int64(exactly: vector[row].rounded(rule)) == nil {
        throw batch.failure(
          "integer overflow", at: row, location,
          reason: "\(name)(\(NumberText.shortest(vector[row]))) does not fit in an integer",
          hint: "use round(x)")
      }
    }
    return .integer(result)
  }
}
