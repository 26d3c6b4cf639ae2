/// The account of one file that was read.
package struct FileReport: Sendable {
  package var file: String
  package var bytes: Int
  /// The SHA-256 of the file on disk, in lower-case hexadecimal.
  package var sha256: String
  /// The number of rows, including rejected and left-out ones.
  package var rows: Int
  package var rejected: Int
  /// Rows that are not data and were left out, by kind: `["total row": 1]`.
  package var leftOut: [(what: String, rows: Int)]
  /// The number of data rows, including rejected ones.
  package var dataRows: Int { rows - leftOut.reduce(0) { $0 + $1.rows } }
  package var format: InputFormat
  /// Nil for a file that is not text.
  package var encoding: TextEncoding?
  package var delimiter: UInt8?
  /// How a text is divided and quoted, where ``delimiter`` does not say it.
  package var dialect: TextDialect?
  /// The sheet of a workbook that was read.
  package var sheet: String?
  /// When the file was last changed; microseconds since 1970.
  package var modified: Int64

  package init(
    file: String, bytes: Int, sha256: String, rows: Int, rejected: Int,
    leftOut: [(what: String, rows: Int)] = [], format: InputFormat, encoding: TextEncoding? = nil,
    delimiter: UInt8? = nil, sheet: String? = nil, modified: Int64
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
    self.sheet = sheet
    self.modified = modified
  }
}
