import Diagnostics
import Tables
import TestSupport
import Testing

@testable import Engine

/// Sums must be the rational number nearest to the exact sum, in any order and in any parts.
@Suite struct ExactSumTests {
  /// Digits of 16 bits of a number in units of 2^-1075, positive and negative parts apart.
  private struct Rational {
    private var positive = [UInt64](repeating: 0, count: 140)
    private var negative = [UInt64](repeating: 0, count: 140)

    /// Adds a number (two halves), or half of it, so that the middle between two numbers can be written.
    mutating func add(_ number: Double, halves: Int, negated: Bool = false) {
      let exponent = max(Int(number.exponentBitPattern), 1)
      let isNormal = number.exponentBitPattern > 0
      var mantissa = number.significandBitPattern + (isNormal ? 1 << 52 : 0)
      var place = exponent - 1
      while mantissa > 0 {
        if mantissa % 2 == 1 { addBit(place, halves, (number < 0) != negated) }
        mantissa /= 2
        place += 1
      }
    }

    private mutating func addBit(_ place: Int, _ times: Int, _ isNegative: Bool) {
      let bit = UInt64(times) << UInt64(place % 16)
      if isNegative { negative[place / 16] += bit } else { positive[place / 16] += bit }
    }

    private static func carried(_ digits: [UInt64]) -> [UInt64] {
      var carry: UInt64 = 0
      return digits.map {
        let value = $0 + carry
        carry = value >> 16
        return value & 0xFFFF
      }
    }

    /// -1, 0 or 1.
    var sign: Int {
      let (a, b) = (Self.carried(positive), Self.carried(negative))
      for place in a.indices.reversed() where a[place] != b[place] { return a[place] > b[place] ? 1 : -1 }
      return 0
    }
  }

  private static func isNearest(_ result: Double, toTheSumOf numbers: [Double]) -> Bool {
    var exact = Rational()
    for number in numbers { exact.add(number, halves: 2) }
    /// The sign of the sum less the middle between the result and its neighbour.
    func sign(beyond neighbour: Double) -> Int {
      var difference = exact
      difference.add(result, halves: 1, negated: true)
      difference.add(neighbour, halves: 1, negated: true)
      return difference.sign
    }
    let isEven = result.significandBitPattern % 2 == 0
    let (above, below) = (sign(beyond: result.nextUp), sign(beyond: result.nextDown))
    return isEven ? above <= 0 && below >= 0 : above < 0 && below > 0
  }

  /// Numbers of all sizes, of one size, that cancel, and that lie in the middle between two results.
  private static func numbers(_ random: inout SteadyRandom) -> [Double] {
    let centre = Int.random(in: -1000...950, using: &random)
    let spread = [0, 4, 60, 3000].randomElement(using: &random)!
    var numbers: [Double] = (0..<Int.random(in: 1...40, using: &random)).map { _ in
      let exponent = centre + Int.random(in: -spread...spread, using: &random)
      let significand = 1 + Double(UInt64.random(in: 0..<1 << 52, using: &random)) * 0x1p-52
      let coarse = random.chance(30) ? significand.rounded() : significand
      return Double(
        sign: random.chance(50) ? .minus : .plus, exponent: min(max(exponent, -1074), 1000),
        significand: coarse)
    }
    for number in numbers where random.chance(30) { numbers.append(-number.nextUp) }
    if random.chance(20) { numbers.append(numbers[0].ulp / 2) }
    if random.chance(20) { numbers.append(.leastNonzeroMagnitude) }
    return numbers
  }

  @Test func `is nearest to the exact sum, in any order and parts`() {
    var random = SteadyRandom(seed: 14)
    for round in 0..<1500 {
      var numbers = Self.numbers(&random)
      var whole = ExactSum()
      for number in numbers { whole.add(number) }
      #expect(Self.isNearest(whole.rounded, toTheSumOf: numbers), "round \(round): \(numbers)")

      numbers.shuffle(using: &random)
      var shuffled = ExactSum()
      for number in numbers { shuffled.add(number) }
      #expect(shuffled.rounded == whole.rounded, "round \(round)")
    }
  }

  @Test func `columns have the same sums`() throws {
    var random = SteadyRandom(seed: 15)
    var windows = 0
    for round in 0..<400 {
      let numbers = Self.numbers(&random)
      let groups = numbers.map { _ in Int32.random(in: 0..<3, using: &random) }
      let present = groups.map { group in group == 0 || random.chance(80) }
      let column = PlainColumn(numbers, validity: Validity(present))
      if SumWindow(column) != nil { windows += 1 }
      let sums = try Summing.sum(
        .number(column), Grouping(groupOf: groups, firstRows: [0, 0, 0]), { _, what in fatalError(what) })
      for group in 0..<3 {
        let own = numbers.indices.filter { groups[$0] == group && present[$0] }.map { numbers[$0] }
        switch sums.value(at: group) {
        case .number(let sum): #expect(Self.isNearest(sum, toTheSumOf: own), "round \(round)")
        default: #expect(own.isEmpty, "round \(round)")
        }
      }
    }
    #expect(windows > 50 && windows < 350, "both ways of adding are tried: \(windows) of 400")
  }

  @Test(
    arguments: [
      ([Double](repeating: 0.1, count: 10), 1), ([1e16, 1, -1e16], 1), ([1e308, 1e308, -1e308], 1e308),
      ([1e300, 1e-300, -1e300], 1e-300), ([-0.0], 0),
      ([0x1p1023, 0x1p1023, -0x1p971], .greatestFiniteMagnitude),
      ([.leastNonzeroMagnitude, 1e308, -1e308], .leastNonzeroMagnitude),
    ] as [([Double], Double)])
  func `known sums`(_ numbers: [Double], _ expected: Double) throws {
    let column = Column.number(PlainColumn(numbers))
    let sum = try Summing.sum(column, .whole(rowCount: numbers.count), { _, what in fatalError(what) })
    #expect(sum.value(at: 0) == .number(expected))
  }

  @Test(
    arguments: [
      ([1e16, 1, -1e16], [1e16, 1e16, 1]), ([1e300, 1e-300, -1e300], [1e300, 1e300, 1e-300]),
      ([0.1, 0.2, 0.3, -0.6], [0.1, 0.30000000000000004, 0.6, 2.7755575615628914e-17]),
    ] as [([Double], [Double])])
  func `running sums`(_ numbers: [Double], _ expected: [Double]) throws {
    let table = Table(Schema([Field("n", .number)]), [.number(PlainColumn(numbers))])
    let bound = try BoundWindow.bind(
      ExpressionTesting.text("running_sum(n)"), in: ExpressionTesting.scope(table.schema))
    let rows = numbers.indices.map { Int32($0) }
    let sums = try bound.evaluate(
      on: table,
      partitioning: Partitioning(
        rows: rows, starts: [0, rows.count], beginsPeers: rows.map { _ in true },
        grouping: .whole(rowCount: rows.count)),
      in: ExpressionTesting.zone)
    #expect(ExpressionTesting.values(sums) == expected.map { .number($0) })
  }

  @Test(arguments: [
    [1e308, 1e308], [-1e308, .leastNonzeroMagnitude, -1e308], [Double.infinity],
    [0x1p1023, 0x1p1023, -0x1p970],
  ])
  func `a sum that is too large is an error`(_ numbers: [Double]) {
    let column = Column.number(PlainColumn(numbers))
    #expect(throws: (any Error).self) {
      try Summing.sum(column, .whole(rowCount: numbers.count)) { _, what in
        Diagnostic(.sumFailure(what, 0, "the table", 0, ""))
      }
    }
  }
}
