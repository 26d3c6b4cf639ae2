/// How to read an input: the contract between jobs and readers, independent of YAML.
package struct ReadingOptions: Sendable {
  package var format: InputFormat?
  package var encoding: TextEncoding?
  package var delimiter: UInt8?
  /// 1-based row (record, not line) of the header; nil: detected. 0: no header.
  package var headerRow: Int?
  /// The sheet of a workbook; nil: the first one that is shown.
  package var sheet: SheetChoice?
  /// The cells of a workbook that are read; nil: all.
  package var range: CellRange?
  /// The file in an archive, by a name or pattern; nil: the only one.
  package var member: String?
  /// The list in a JSON file, by names separated by dots; nil: the only one.
  package var path: String?
  /// The date of times that have none, such as `2021-04-26`; nil: the date in the file's name.
  package var day: String?
  package var columns: [InputColumn] = []
  package var delimited = DelimitedOptions()
  package var undeclared: UndeclaredPolicy = .keep
  package var ragged: RaggedPolicy = .reject
  package var limits = UnpackingLimits()
  package var duplicates = DuplicatePolicy.warn
  /// Whether an empty line of a file with one column is a row with a null, as in files that Acta writes.
  /// In other files it is not a row.
  package var emptyLinesAreRows = false
  /// Headers are compared exactly: in files that Acta wrote, `a`, `A` and ` a` are three columns.
  package var headersAreExact = false
  /// The zone of datetimes without an offset, unless their column declares one.
  package var zone: Zone
  /// Whether rows need ``Field/sourceFile`` and ``Field/sourceLine``.
  package var wantsSourceFile = false
  package var wantsSourceLine = false
  /// How many rejects of a file have fields.
  package var rejectsWithFields = 0
  /// The corrections of rejected rows; the lines of rows must be wanted.
  package var corrections: RejectCorrections?
  /// The columns that are read, by their names in the result; nil: all. Others need not be built, but
  /// declared ones are still checked against their type.
  package var neededColumns: Set<String>?

  package init(zone: Zone) { self.zone = zone }
}

/// The policy for columns that are not declared.
package enum UndeclaredPolicy: String, Sendable, CaseIterable { case keep, drop, reject }

/// The policy for rows with fewer or more fields than the header.
package enum RaggedPolicy: String, Sendable, CaseIterable { case reject, pad }

/// The policy for several files of an input with the same bytes.
package enum DuplicatePolicy: String, Sendable, CaseIterable {
  /// All are read.
  case warn
  /// Only the first one is read.
  case once
  case fail
}
