internal import Diagnostics
internal import Formats
internal import Foundation
internal import Glibc
package import Tables

/// A table with a key, as a run left it; its rows are an object of the archive, in the CSV format for machines.
package struct ArchivedTable: Sendable, Equatable, Decodable {
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
    return try store(name, table.schema, rows: table.rowCount) { path in
      try CSVWriter.writeFingerprinted(
        table, headers: table.schema.names, to: path, dialect: .machines, zone: .utc)
    }
  }

  /// Stores the rows of a table on disk: the same bytes as of the table in memory.
  func store(_ table: StoredTable, named name: String) throws -> ArchivedTable {
    let table = table.selecting(table.schema.visibleNames)
    return try store(name, table.schema, rows: table.rowCount) { path in
      try CSVWriter.writeFingerprinted(
        table, headers: table.schema.names, to: path, dialect: .machines, zone: .utc
      ) { $0 }
    }
  }

  private func store(
    _ name: String, _ schema: Schema, rows: Int, _ write: (String) throws -> FileFingerprint
  ) throws -> ArchivedTable {
    let fingerprint = try keep(write)
    return ArchivedTable(
      table: name, sha256: fingerprint.sha256, bytes: fingerprint.bytes, rows: rows, columns: schema.fields)
  }

  /// The rows of a table.
  /// - Throws: a diagnostic if they are missing or damaged.
  func rows(of table: ArchivedTable) throws -> Table {
    try read(table, from: file(of: table.sha256), in: nil).table
  }

  /// The rows of a table, on disk.
  /// - Throws: a diagnostic if they are missing or damaged.
  func rows(of table: ArchivedTable, in spill: SpillPlace) throws -> StoredTable {
    var file = try file(of: table.sha256)
    let unpacked = "\(spill.folder)/night-\(UUID().uuidString).\(getpid())"
    defer { unsafe unlink(unpacked) }
    if file.path.hasSuffix(".gz") {
      // A packed file is read whole.
      try Gzip.unpack(WholeFile.read(file), name: file.displayName, limits: .none, to: unpacked)
      file = InputFile(path: unpacked, displayName: file.displayName)
    }
    let read = try read(table, from: file, in: spill)
    return read.stored ?? TableSpool.nothing(like: read.table.schema)
  }

  private func read(
    _ table: ArchivedTable, from file: InputFile, in spill: SpillPlace?
  ) throws -> ReadingResult {
    var options = ReadingOptions(zone: .utc).published(table.columns)
    options.limits = .none
    let read = try InputReader.read([file], options: options, spill: spill)
    guard read.rejects.rowCount == 0, read.stored?.rowCount ?? read.table.rowCount == table.rows,
      read.table.schema.fields == table.columns
    else {
      throw Diagnostic(
        .init(.archiveDamaged, "the archived rows of table '\(table.table)' are damaged"),
        at: SourceLocation(file: file.displayName))
    }
    return read
  }
}
