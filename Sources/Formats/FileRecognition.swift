internal import Diagnostics
package import Tables

/// What the beginning of a file shows: its format, and where its header is.
///
/// Found when a job is bound, and used again when its rows are read, as long as the file has not
/// changed; see ``InputReader``.
package struct FileRecognition: Sendable {
  package let name: String
  package let format: InputFormat
  /// Of a text.
  let delimiter: UInt8?
  /// Of a plain table.
  let layout: CSVLayout?
  private let state: FileState

  /// - Throws: a diagnostic when a file is neither a known report nor text, or a plain table has no header.
  init(_ file: OpenedFile, options: ReadingOptions) throws {
    name = file.name
    state = file.state
    let text = try? file.text()
    delimiter = text.map { CSVLayout.delimiter($0, options: options) }
    format =
      options.format ?? ReportFormats.recognising(FileBeginning(file, delimiter: delimiter ?? 0))?.name
      ?? .csv
    layout = format == .csv ? try CSVLayout(file.text(), delimiter: delimiter!, options: options) : nil
  }

  func holds(of file: OpenedFile) -> Bool { state == file.state }
}
