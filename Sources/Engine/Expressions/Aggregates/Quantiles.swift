internal import Tables

/// `median` and `quantile`, interpolated between the two nearest values.
enum Quantiles {
  static func quantile(_ part: Double, _ column: Column, _ groups: Grouping) -> PlainColumn<Double> {
    guard case .number(let numbers) = column else { preconditionFailure("a number column") }
    let arranged = GroupedRows(groups, order: nil) { numbers.validity[$0] }
    var results: [Double] = []
    var isKnown: [Bool] = []
    results.reserveCapacity(groups.groupCount)
    for group in 0..<groups.groupCount {
      let sorted = arranged.rows(of: group).map { numbers.values[Int($0)] }.sorted()
      isKnown.append(!sorted.isEmpty)
      results.append(sorted.isEmpty ? 0 : interpolated(sorted, part))
    }
    return PlainColumn(results, validity: Validity(isKnown))
  }

  private static func interpolated(_ sorted: [Double], _ part: Double) -> Double {
    let place = part * Double(sorted.count - 1)
    let lower = Int(place.rounded(.down))
    let weight = place - Double(lower)
    let low = sorted[lower]
    if weight == 0 { return low }
    let high = sorted[lower + 1]
    if weight == 0.5 {
      let sum = low + high
      return sum.isFinite ? sum / 2 : low / 2 + high / 2
    }
    // Halves, because the difference itself could be infinite.
    let difference = high - low
    return difference.isFinite ? low + difference * weight : low * (1 - weight) + high * weight
  }
}
