/// How exactly spreadsheet programs keep numbers.
package enum SpreadsheetPrecision {
  /// Whether a spreadsheet program keeps every digit of the number: it keeps 15 of them.
  package static func keeps(_ value: Int64) -> Bool { value.magnitude < 1_000_000_000_000_000 }
}
