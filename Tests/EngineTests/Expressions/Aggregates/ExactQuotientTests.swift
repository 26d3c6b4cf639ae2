import Diagnostics
import Tables
import TestSupport
import Testing

@testable import Engine

/// Means, which are exact sums divided and rounded once.
@Suite struct ExactQuotientTests {
  private func mean(_ numbers: [Double]) throws -> Double {
    let column = Column.number(PlainColumn(numbers))
    let groups = Grouping.whole(rowCount: numbers.count)
    guard
      case .number(let result) = try Summing.mean(column, groups, { _, _ in Diagnostic.unexpectedOverflow })
    else { return .nan }
    return result.values[0]
  }

  @Test(
    arguments: [
      // The sum rounded before the division gives the next number in each of these.
      ([10.7, 0.1, 3.3], 4.699999999999999), ([1.1, 0.2, 2.5], 1.2666666666666666), ([1.1, 3.3, 2.5], 2.3),
      ([-10.7, -0.1, -3.3], -4.699999999999999), ([0.1, 0.2], 0.15000000000000002),
      // Too far apart for a sum of 128 bits.
      ([1e300, 10.7, 0.1, 3.3, -1e300], 2.82), ([1e-300, 1e300, 1e300], 6.666666666666667e299),
      ([.leastNonzeroMagnitude, .leastNonzeroMagnitude, 0], .leastNonzeroMagnitude),
      ([.leastNonzeroMagnitude, 0, 0], 0), ([0, -0.0], 0),
    ] as [([Double], Double)])
  func `the mean is the exact quotient, rounded once`(_ numbers: [Double], _ expected: Double) throws {
    #expect(try mean(numbers) == expected)
    var sum = ExactSum()
    for number in numbers { sum.add(number) }
    #expect(sum.mean(of: numbers.count) == expected)
  }

  @Test func `the mean of integers that no number can hold is exact`() throws {
    let big: Int64 = 9_007_199_254_740_993
    let column = Column.integer(PlainColumn([big, big, big + 3, .max]))
    let groups = Grouping.whole(rowCount: 4)
    let result = try Summing.mean(column, groups) { _, _ in Diagnostic.unexpectedOverflow }
    let sum = 3 * Int128(big) + 3 + Int128(Int64.max)
    #expect(result == .number(PlainColumn([Double(sum / 4)])))
  }

  /// No number is nearer to the quotient than the result.
  @Test(arguments: 0..<200) func `nothing is nearer`(_ seed: Int) {
    var random = SteadyRandom(seed: seed)
    let dividend =
      UInt128(UInt64.random(in: 1 << 40...(.max), using: &random)) << UInt128(20 + seed % 40)
      | UInt128(UInt64.random(in: 0...1 << 20, using: &random))
    let divisor = Int.random(in: 1...1 << 20, using: &random)
    let result = Double(quotient: dividend, by: divisor)
    func distance(_ number: Double) -> UInt128 {
      // All of them are whole numbers: the quotient is above 2^53 whenever this is compared.
      let product = UInt128(number) * UInt128(divisor)
      return product > dividend ? product - dividend : dividend - product
    }
    guard result > 0x1p54 else { return }
    #expect(distance(result) <= distance(result.nextUp))
    #expect(distance(result) <= distance(result.nextDown))
  }
}

extension Diagnostic {
  fileprivate static var unexpectedOverflow: Diagnostic { Diagnostic(.init(.evaluation, "overflow")) }
}
