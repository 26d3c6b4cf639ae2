package import Tables

/// The format of a file and the position of its header, recognised from its beginning.
///
/// Found when a job is bound, and reused when its rows are read, unless the file has changed; see
/// ``InputReader``.
package struct FileRecognition: Sendable {
  package let name: String
  package let format: InputFormat
  /// Nil if the file is not text.
  let delimiter: UInt8?
  /// How the text must be rewritten to be read; nil if it can be read as it is.
  private let dialect: TextDialect?
  /// Nil if the file is not a plain table.
  let layout: CSVLayout?
  private let state: FileState

  /// - Throws: a diagnostic if the file is neither a known report nor text, or is a plain table without
  ///   a header.
  init(_ file: OpenedFile, options: ReadingOptions) throws {
    name = file.name
    state = file.state
    let text = try? file.text()
    let likely = text.map { CSVLayout.delimiter($0, options: options) }
    let report = ReportSearch(file, likely: likely, options: options)
    format = report.format ?? .csv
    delimiter = report.delimiter ?? likely
    guard format == .csv else {
      (dialect, layout) = (nil, nil)
      return
    }
    let plain = try file.text()
    dialect = TextDialect.of(plain, delimiter: delimiter!, options: options)
    let table = try dialect.map { try plain.rewritten(by: $0) } ?? plain
    layout = try CSVLayout(
      table, delimiter: dialect == nil ? delimiter! : CSVLayout.delimiter(table, options: options),
      options: options)
  }

  /// The text of a plain table, as its layout describes it.
  func table(of file: OpenedFile) throws -> TextFile {
    let plain = try file.text()
    return try dialect.map { try plain.rewritten(by: $0) } ?? plain
  }

  /// Nil if the file is not a plain table.
  package var delimiterOfTable: UInt8? { layout.map { $0.delimiter } }

  func holds(of file: OpenedFile) -> Bool { state == file.state }
}
