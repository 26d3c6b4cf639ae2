internal import Tables

/// The type to which values of both types convert so that they can be compared; nil if there is none.
func commonType(_ a: ColumnType, _ b: ColumnType) -> ColumnType? {
  if a == b { return a }
  switch (a, b) {
  case (.integer, .number), (.number, .integer): return .number
  default: return nil
  }
}
