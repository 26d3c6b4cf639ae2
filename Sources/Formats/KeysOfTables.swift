package import Diagnostics
package import Tables

/// The keys of an input that say how a table stands in its file. A report has its own ways, so they have no meaning there.
package enum KeysOfTables {
  /// The error about the first key that a format does not obey; nil if it obeys all.
  ///
  /// - Parameters:
  ///   - file: as it is called in the hint.
  ///   - isBinary: whether the file is a workbook.
  package static func refusal(
    of options: ReadingOptions, by format: InputFormat, file: String, isBinary: Bool = false,
    at location: SourceLocation? = nil
  ) -> Diagnostic? {
    if format == .csv { return nil }
    if let key = options.delimited.dialectKeys.first {
      return Diagnostic(
        .onlyForTables(key, format), at: location, reason: "it is for plain tables of text",
        hint: "if \(file) is one, say so in the input:  format: csv")
    }
    if format == XLSXTable.name { return nil }
    let isTable = "if \(file) is one, say so in the input:  format: \(isBinary ? "xlsx" : "csv")"
    if let key = options.delimited.rowKeys.first {
      return Diagnostic(
        .onlyForTables(key, format), at: location, reason: "it is for plain tables of text and for sheets",
        hint: isTable)
    }
    guard options.headerRow != nil else { return nil }
    return Diagnostic(
      .onlyForTables("header_row", format), at: location,
      reason: "it is for plain tables of text and for sheets, and reports are searched for their header",
      hint: "leave  header_row:  out, or, if \(file) is a plain table, say so in the input:  format: csv")
  }
}

extension Diagnostic.Message {
  fileprivate static func onlyForTables(_ key: String, _ format: InputFormat) -> Self {
    Self(.keyNotAllowed, "'\(key)' has no meaning for the format \(format.rawValue)")
  }
}
