internal import Tables

/// The type to which two can be widened so that their values compare, or nil.
func commonType(_ a: ColumnType, _ b: ColumnType) -> ColumnType? {
  if a == b { return a }
  switch (a, b) {
  case (.integer, .number), (.number, .integer): return .number
  default: return nil
  }
}
