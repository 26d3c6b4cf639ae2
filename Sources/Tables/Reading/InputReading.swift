package import Diagnostics

/// How one input is to be read: the contract between jobs and readers, free of YAML.
package struct ReadingOptions: Sendable {
  package var format: InputFormat?
  package var encoding: TextEncoding?
  package var delimiter: UInt8?
  /// 1-based row (record, not line) of the header; nil: found. 0: there is none.
  package var headerRow: Int?
  package var columns: [ColumnDeclaration] = []
  package var undeclared: UndeclaredPolicy = .keep
  package var ragged: RaggedPolicy = .reject
  /// Whether an empty line of a file with one column is a row with a null, as Acta writes it. In
  /// files of others it is no row.
  package var emptyLinesAreRows = false
  /// Headers are taken and compared as they are: in files that Acta wrote, `a`, `A` and ` a` are
  /// three columns.
  package var headersAreExact = false
  /// The zone of datetimes that name none and whose column declares none.
  package var zone: Zone
  /// Ask for ``Field/sourceFile`` and ``Field/sourceLine`` beside the rows.
  package var wantsSourceFile = false
  package var wantsSourceLine = false
  /// The columns that anything reads (names as in the result); nil: all. Others need not be built,
  /// but declared ones are still checked against their type.
  package var neededColumns: Set<String>?

  package init(zone: Zone) { self.zone = zone }
}

/// A column as a job declares it.
package struct ColumnDeclaration: Sendable {
  package var name: String
  /// Headers it may stand under; its own name when empty.
  package var headers: [String] = []
  /// Nil: the format's own type for it, else text.
  package var type: ColumnType?
  package var required = false
  /// A Unicode date pattern such as `yyyy-MM-dd HH:mm`; nil: ISO 8601 and the format's own shapes.
  package var format: String?
  package var zone: Zone?
  /// `,` or `.`; nil: `.`
  package var decimal: UInt8?
  package var nulls: [String] = []
  /// Where the job declares it, for messages.
  package var location: SourceLocation?

  package init(_ name: String, _ type: ColumnType? = nil) {
    self.name = name
    self.type = type
  }
}

/// A file to read: where it is, and what it is called in messages (`Inputs/zoom/a.csv`).
package struct InputFile: Sendable {
  package var path: String
  package var displayName: String
  package init(path: String, displayName: String) {
    self.path = path
    self.displayName = displayName
  }
}

/// What reading an input's files gave.
package struct ReadingResult: Sendable {
  package var table: Table
  /// All columns of the files, those that were not needed and not built included.
  package var schema: Schema
  /// file, line, column, reason, raw — all text but `line` (integer); see ``rejectSchema``.
  package var rejects: Table
  package var files: [FileReport]
  /// Such as an ambiguous date order.
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

  package static let rejectSchema = Schema([
    Field("file", .text), Field("line", .integer), Field("column", .text), Field("reason", .text),
    Field("raw", .text),
  ])
}

/// One file's part in a reading.
package struct FileReport: Sendable {
  package var file: String
  package var bytes: Int
  /// Of the file as it is on disk, lower-case hexadecimal.
  package var sha256: String
  /// Data rows found, the rejected and the left-out ones included.
  package var rows: Int
  package var rejected: Int
  /// Rows that are no data and were left out, by what they are: `["total row": 1]`.
  package var leftOut: [(what: String, rows: Int)]
  package var format: InputFormat
  package var encoding: TextEncoding
  package var delimiter: UInt8
  /// When the file was last changed; microseconds since 1970.
  package var modified: Int64

  package init(
    file: String, bytes: Int, sha256: String, rows: Int, rejected: Int,
    leftOut: [(what: String, rows: Int)] = [], format: InputFormat, encoding: TextEncoding,
    delimiter: UInt8, modified: Int64
  ) {
    self.file = file
    self.bytes = bytes
    self.sha256 = sha256
    self.rows = rows
    self.rejected = rejected
    self.leftOut = leftOut
    self.format = format
    self.encoding = encoding
    self.delimiter = delimiter
    self.modified = modified
  }
}
