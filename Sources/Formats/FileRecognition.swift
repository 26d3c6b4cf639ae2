internal import Diagnostics
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
  /// Nil if the file is not a plain table.
  let layout: CSVLayout?
  private let state: FileState

  /// - Throws: a diagnostic if the file is neither a known report nor text, or is a plain table without
  ///   a header.
  init(_ file: OpenedFile, options: ReadingOptions) throws {
    name = file.name
    state = file.state
    let text = try? file.text()
    delimiter = text.map { CSVLayout.delimiter($0, options: options) }
    format =
      options.format
      ?? ReportFormats.recognising(
        FileBeginning(file, delimiter: delimiter ?? 0), hasColumns: !options.columns.isEmpty)?.name
      ?? .csv
    layout = format == .csv ? try CSVLayout(file.text(), delimiter: delimiter!, options: options) : nil
  }

  /// Nil if the file is not a plain table.
  package var delimiterOfTable: UInt8? { layout.map { $0.delimiter } }

  func holds(of file: OpenedFile) -> Bool { state == file.state }
}
