/// The fault of a rejected row. The names are stable: programs may depend on them.
package enum RejectCode: String, Sendable, CaseIterable {
  /// Too few or too many fields.
  case fields
  /// Bytes that are not text of the encoding, or NUL.
  case text
  /// A quote that is never closed.
  case quote
  /// A line that is not an object of JSON.
  case object
  /// A required value is missing.
  case required
  /// A value that is not of its column's type.
  case integer, number, boolean, date, datetime

  /// For a value that is not of this type.
  package init(_ type: ColumnType) {
    switch type {
    case .text: self = .text
    case .integer: self = .integer
    case .number: self = .number
    case .boolean: self = .boolean
    case .date: self = .date
    case .datetime: self = .datetime
    }
  }
}
