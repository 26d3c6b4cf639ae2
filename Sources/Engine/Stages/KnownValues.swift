package import Tables

/// The values that a column has had so far, each once, in the order of their first rows.
struct KnownValues {
  private(set) var values: Column
  var count: Int { values.count }

  init(_ type: ColumnType) { values = .nulls(type, count: 0) }

  /// Adds the values of some rows.
  ///
  /// - Returns: the rows of each value by its number. New values have the numbers after those known before.
  mutating func rows(byValueOf column: Column) throws -> [(number: Int, rows: [Int32])] {
    let known = count
    // Known values come first, so they have the first numbers.
    let groups = try add(column)
    let (members, starts) = groups.arranged()
    return (0..<groups.groupCount).compactMap { group in
      let rows = members[starts[group]..<starts[group + 1]].filter { $0 >= known }.map { $0 - Int32(known) }
      return rows.isEmpty ? nil : (group, rows)
    }
  }

  @discardableResult
  mutating func add(_ column: Column) throws -> Grouping {
    let all = Column.concatenating([values, column], type: values.type)
    let groups = try Grouping.by([all], rowCount: all.count)
    values = all.gather(groups.firstRows)
    return groups
  }
}

extension Column {
  /// Each value once, null included, in the order of their first rows.
  package func differentValues() throws -> Column {
    gather(try Grouping.by([self], rowCount: count).firstRows.filter { $0 >= 0 })
  }
}

extension StoredTable {
  /// Each value of a column once, null included, in the order of their first rows.
  package func differentValues(of column: String) throws -> Column {
    let rows = selecting([column])
    var known = KnownValues(rows.schema.fields[0].type)
    for number in 0..<rows.blockCount { try known.add(try rows.block(number).column(named: column)!) }
    return known.values
  }
}
