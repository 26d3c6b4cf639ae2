internal import Tables

/// The texts by which CSV files for people show the columns of a sheet, in each format that they may have. They are
/// made when a CSV file is compared.
final class WrittenTexts {
  private let language: String
  private let zone: Zone
  private var made: [String: TextColumn?] = [:]

  init(language: String, zone: Zone) {
    self.language = language
    self.zone = zone
  }

  /// Whether one of the column's formats shows the value of a row by this text.
  func isText(_ text: String, of column: HandedOutSheet.SheetColumn, row: Int) -> Bool {
    column.formats.contains { format in
      let name = "\(column.name)\0\(format ?? "")"
      if made[name] == nil {
        made[name] = .some(
          try? CSVWriter.texts(of: column.shown, format: format, language: language, zone: zone))
      }
      guard let texts = made[name] ?? nil else { return false }
      return ReturnedValue.plain(texts.validity[row] ? texts.string(at: row) : "")
        == ReturnedValue.plain(text)
    }
  }
}
