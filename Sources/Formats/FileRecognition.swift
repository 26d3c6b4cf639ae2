internal import Diagnostics
package import Tables

/// What the beginning of a file shows: its format, and where its header is.
///
/// Found when a job is bound, and used again when its rows are read, as long as the file is still
/// the same; see ``InputReader``.
package struct FileRecognition: Sendable {
  package let name: String
  package let format: InputFormat
  let delimiter: UInt8
  /// Of a plain table.
  let layout: CSVLayout?
  private let state: TextFile.State

  /// - Throws: a diagnostic when a plain table has no header.
  init(_ file: TextFile, options: ReadingOptions) throws {
    name = file.name
    state = file.state
    delimiter = CSVLayout.delimiter(file, options: options)
    format = options.format ?? FormatRecognition.format(file, delimiter: delimiter)
    layout = format == .csv ? try CSVLayout(file, delimiter: delimiter, options: options) : nil
  }

  /// Whether it says the truth of a file as it is now.
  func holds(of file: TextFile) -> Bool { state == file.state }
}
