/// The precision of numbers in spreadsheet programs.
package enum SpreadsheetPrecision {
  /// Whether a spreadsheet program keeps every digit of the number: it keeps 15.
  package static func keeps(_ value: Int64) -> Bool { value.magnitude < 1_000_000_000_000_000 }
}
