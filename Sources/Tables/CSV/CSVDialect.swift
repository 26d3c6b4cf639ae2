/// For whom a CSV file is.
package enum CSVDialect: Sendable, Equatable {
  /// RFC 4180: UTF-8 without a byte order mark, commas, decimal points, ISO dates.
  case machines
  /// As a spreadsheet opens it by a double click where this language is spoken: byte order mark,
  /// the language's separator, decimal mark and dates, texts kept from running as formulas.
  case people(language: String)
}
