/// Why rows of a batch are rejects: each row's first fault, in column order.
package struct RowFaults: Sendable {
  package init() {}

  package struct Fault: Sendable {
    /// Nil when the row as a whole is at fault.
    package var column: String?
    package var reason: String
  }
  package private(set) var byRow: [Int: Fault] = [:]

  package var isEmpty: Bool { byRow.isEmpty }

  package mutating func add(_ row: Int, column: String?, _ reason: @autoclosure () -> String) {
    if byRow[row] == nil { byRow[row] = Fault(column: column, reason: reason()) }
  }

  /// The rows of a batch that have no fault.
  package func good(of count: Int) -> [Int32] {
    (0..<count).compactMap { byRow[$0] == nil ? Int32($0) : nil }
  }
}

/// A row that could not be read as declared.
package struct Reject: Sendable {
  /// Where its record begins; 0-based within a piece of a file, 1-based once the piece has its place.
  package var line: Int
  package var column: String?
  package var reason: String
  /// The record as it is in the file, without its line end, as UTF-8.
  package var raw: String

  package init(line: Int, column: String?, reason: String, raw: String) {
    self.line = line
    self.column = column
    self.reason = reason
    self.raw = raw
  }

  package static func table(_ rejects: [Reject], file: String) -> Table {
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
