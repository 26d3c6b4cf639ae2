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
      let (sums, counts) = try exact(values, groups, isMean: false, failure)
      return .number(PlainColumn(sums, validity: Validity(counts.map { $0 > 0 })))
    default: preconditionFailure("a numeric column")
    }
  }

  static func mean(_ column: Column, _ groups: Grouping, _ failure: Failure) throws -> Column {
    switch column {
    case .integer(let values):
      var sums = [Int128](repeating: 0, count: groups.groupCount)
      let counts = add(values, groups) { sums[$0] += Int128($1) }
      let means = zip(sums, counts).map { $1 > 0 ? $0.divided(by: $1) : 0 }
      return .number(PlainColumn(means, validity: Validity(counts.map { $0 > 0 })))
    case .number(let values):
      let (means, counts) = try exact(values, groups, isMean: true, failure)
      return .number(PlainColumn(means, validity: Validity(counts.map { $0 > 0 })))
    default: preconditionFailure("a numeric column")
    }
  }

  /// Sums, or means, which are the exact sums divided: either is rounded once.
  private static func exact(
    _ values: PlainColumn<Double>, _ groups: Grouping, isMean: Bool, _ failure: Failure
  ) throws -> ([Double], counts: [Int]) {
    func verify(_ sum: Double, _ group: Int) throws {
      if !sum.isFinite { throw failure(group, "number overflow") }
    }
    if let window = SumWindow(values) {
      var sums = [Int128](repeating: 0, count: groups.groupCount)
      let counts = add(values, groups) { sums[$0] &+= window.units($1) }
      let results = try sums.enumerated().map { group, units in
        let sum = window.number(units)
        try verify(sum, group)
        return isMean && counts[group] > 0 ? window.mean(units, of: counts[group]) : sum
      }
      return (results, counts)
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
    let results = try counts.indices.map { group in
      var exact = ExactSum()
      for value in ordered[(ends[group] - counts[group])..<ends[group]] { exact.add(value) }
      let sum = exact.rounded
      try verify(sum, group)
      return isMean && counts[group] > 0 ? exact.mean(of: counts[group]) : sum
    }
    return (results, counts)
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
