package import Diagnostics

/// The rows of one file, before they are combined with those of the input's other files.
package struct FileRows: Sendable {
  package var fields: [Field] = []
  package var columns: [Column] = []
  /// The rows on disk, with the columns that tell where they came from; then `columns` is empty.
  package var stored: StoredTable?
  /// Columns of the file that nothing reads.
  package var unbuilt: [Field] = []
  package var rowCount = 0
  /// The number of the header's row of a sheet, 0 if it has none; nil in other files.
  package var headerRow: Int?
  /// The line where the header begins.
  package var headerLine = 1
  /// The line of each row, 1-based; empty if not requested.
  package var sourceLines: [Int64] = []
  package var rejects: [Reject] = []
  /// How the columns are read that rejects have fields of.
  package var specs: [ColumnSpec] = []
  /// Rejects that are rows since somebody has corrected them.
  package internal(set) var corrected: [Reject] = []
  /// The outcomes of corrections of rejects, by their rows.
  package internal(set) var outcomes: [Int: RejectCorrections.Outcome] = [:]
  /// The keys of the rejects that have corrections.
  package internal(set) var correctedKeys: Set<String> = []
  package var report: FileReport
  package var warnings: [Diagnostic] = []

  package init(report: FileReport, warnings: [Diagnostic] = []) {
    self.report = report
    self.warnings = warnings
  }
}

extension FileRows {
  /// Leaves out all rows, counted under this name.
  package mutating func leaveOut(_ what: String) {
    columns = columns.map { $0.gather([]) }
    stored = stored.map { StoredTable($0.schema, []) }
    rowCount = 0
    sourceLines = []
    rejects = []
    corrected = []
    outcomes = [:]
    warnings = []
    report.rejected = 0
    report.leftOut = [(what, report.rows)]
  }

  /// All columns of several files, including those that were not built.
  package static func schema(_ files: [FileRows], of table: Table) -> Schema {
    var schema = table.schema
    for field in files.flatMap(\.unbuilt) where schema.index(of: field.name) == nil { schema.set(field) }
    return schema
  }

  /// The rows of several files. Columns are matched by name, in order of first appearance; null if a
  /// file lacks one.
  package static func union(_ files: [FileRows], options: ReadingOptions) throws -> Table {
    var schema = try commonSchema(files)
    let total = files.reduce(0) { $0 + $1.rowCount }
    let places = files.map { file in
      Dictionary(file.fields.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    }
    var columns = schema.fields.map { field in
      Column.concatenating(
        zip(files, places).map { file, places in
          places[field.name].map { file.columns[$0] } ?? .nulls(field.type, count: file.rowCount)
        }, type: field.type)
    }
    if options.wantsSourceFile {
      schema.set(.sourceFile)
      columns.append(
        Column.concatenating(
          files.map { .repeating(.text($0.report.file), type: .text, count: $0.rowCount) }, type: .text))
    }
    if options.wantsSourceLine {
      schema.set(.sourceLine)
      columns.append(.integer(PlainColumn(files.flatMap(\.sourceLines))))
    }
    return Table(schema, columns, rowCount: total)
  }

  /// The same of files whose rows are on disk.
  package static func storedUnion(_ files: [FileRows], options: ReadingOptions) throws -> StoredTable {
    var schema = try commonSchema(files)
    if options.wantsSourceFile { schema.set(.sourceFile) }
    if options.wantsSourceLine { schema.set(.sourceLine) }
    return StoredTable(schema, files.flatMap { $0.stored?.blocks ?? [] })
  }

  /// Moves the rows to disk, unless they are there.
  package mutating func store(in place: SpillPlace, options: ReadingOptions) throws {
    if stored != nil { return }
    var table = Table(Schema(fields), columns, rowCount: rowCount)
    if options.wantsSourceFile {
      table.set(
        Field.sourceFile.name, .repeating(.text(report.file), type: .text, count: rowCount))
    }
    if options.wantsSourceLine { table.set(Field.sourceLine.name, .integer(PlainColumn(sourceLines))) }
    var spool = try place.spool()
    try spool.append(table)
    stored = spool.stored(as: table.schema)
    columns = []
    sourceLines = []
  }

  /// The columns of several files, by name in order of first appearance.
  private static func commonSchema(_ files: [FileRows]) throws -> Schema {
    var schema = Schema()
    var problems = Diagnostics()
    for file in files {
      for field in file.fields {
        guard let known = schema.field(named: field.name) else {
          schema.set(field)
          continue
        }
        if known.type != field.type {
          problems.add(
            Diagnostic(
              .init(
                .typesDiffer,
                "column '\(field.name)' is \(field.type) in '\(file.report.file)' and \(known.type) in the files before"
              ),
              hint: "declare its type under  columns:"))
        }
      }
    }
    try problems.throwIfErrors()
    return schema
  }
}
