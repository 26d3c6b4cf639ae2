extension CSVWriter {
  /// The texts by which a file for people shows the values of a column; null for null.
  ///
  /// - Parameter format: of the column, as in workbooks.
  /// - Throws: a diagnostic if a text is not UTF-8 without NUL.
  package static func texts(
    of column: Column, format: String?, language: String, zone: Zone
  ) throws -> TextColumn {
    // A second column tells empty texts from rows without a field.
    let table = Table(
      Schema([Field("mark", .boolean), Field("value", column.type)]),
      [.repeating(.boolean(true), type: .boolean, count: column.count), column], rowCount: column.count)
    let formatter = CSVFormatter(
      table, dialect: .people(language: language, formats: [nil, format]), zone: zone)
    let bytes = try formatter.buffer(rows: 0..<column.count, headers: nil).copy()
    let (index, _) = FieldScanner(delimiter: WrittenLanguage(language).separator).scan(
      bytes.span, 0..<bytes.count, limit: bytes.count, isEnd: true)
    return TextColumn((0..<column.count).map { FieldScanner.text(of: 1, in: $0, index, bytes.span) })
  }
}
