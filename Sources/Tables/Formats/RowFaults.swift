/// Why rows of a batch are rejects: each row's first fault, in column order.
struct RowFaults: Sendable {
  struct Fault: Sendable {
    /// Nil when the row as a whole is at fault.
    var column: String?
    var reason: String
  }
  private(set) var byRow: [Int: Fault] = [:]

  var isEmpty: Bool { byRow.isEmpty }

  mutating func add(_ row: Int, column: String?, _ reason: @autoclosure () -> String) {
    if byRow[row] == nil { byRow[row] = Fault(column: column, reason: reason()) }
  }

  /// The rows of a batch that have no fault.
  func good(of count: Int) -> [Int32] {
    (0..<count).compactMap { byRow[$0] == nil ? Int32($0) : nil }
  }
}

/// A row that could not be read as declared.
struct Reject: Sendable {
  /// Where its record begins; 0-based within a piece of a file, 1-based once the piece has its place.
  var line: Int
  var column: String?
  var reason: String
  /// The record as it is in the file, without its line end, as UTF-8.
  var raw: String

  static func table(_ rejects: [Reject], file: String) -> Table {
    Table(
      ReadingResult.rejectSchema,
      [
        .repeating(.text(file), type: .text, count: rejects.count),
        .integer(PlainColumn(rejects.map { Int64($0.line) })),
        .text(TextColumn(rejects.map(\.column))),
        .text(TextColumn(rejects.map { $0.reason })),
        .text(TextColumn(rejects.map { $0.raw })),
      ], rowCount: rejects.count)
  }
}
