internal import Tables

/// `count()`, `count(x)`, `count_distinct(x)`.
enum Counting {
  static func rows(_ groups: Grouping) -> PlainColumn<Int64> {
    var counts = [Int64](repeating: 0, count: groups.groupCount)
    for group in groups.groupOf { counts[Int(group)] += 1 }
    return PlainColumn(counts)
  }

  static func values(_ column: Column, _ groups: Grouping) -> PlainColumn<Int64> {
    let validity = column.validity
    if !validity.mayHaveNulls { return rows(groups) }
    var counts = [Int64](repeating: 0, count: groups.groupCount)
    for (row, group) in groups.groupOf.enumerated() where validity[row] { counts[Int(group)] += 1 }
    return PlainColumn(counts)
  }

  /// Numbers the values first, then counts the distinct pairs of group and value.
  static func distinct(_ column: Column, _ groups: Grouping) -> PlainColumn<Int64> {
    var counts = [Int64](repeating: 0, count: groups.groupCount)
    let validity = column.validity
    var pairs = WordIndex()
    func count(_ row: Int, _ number: Int, isNew: Bool) {
      let group = groups.groupOf[row]
      let isNewHere =
        groups.groupCount == 1
        ? isNew : pairs.insert(UInt64(UInt32(bitPattern: group)) << 32 | UInt64(number)).isNew
      if isNewHere { counts[Int(group)] += 1 }
    }
    switch column {
    case .text(let texts):
      var known = ByteIndex()
      let bytes = texts.bytes.span
      for row in 0..<texts.count where validity[row] {
        let (number, isNew) = known.insert(bytes.extracting(texts.range(at: row)))
        count(row, number, isNew: isNew)
      }
    case .integer(let plain), .datetime(let plain):
      numbered(plain) { UInt64(bitPattern: $0) }
    case .number(let plain):
      // 0.0 and -0.0 count as one value.
      numbered(plain) { ($0 == 0 ? 0 : $0).bitPattern }
    case .boolean(let plain): numbered(plain) { $0 ? 1 : 0 }
    case .date(let plain): numbered(plain) { UInt64(UInt32(bitPattern: $0)) }
    }
    func numbered<Element>(_ plain: PlainColumn<Element>, _ key: (Element) -> UInt64) {
      var known = WordIndex()
      for row in 0..<plain.count where validity[row] {
        let (number, isNew) = known.insert(key(plain.values[row]))
        count(row, number, isNew: isNew)
      }
    }
    return PlainColumn(counts)
  }
}
