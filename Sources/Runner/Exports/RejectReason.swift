/// Why a row was rejected, so far that it can be said in any language.
enum RejectReason: Hashable {
  case empty, integer, number, truth, date, other
  /// The row as a whole, not one of its columns.
  case row

  /// - Parameters:
  ///   - column: nil if the fault concerns the row as a whole.
  ///   - reason: in English, as in the table of rejects.
  init(column: String?, reason: String) {
    // Nothing else ends like this, because a rejected value comes first and in quotes.
    let endings: [(String, RejectReason)] = [
      ("is not an integer", .integer), ("is out of the range of integers", .integer),
      ("is not a number", .number), ("is not true or false", .truth), ("is not a date", .date),
      ("is not a date and time", .date), ("is required", .empty),
    ]
    if column == nil {
      self = .row
    } else if let found = endings.first(where: { reason.hasSuffix($0.0) }) {
      self = found.1
    } else {
      self = reason.contains("is not a date") ? .date : .other
    }
  }
}
