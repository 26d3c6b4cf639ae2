/// Rows sorted by group; the rows of each group keep their order.
struct GroupedRows {
  private var rows: [Int32]
  private var starts: [Int]

  /// The rows for which `isWanted` is true, in the given order or in the table's.
  init(_ groups: Grouping, order: [Int32]?, where isWanted: (Int) -> Bool) {
    let count = groups.groupOf.count
    starts = Array(repeating: 0, count: groups.groupCount + 1)
    for row in 0..<count where isWanted(row) { starts[Int(groups.groupOf[row]) + 1] += 1 }
    for group in 0..<groups.groupCount { starts[group + 1] += starts[group] }
    var next = starts
    rows = Array(repeating: 0, count: starts[groups.groupCount])
    for place in 0..<count {
      let row = order.map { Int($0[place]) } ?? place
      if isWanted(row) {
        let group = Int(groups.groupOf[row])
        rows[next[group]] = Int32(row)
        next[group] += 1
      }
    }
  }

  func rows(of group: Int) -> ArraySlice<Int32> { rows[starts[group]..<starts[group + 1]] }
}
