/// A row that could not be read as declared.
package struct Reject: Sendable {
  /// The line where the record begins: 0-based within a chunk, 1-based once the chunk's position is
  /// known.
  package var line: Int
  package var column: String?
  package var reason: String
  /// The record's text in the file, without its line end, as UTF-8.
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
