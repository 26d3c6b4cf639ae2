/// An exact sum of numbers, rounded only when it is read. The result depends neither on the order of the
/// numbers nor on how they are shared among partial sums.
///
/// A fixed-point number that reaches from the lowest bit of a `Double` to beyond its highest: every number is
/// added to three digits, and carries wait.
package struct ExactSum: Sendable {
  /// Digits of 32 bits, the lowest first, in units of 2^-1074. Each has a sign of its own until ``settle()``.
  private var digits = [Int64](repeating: 0, count: Self.digitCount)
  /// Additions that still fit into the digits without a carry.
  private var room = Self.additions
  private var isFinite = true

  /// 2098 bits of a `Double`, and room for the carries of 2^63 additions.
  private static let digitCount = 68
  private static let additions = 1 << 30

  package init() {}

  package mutating func add(_ number: Double) {
    guard number.isFinite else {
      isFinite = false
      return
    }
    let (mantissa, place) = number.fixedPoint
    let shift = place & 31
    let low = mantissa &<< UInt64(shift)
    let high = (mantissa &>> 1) &>> UInt64(63 - shift)
    let sign: Int64 = number.sign == .minus ? -1 : 1
    let digit = place >> 5
    digits[digit] += sign * Int64(low & 0xFFFF_FFFF)
    digits[digit + 1] += sign * Int64(low >> 32)
    digits[digit + 2] += sign * Int64(high)
    room -= 1
    if room == 0 { settle() }
  }

  /// The number nearest to the sum; of two, the one with an even last bit. Infinite if the sum is too large, and
  /// not a number if one of the numbers was not finite.
  package var rounded: Double {
    guard let sum = magnitude else { return .nan }
    guard let top = sum.digits.lastIndex(where: { $0 != 0 }) else { return 0 }
    let lowest = max(0, top - 2)
    var head: UInt128 = 0
    for digit in stride(from: top, through: lowest, by: -1) { head = head << 32 | UInt128(sum.digits[digit]) }
    // The head has more than 64 bits if anything is below it, so its last bit decides between neighbours only.
    if sum.digits[..<lowest].contains(where: { $0 != 0 }) { head |= 1 }
    let unit = Double(sign: .plus, exponent: 32 * lowest - 1074, significand: 1)
    let result = Double(rounding: head, unit: unit)
    return sum.isNegative ? -result : result
  }

  /// The digits without the sign, each from 0 to 2^32 - 1, and whether the sum is below 0; nil if one of the numbers was
  /// not finite.
  var magnitude: (digits: [Int64], isNegative: Bool)? {
    guard isFinite else { return nil }
    var sum = self
    sum.settle()
    let isNegative = sum.digits.last! < 0
    if isNegative {
      for digit in sum.digits.indices { sum.digits[digit] = -sum.digits[digit] }
      sum.settle()
    }
    return (sum.digits, isNegative)
  }

  /// Carries, so that every digit but the last is from 0 to 2^32 - 1; the last has the sign of the sum.
  private mutating func settle() {
    var carry: Int64 = 0
    for digit in 0..<(Self.digitCount - 1) {
      let value = digits[digit] + carry
      digits[digit] = value & 0xFFFF_FFFF
      carry = value >> 32
    }
    digits[Self.digitCount - 1] += carry
    room = Self.additions
  }
}

extension Double {
  /// The magnitude of a finite number as an integer of up to 53 bits, in units of 2^(place - 1074).
  @inline(__always)
  var fixedPoint: (mantissa: UInt64, place: Int) {
    let exponent = Int(exponentBitPattern)
    return exponent == 0
      ? (significandBitPattern, 0) : (significandBitPattern | 1 << 52, exponent - 1)
  }

  /// The number nearest to an integer in units of a power of two, which may be the least number; of two, the one
  /// with an even last bit.
  init(rounding magnitude: UInt128, unit: Double) {
    let shift = max(0, 64 - magnitude.leadingZeroBitCount)
    var head = UInt64(truncatingIfNeeded: magnitude &>> UInt128(shift))
    // A lost bit must not make a tie of what is more than half.
    if magnitude.trailingZeroBitCount < shift { head |= 1 }
    let power = Double(bitPattern: UInt64(1023 + shift) << 52)
    // Only the conversion rounds: a number below the normal range has no bits to lose.
    self = Double(head) * power * unit
  }
}
