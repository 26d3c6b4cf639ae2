package import Diagnostics
package import Tables

/// A declared source of rows.
package struct Input: Sendable {
  package enum Source: Sendable {
    /// One file below `Inputs/`.
    case file(Located<String>)
    /// All files below `Inputs/` that match a glob, in name order.
    case files(Located<String>)
    /// A file published by another job.
    case job(name: Located<String>, export: Located<String>)
    /// A file below `Corrections/`, which need not exist. No job declares such an input: it comes with the step
    /// `correct`.
    case corrections(Located<String>)
  }

  package var name: Located<String>
  package var source: Source
  /// Nil: recognised by content and file extension.
  package var format: Located<InputFormat>?
  package var encoding: TextEncoding?
  package var delimiter: UInt8?
  /// 1-based; nil: detected.
  package var headerRow: Int?
  /// The sheet of a workbook; nil: the first one that is shown.
  package var sheet: SheetChoice?
  /// The cells of a workbook; nil: the whole sheet.
  package var range: CellRange?
  /// The file in an archive; nil: the only one.
  package var member: String?
  /// The list in a JSON file; nil: the only one.
  package var path: String?
  /// The date of times that have none, `2021-04-26`; nil: the date in the file's name.
  package var day: String?
  package var columns: [InputColumn] = []
  package var undeclared: UndeclaredPolicy = .keep
  package var ragged: RaggedPolicy = .reject
  /// Without ``until``, which is bound when the columns are known.
  package var delimited = DelimitedOptions()
  package var fillDown: [Located<String>] = []
  package var until: ExpressionText?
  /// Where the keys of its shape are in the job, by their names.
  package var keyLocations: [String: SourceLocation] = [:]
  package var rejectsMax: RowLimit?
  package var limits = UnpackingLimits()
  package var arrival = Arrival()
  package var duplicates = DuplicatePolicy.warn
  /// Whether links may lead outside the workspace.
  package var followsLinksOutside = false
  package var location: SourceLocation
  /// False if a part has an error; the input's columns are then unknown.
  package var isWhole = true
  /// Columns whose type has an error.
  package var columnsOfUnknownType: Set<String> = []
}
