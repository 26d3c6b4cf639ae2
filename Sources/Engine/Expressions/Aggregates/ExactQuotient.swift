/// Exact sums that are divided and rounded once: to round the sum and then the quotient is off in the last bit now and
/// then.
extension Double {
  /// The number nearest to `dividend * 2^exponent / divisor`; of two, the one with an even last bit. Infinite if it is
  /// too large.
  ///
  /// - Parameter divisor: greater than 0.
  init(quotient dividend: UInt128, by divisor: Int, exponent: Int = 0) {
    if dividend == 0 {
      self = 0
      return
    }
    // With all bits in use, the quotient has 65 bits at least; its last one says that there is a remainder.
    let shift = dividend.leadingZeroBitCount
    let (quotient, rest) = (dividend << UInt128(shift)).quotientAndRemainder(dividingBy: UInt128(divisor))
    self.init(rounding: rest == 0 ? quotient : quotient | 1, exponent: exponent - shift)
  }

  /// The number nearest to `magnitude * 2^exponent`; of two, the one with an even last bit. Infinite if it is too large.
  init(rounding magnitude: UInt128, exponent: Int) {
    let bits = UInt128.bitWidth - magnitude.leadingZeroBitCount
    // Numbers near zero have fewer bits.
    let precision = min(53, exponent + bits + 1074)
    let lost = bits - precision
    if precision < 0 {
      self = 0
    } else if lost <= 0 {
      self.init(sign: .plus, exponent: exponent, significand: Double(magnitude))
    } else {
      var head = magnitude >> UInt128(lost)
      let (rest, half) = (magnitude & ((1 << UInt128(lost)) &- 1), UInt128(1) << UInt128(lost - 1))
      if rest > half || rest == half && head & 1 == 1 { head += 1 }
      self.init(sign: .plus, exponent: exponent + lost, significand: Double(head))
    }
  }
}

extension Int128 {
  /// The number nearest to it divided by a count.
  func divided(by count: Int) -> Double {
    // Both are exact as a `Double`, which divides with one rounding.
    if magnitude < 1 << 53, count < 1 << 53 { return Double(Int64(self)) / Double(count) }
    let quotient = Double(quotient: magnitude, by: count)
    return self < 0 ? -quotient : quotient
  }
}

extension SumWindow {
  /// The number nearest to a sum divided by a count.
  func mean(_ units: Int128, of count: Int) -> Double {
    if units.magnitude < 1 << 53, count < 1 << 53 { return number(units) / Double(count) }
    let mean = Double(quotient: units.magnitude, by: count, exponent: exponent)
    return units < 0 ? -mean : mean
  }
}

extension ExactSum {
  /// The number nearest to the sum divided by a count. Not a number if one of the numbers was not finite.
  func mean(of count: Int) -> Double {
    guard let sum = magnitude else { return .nan }
    // Long division; the digits below the lowest of a `Double` are for the bits of the quotient.
    let digits = sum.digits.reversed() + [Int64](repeating: 0, count: 4)
    var rest: UInt128 = 0
    let quotient = digits.map { digit in
      let (part, remainder) = (rest << 32 | UInt128(digit)).quotientAndRemainder(dividingBy: UInt128(count))
      rest = remainder
      return part
    }
    guard let top = quotient.firstIndex(where: { $0 != 0 }) else { return 0 }
    let end = min(top + 4, quotient.count)
    var head = quotient[top..<end].reduce(0) { $0 << 32 | $1 }
    // The head has more than 96 bits if anything is below it.
    if rest != 0 || quotient[end...].contains(where: { $0 != 0 }) { head |= 1 }
    let mean = Double(rounding: head, exponent: 32 * (sum.digits.count - end) - 1074)
    return sum.isNegative ? -mean : mean
  }
}
