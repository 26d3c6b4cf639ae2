internal import Tables

extension RowPlace {
  /// The place of the first row of a part: parts have up to 2^32 rows.
  static let homeShift: Int64 = 32
}

extension Table {
  /// The rows by the part that their place names, in ascending order of parts.
  ///
  /// - Parameter first: the number of parts before those of rows that come from another table.
  func rows(byHomeAfter first: Int) -> [(part: Int, rows: [Int32])] {
    var found: [Int: [Int32]] = [:]
    for (row, place) in RowPlace.places(of: self).enumerated() {
      let part =
        place < RowPlace.firstOther
        ? Int(place >> RowPlace.homeShift)
        : first + Int((place - RowPlace.firstOther) >> RowPlace.homeShift)
      found[part, default: []].append(Int32(row))
    }
    return found.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// The items of a pivot as a table of one column.
  init(items: Column) { self.init(Schema([Field(Table.item, items.type)]), [items]) }

  static let item = "item"
}
