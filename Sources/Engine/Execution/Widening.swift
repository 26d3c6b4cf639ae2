internal import Tables

/// Both columns, converted to their common type.
func widened(_ a: Column, _ b: Column) -> (Column, Column) {
  switch (a, b) {
  case (.integer(let column), .number): (.number(column.asNumbers), b)
  case (.number, .integer(let column)): (a, .number(column.asNumbers))
  default: (a, b)
  }
}

extension PlainColumn where Element == Int64 {
  var asNumbers: PlainColumn<Double> { PlainColumn<Double>(values.map(Double.init), validity: validity) }
}

extension Column {
  /// The column converted to a wider type. Integers beyond 2⁵³ lose precision as numbers.
  func widened(to type: ColumnType) -> Column {
    if type == .number, case .integer(let column) = self { .number(column.asNumbers) } else { self }
  }
}
