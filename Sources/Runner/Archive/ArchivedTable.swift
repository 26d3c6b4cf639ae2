internal import Diagnostics
internal import Formats
internal import Foundation
internal import Glibc
package import Tables

/// A table with a key, as a run left it; its rows are an object of the archive, in the CSV format for machines.
package struct ArchivedTable: Sendable, Equatable {
  package var table: String
  package var sha256: String
  package var bytes: Int
  package var rows: Int
  package var columns: [Field]
}

extension Archive {
  /// Stores the rows of a table, without the columns that tell where they came from.
  func store(_ table: Table, named name: String) throws -> ArchivedTable {
    let table = table.visible
    let fingerprint = try keep { path in
      try CSVWriter.writeFingerprinted(
        table, headers: table.schema.names, to: path, dialect: .machines, zone: .utc)
    }
    return ArchivedTable(
      table: name, sha256: fingerprint.sha256, bytes: fingerprint.bytes, rows: table.rowCount,
      columns: table.schema.fields)
  }

  /// The rows of a table.
  /// - Throws: a diagnostic if they are missing or damaged.
  func rows(of table: ArchivedTable) throws -> Table {
    let file = try file(of: table.sha256)
    let read = try InputReader.read([file], options: ReadingOptions(zone: .utc).published(table.columns))
    guard read.rejects.rowCount == 0, read.table.rowCount == table.rows,
      read.table.schema.fields == table.columns
    else {
      throw Diagnostic(
        .init(.archiveDamaged, "the archived rows of table '\(table.table)' are damaged"),
        at: SourceLocation(file: file.displayName))
    }
    return read.table
  }
}
