/// The audience of a CSV file.
package enum CSVDialect: Sendable, Equatable {
  /// RFC 4180: UTF-8 without a byte order mark, commas, decimal points, ISO dates.
  case machines
  /// For opening in a spreadsheet where this language is spoken: byte order mark, the language's
  /// separator, decimal mark and dates; texts cannot run as formulas.
  ///
  /// `formats` are by column, as in workbooks; none if empty.
  case people(language: String, formats: [String?] = [])
}
