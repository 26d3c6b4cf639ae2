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
