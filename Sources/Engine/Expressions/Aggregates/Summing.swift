internal import Diagnostics
internal import Tables

/// `sum` and `mean`. The sum is exact and rounded once, so it does not depend on the order of the rows.
/// Null without values.
enum Summing {
  typealias Failure = (Int, String) -> Diagnostic

  static func sum(_ column: Column, _ groups: Grouping, _ failure: Failure) throws -> Column {
    switch column {
    case .integer(let values):
      var sums = [Int128](repeating: 0, count: groups.groupCount)
      let counts = add(values, groups) { sums[$0] += Int128($1) }
      var results: [Int64] = []
      results.reserveCapacity(sums.count)
      for (group, sum) in sums.enumerated() {
        guard let result = Int64(exactly: sum) else { throw failure(group, "integer overflow") }
        results.append(result)
      }
      return .integer(PlainColumn(results, validity: Validity(counts.map { $0 > 0 })))
    case .number(let values):
      let (sums, counts) = try totals(values, groups, failure)
      return .number(PlainColumn(sums, validity: Validity(counts.map { $0 > 0 })))
    default: preconditionFailure("a numeric column")
    }
  }

  static func mean(_ column: Column, _ groups: Grouping, _ failure: Failure) throws -> Column {
    guard case .number(let values) = column else { preconditionFailure("a number column") }
    let (sums, counts) = try totals(values, groups, failure)
    let means = zip(sums, counts).map { $1 > 0 ? $0 / Double($1) : 0 }
    return .number(PlainColumn(means, validity: Validity(counts.map { $0 > 0 })))
  }

  private static func totals(
    _ values: PlainColumn<Double>, _ groups: Grouping, _ failure: Failure
  ) throws -> ([Double], counts: [Int]) {
    let (sums, counts) = exactSums(values, groups)
    if let group = sums.firstIndex(where: { !$0.isFinite }) { throw failure(group, "number overflow") }
    return (sums, counts)
  }

  private static func exactSums(_ values: PlainColumn<Double>, _ groups: Grouping) -> (
    [Double], counts: [Int]
  ) {
    if let window = SumWindow(values) {
      var sums = [Int128](repeating: 0, count: groups.groupCount)
      let counts = add(values, groups) { sums[$0] &+= window.units($1) }
      return (sums.map { window.number($0) }, counts)
    }
    // One group after the other, so that there is one large sum at a time.
    let counts = add(values, groups) { _, _ in }
    var ends = [Int](repeating: 0, count: counts.count)
    var ordered = [Double](repeating: 0, count: counts.reduce(0, +))
    for group in counts.indices.dropFirst() { ends[group] = ends[group - 1] + counts[group - 1] }
    _ = add(values, groups) {
      ordered[ends[$0]] = $1
      ends[$0] += 1
    }
    let sums = zip(ends, counts).map { end, count in
      var sum = ExactSum()
      for value in ordered[(end - count)..<end] { sum.add(value) }
      return sum.rounded
    }
    return (sums, counts)
  }

  /// Calls `add` with every value and counts the values of each group.
  @inline(__always)
  private static func add<Element>(
    _ column: PlainColumn<Element>, _ groups: Grouping, _ add: (Int, Element) -> Void
  ) -> [Int] {
    var counts = [Int](repeating: 0, count: groups.groupCount)
    let values = column.values.span
    let groupOf = groups.groupOf.span
    for row in 0..<values.count where column.validity[row] {
      let group = Int(groupOf[row])
      add(group, values[row])
      counts[group] += 1
    }
    return counts
  }
}
