/// How one input is to be read: the contract between jobs and readers, free of YAML.
package struct ReadingOptions: Sendable {
  package var format: InputFormat?
  package var encoding: TextEncoding?
  package var delimiter: UInt8?
  /// 1-based row (record, not line) of the header; nil: found. 0: there is none.
  package var headerRow: Int?
  /// Of a workbook; nil: the first sheet that is shown.
  package var sheet: SheetChoice?
  /// Of a workbook: the cells that are read; nil: all.
  package var range: CellRange?
  package var columns: [InputColumn] = []
  package var undeclared: UndeclaredPolicy = .keep
  package var ragged: RaggedPolicy = .reject
  /// Whether an empty line of a file with one column is a row with a null, as Acta writes it. In other
  /// programs' files it is not a row.
  package var emptyLinesAreRows = false
  /// Headers are taken and compared as they are: in files that Acta wrote, `a`, `A` and ` a` are
  /// three columns.
  package var headersAreExact = false
  /// The zone of datetimes without an offset, where their column declares no zone.
  package var zone: Zone
  /// Ask for ``Field/sourceFile`` and ``Field/sourceLine`` beside the rows.
  package var wantsSourceFile = false
  package var wantsSourceLine = false
  /// The columns that anything reads (names as in the result); nil: all. Others need not be built,
  /// but declared ones are still checked against their type.
  package var neededColumns: Set<String>?

  package init(zone: Zone) { self.zone = zone }
}

/// What happens to columns that no declaration names.
package enum UndeclaredPolicy: String, Sendable, CaseIterable { case keep, drop, reject }

/// What happens to rows with fewer or more fields than the header.
package enum RaggedPolicy: String, Sendable, CaseIterable { case reject, pad }
