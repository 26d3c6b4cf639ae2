/// A row that could not be read as declared.
package struct Reject: Sendable {
  /// The line where the record begins: 0-based within a chunk, 1-based once the chunk's position is
  /// known.
  package var line: Int
  package var column: String?
  package var code: RejectCode
  package var reason: String
  /// The record's text in the file, without its line end, as UTF-8.
  package var raw: String
  /// The record's place in the text that was read; nil if its file is not text.
  package var place: Range<Int>?
  /// The first byte of the record in the file, after unpacking; nil until ``TextFile/locate(_:)``, and for files
  /// that are not text.
  package var offset: Int?
  /// The record's bytes in the file, where they are not those of ``raw``.
  package var bytes: [UInt8]?
  /// The text of each column of ``FileRows/specs``, nil for an empty one; nil if it cannot be divided, or nobody asked
  /// for it.
  package var fields: [String?]?
  /// The corrections that were applied to the fields, by their rows in the file of corrections.
  package var corrections: [Int] = []

  package init(
    line: Int, column: String?, code: RejectCode, reason: String, raw: String, place: Range<Int>? = nil
  ) {
    self.line = line
    self.column = column
    self.code = code
    self.reason = reason
    self.raw = raw
    self.place = place
  }

  package static func table(_ rejects: [Reject], file: String) -> Table {
    let offsets = rejects.map { $0.offset.map { Value.integer(Int64($0)) } ?? .null }
    return Table(
      ReadingResult.rejectSchema,
      [
        .repeating(.text(file), type: .text, count: rejects.count),
        .integer(PlainColumn(rejects.map { Int64($0.line) })),
        .text(TextColumn(rejects.map(\.column))),
        .text(TextColumn(rejects.map { $0.reason })),
        .text(TextColumn(rejects.map { $0.raw })),
        .text(TextColumn(rejects.map { $0.code.rawValue })),
        Column(.integer, offsets),
        .text(TextColumn(rejects.map { $0.bytes.map(hexadecimal) })),
      ], rowCount: rejects.count)
  }

  private static func hexadecimal(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    let text = bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return String(decoding: text, as: UTF8.self)
  }
}
