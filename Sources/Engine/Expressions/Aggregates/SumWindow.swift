internal import Tables

/// A range of bits in which a column's numbers can be added exactly as integers of 128 bits. Nearly every column
/// has one: it holds numbers from a thousandth to a million, a billion times. ``ExactSum`` adds the others.
struct SumWindow {
  /// The place of the lowest bit, as in ``Swift/Double/fixedPoint``.
  private let lowest: Int
  /// The value of that bit.
  private let unit: Double
  /// Its power of two.
  var exponent: Int { lowest - 1074 }

  /// Nil if the numbers are too far apart, or one is not finite.
  init?(_ column: PlainColumn<Double>) {
    let values = column.values.span
    // The bits of magnitudes have the order of the magnitudes.
    var (least, greatest) = (Int64.max, Int64(0))
    for row in 0..<values.count where column.validity[row] {
      let bits = Int64(bitPattern: values[row].magnitude.bitPattern)
      least = min(least, bits == 0 ? .max : bits)
      greatest = max(greatest, bits)
    }
    let low = greatest == 0 ? 0 : Double(bitPattern: UInt64(least)).fixedPoint.place
    let high = Double(bitPattern: UInt64(greatest)).fixedPoint.place
    let carries = Int.bitWidth - values.count.leadingZeroBitCount
    // A number that is not finite has the highest place of all.
    guard high < 2046, high - low + 53 + carries < Int128.bitWidth else { return nil }
    lowest = low
    unit = Double(sign: .plus, exponent: low - 1074, significand: 1)
  }

  @inline(__always)
  func units(_ number: Double) -> Int128 {
    let (mantissa, place) = number.fixedPoint
    // Zero has the lowest place of all.
    let units = Int128(mantissa) &<< Int128(max(0, place - lowest))
    return number.sign == .minus ? -units : units
  }

  /// The number nearest to the sum. Infinite if the sum is too large.
  func number(_ units: Int128) -> Double {
    let magnitude = Double(rounding: units.magnitude, unit: unit)
    return units < 0 ? -magnitude : magnitude
  }
}
