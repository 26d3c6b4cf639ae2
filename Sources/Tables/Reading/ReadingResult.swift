package import Diagnostics

/// The result of reading the files of an input.
package struct ReadingResult: Sendable {
  package var table: Table
  /// The rows, if they were read to disk; then the table has none.
  package var stored: StoredTable?
  /// All columns of the files, including those that were not built.
  package var schema: Schema
  /// The rejects of all files; see ``rejectSchema``.
  package var rejects: Table
  /// The same with their fields, if these were asked for, and those that were corrected.
  package var rejectedRows = RejectedRows()
  /// The outcomes of corrections of rejects, by their rows.
  package var outcomes: [Int: RejectCorrections.Outcome] = [:]
  package var files: [FileReport]
  /// Warnings, such as an ambiguous date order.
  package var warnings: [Diagnostic]

  package init(
    table: Table, schema: Schema? = nil, rejects: Table, files: [FileReport], warnings: [Diagnostic] = []
  ) {
    self.table = table
    self.schema = schema ?? table.schema
    self.rejects = rejects
    self.files = files
    self.warnings = warnings
  }

  /// `raw` is the record's text; `code` a ``RejectCode``; `offset` its first byte in the file; `bytes` its bytes in
  /// hexadecimal, where they are not those of `raw`.
  package static let rejectSchema = Schema([
    Field("file", .text), Field("line", .integer), Field("column", .text), Field("reason", .text),
    Field("raw", .text), Field("code", .text), Field("offset", .integer), Field("bytes", .text),
  ])
}
