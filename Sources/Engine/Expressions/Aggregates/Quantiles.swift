internal import Tables

/// `median` and `quantile`, interpolated between the two nearest values.
enum Quantiles {
  static func quantile(_ part: Double, _ column: Column, _ groups: Grouping) -> PlainColumn<Double> {
    switch column {
    case .integer(let integers):
      quantiles(integers, groups) { sorted in
        let (lower, weight) = place(part, in: sorted.count)
        // Integers beyond 2^53 are rounded once as well.
        if weight == 0 { return Double(sorted[lower]) }
        if weight == 0.5 { return (Int128(sorted[lower]) + Int128(sorted[lower + 1])).divided(by: 2) }
        return interpolated(Double(sorted[lower]), Double(sorted[lower + 1]), weight)
      }
    case .number(let numbers):
      quantiles(numbers, groups) { sorted in
        let (lower, weight) = place(part, in: sorted.count)
        return weight == 0 ? sorted[lower] : interpolated(sorted[lower], sorted[lower + 1], weight)
      }
    default: preconditionFailure("a numeric column")
    }
  }

  @inline(__always)
  private static func quantiles<Element: Comparable>(
    _ column: PlainColumn<Element>, _ groups: Grouping, _ value: ([Element]) -> Double
  ) -> PlainColumn<Double> {
    let arranged = GroupedRows(groups, order: nil) { column.validity[$0] }
    var results: [Double] = []
    var isKnown: [Bool] = []
    results.reserveCapacity(groups.groupCount)
    for group in 0..<groups.groupCount {
      let sorted = arranged.rows(of: group).map { column.values[Int($0)] }.sorted()
      isKnown.append(!sorted.isEmpty)
      results.append(sorted.isEmpty ? 0 : value(sorted))
    }
    return PlainColumn(results, validity: Validity(isKnown))
  }

  /// The value below, and how far it is to the next one, from 0 to 1.
  private static func place(_ part: Double, in count: Int) -> (lower: Int, weight: Double) {
    let place = part * Double(count - 1)
    let lower = Int(place.rounded(.down))
    return (lower, place - Double(lower))
  }

  private static func interpolated(_ low: Double, _ high: Double, _ weight: Double) -> Double {
    if weight == 0.5 {
      let sum = low + high
      return sum.isFinite ? sum / 2 : low / 2 + high / 2
    }
    // Halves, because the difference itself could be infinite.
    let difference = high - low
    return difference.isFinite ? low + difference * weight : low * (1 - weight) + high * weight
  }
}
