package import Diagnostics
package import Tables

/// A declared source of rows.
package struct Input: Sendable {
  package enum Source: Sendable {
    /// One file below `Inputs/`.
    case file(Located<String>)
    /// Every file that a glob below `Inputs/` matches, in name order.
    case files(Located<String>)
    /// What another job published.
    case job(name: Located<String>, export: Located<String>)
  }

  package var name: Located<String>
  package var source: Source
  /// Nil: found from the content and the file's ending.
  package var format: Located<InputFormat>?
  package var encoding: TextEncoding?
  package var delimiter: UInt8?
  /// 1-based; nil: found.
  package var headerRow: Int?
  package var columns: [InputColumn] = []
  package var undeclared: UndeclaredPolicy = .keep
  package var ragged: RaggedPolicy = .reject
  package var rejectsMax: RejectLimit?
  package var arrival = Arrival()
  /// Formats with sheets; nil: the first.
  package var sheet: Located<String>?
  package var location: SourceLocation
  /// False where a mistake kept a part from being read: which columns the input has is then unknown.
  package var isWhole = true

  package init(name: Located<String>, source: Source, location: SourceLocation) {
    self.name = name
    self.source = source
    self.location = location
  }
}

/// A column that a job declares of an input.
package struct InputColumn: Sendable {
  package var name: Located<String>
  /// Headers it may stand under, folded when compared; its own name when empty.
  package var headers: [Located<String>] = []
  package var type: ColumnType = .text
  /// False where the job leaves the type to the format (whose own columns have theirs) or to text.
  package var hasType = false
  package var required = false
  package var format: Located<String>?
  package var zone: Zone?
  /// `.` when nil.
  package var decimal: UInt8?
  package var nulls: [String] = []
  package var location: SourceLocation
  /// False where a mistake kept the type from being read.
  package var hasKnownType = true

  package init(name: Located<String>, location: SourceLocation) {
    self.name = name
    self.location = location
  }
}

/// How many rejects a run bears.
package enum RejectLimit: Sendable, Equatable {
  case count(Int)
  /// 1.0 is one per cent.
  case percent(Double)
}
