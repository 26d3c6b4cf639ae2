internal import Tables

/// `first`, `last`, `any`, `all`, `list`. Nulls are skipped; without values the result is null.
enum Picking {
  static func first(_ column: Column, _ groups: Grouping, order: [Int32]?) -> Column {
    var picked = [Int32](repeating: -1, count: groups.groupCount)
    eachValue(column.validity, groups, order) { row, group in
      if picked[group] < 0 { picked[group] = Int32(row) }
    }
    return column.gather(picked)
  }

  static func last(_ column: Column, _ groups: Grouping, order: [Int32]?) -> Column {
    var picked = [Int32](repeating: -1, count: groups.groupCount)
    eachValue(column.validity, groups, order) { row, group in picked[group] = Int32(row) }
    return column.gather(picked)
  }

  /// Whether any value equals `deciding`: true for `any`; false, negated, for `all`.
  static func any(_ column: Column, _ groups: Grouping, deciding: Bool) -> PlainColumn<Bool> {
    guard case .boolean(let booleans) = column else { preconditionFailure("a boolean column") }
    var results = [Bool](repeating: !deciding, count: groups.groupCount)
    var isKnown = [Bool](repeating: false, count: groups.groupCount)
    eachValue(booleans.validity, groups, nil) { row, group in
      isKnown[group] = true
      if booleans.values[row] == deciding { results[group] = deciding }
    }
    return PlainColumn(results, validity: Validity(isKnown))
  }

  static func list(
    _ texts: TextColumn, _ groups: Grouping, order: [Int32]?, separator: String
  ) -> TextColumn {
    let arranged = GroupedRows(groups, order: order) { texts.validity[$0] }
    let separator = Array(separator.utf8)
    let bytes = texts.bytes.span
    var output = TextOutput(rows: groups.groupCount, bytes: bytes.count)
    for group in 0..<groups.groupCount {
      let rows = arranged.rows(of: group)
      for (index, row) in rows.enumerated() {
        if index > 0 { output.bytes.append(contentsOf: separator) }
        ByteSpans.append(bytes.extracting(texts.range(at: Int(row))), to: &output.bytes)
      }
      output.endRow(isValid: !rows.isEmpty)
    }
    return output.vector.column
  }

  @inline(__always)
  private static func eachValue(
    _ validity: Validity, _ groups: Grouping, _ order: [Int32]?, _ body: (Int, Int) -> Void
  ) {
    for place in 0..<groups.groupOf.count {
      let row = order.map { Int($0[place]) } ?? place
      if validity[row] { body(row, Int(groups.groupOf[row])) }
    }
  }
}
