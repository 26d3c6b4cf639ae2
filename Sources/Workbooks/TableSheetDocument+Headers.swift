extension TableSheetDocument {
  /// The headers as they stand on the sheet: each once, and none empty.
  package var headers: [String] { SheetNames.uniqueHeaders(columns.map(\.label)) }
}
