/// The types of columns, by their names in job files.
package enum ColumnType: String, Sendable, CaseIterable, Hashable, Codable {
  case text
  /// 64-bit, signed.
  case integer
  /// An IEEE double; never NaN or infinite in a table.
  case number
  case boolean
  /// Days since 1970-01-01.
  case date
  /// An instant: microseconds since 1970-01-01T00:00:00Z.
  case datetime
}
