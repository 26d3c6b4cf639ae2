internal import Tables

/// `min` and `max`: the first row of each group with the smallest or largest value.
enum Extremes {
  static func extreme(_ column: Column, _ groups: Grouping, isLargest: Bool) -> Column {
    switch column {
    case .integer(let plain), .datetime(let plain):
      return column.gather(rows(plain, groups, isLargest: isLargest))
    case .number(let plain): return column.gather(rows(plain, groups, isLargest: isLargest))
    case .date(let plain): return column.gather(rows(plain, groups, isLargest: isLargest))
    case .text(let texts):
      let bytes = texts.bytes.span
      var best = [Int32](repeating: -1, count: groups.groupCount)
      for row in 0..<texts.count where texts.validity[row] {
        let group = Int(groups.groupOf[row])
        let known = best[group]
        if known < 0 {
          best[group] = Int32(row)
          continue
        }
        let order = ByteSpans.order(
          bytes.extracting(texts.range(at: row)), bytes.extracting(texts.range(at: Int(known))))
        if isLargest ? order > 0 : order < 0 { best[group] = Int32(row) }
      }
      return column.gather(best)
    case .boolean: preconditionFailure("booleans have no order")
    }
  }

  private static func rows<Element: Comparable>(
    _ column: PlainColumn<Element>, _ groups: Grouping, isLargest: Bool
  ) -> [Int32] {
    var best = [Int32](repeating: -1, count: groups.groupCount)
    let values = column.values.span
    for row in 0..<values.count where column.validity[row] {
      let group = Int(groups.groupOf[row])
      let known = best[group]
      if known < 0 || (isLargest ? values[row] > values[Int(known)] : values[row] < values[Int(known)]) {
        best[group] = Int32(row)
      }
    }
    return best
  }
}
