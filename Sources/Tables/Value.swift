/// A single value: a constant in an expression, a parameter, a cell in a message. Tables hold columns
/// instead.
package enum Value: Sendable, Hashable {
  case null
  case text(String)
  case integer(Int64)
  case number(Double)
  case boolean(Bool)
  /// Days since 1970-01-01.
  case date(Int32)
  /// Microseconds since 1970-01-01T00:00:00Z.
  case datetime(Int64)

  /// Nil for null, which fits every type.
  package var type: ColumnType? {
    switch self {
    case .null: nil
    case .text: .text
    case .integer: .integer
    case .number: .number
    case .boolean: .boolean
    case .date: .date
    case .datetime: .datetime
    }
  }
}
