package import Diagnostics
package import Tables

/// A step of a table: its operation and its location.
package struct Step: Sendable {
  /// The kinds of steps, by their keys in job files.
  package enum Keyword: String, Sendable, CaseIterable, Codable {
    case filter, derive, select, drop, rename, distinct, sort, limit, join, union, group, pivot, unpivot,
      window, explode, intervals, concurrency, fill, correct
  }

  package enum Operation: Sendable {
    case filter(ExpressionText)
    case derive([NamedExpression])
    case select([Located<String>])
    case drop([Located<String>])
    case rename([(from: Located<String>, to: Located<String>)])
    case distinct(Distinct)
    case sort(Sort)
    case limit(Located<Int>)
    case join(Join)
    case union(with: [Located<String>])
    case group(Group)
    case pivot(Pivot)
    case unpivot(Unpivot)
    case window(Window)
    case explode(Explode)
    case intervals(Intervals)
    case concurrency(Concurrency)
    case fill(Fill)
    case correct(Correct)
  }

  package struct Distinct: Sendable {
    package enum Keep: String, Sendable, CaseIterable, Codable { case first, last }
    package var on: [Located<String>]
    package var keep: Keep = .first
    /// The order for first and last; empty for the table's order.
    package var by: [SortKey] = []
  }

  package struct SortKey: Sendable {
    package var column: Located<String>
    package var isDescending: Bool
  }

  package struct Sort: Sendable {
    package var by: [SortKey]
    /// A language code; nil sorts by code point.
    package var collate: Located<String>?
  }

  package struct Join: Sendable {
    package enum Kind: String, Sendable, CaseIterable, Codable { case left, inner, full, semi, anti }
    package enum Expectation: String, Sendable, CaseIterable, Codable { case one, many }
    package var with: Located<String>
    package var on: [(left: Located<String>, right: Located<String>)]
    package var kind: Kind = .left
    /// Columns of the right table; nil: all but the key.
    package var columns: [Located<String>]?
    package var expect: Expectation = .one
  }

  package struct Group: Sendable {
    package var by: [Located<String>] = []
    package var summarize: [NamedExpression]
  }

  package struct Pivot: Sendable {
    package var rows: [Located<String>]
    package var column: Located<String>
    package var value: ExpressionText
  }

  package struct Unpivot: Sendable {
    package var columns: [Located<String>]
    package var name: Located<String>
    package var value: Located<String>
  }

  package struct Window: Sendable {
    package var by: [Located<String>] = []
    package var order: [SortKey] = []
    package var derive: [NamedExpression]
  }

  package struct Explode: Sendable {
    package var column: Located<String>
    package var separator: Located<String>
    /// Parts that may hold the separator themselves.
    package var options: [Located<String>] = []
  }

  package struct Intervals: Sendable {
    package var by: [Located<String>]
    package var from: Located<String>
    package var to: Located<String>
    /// Intervals that are at most this far apart are merged.
    package var gap: TimeSpan = .zero
  }

  package struct Concurrency: Sendable {
    package var by: [Located<String>] = []
    package var from: Located<String>
    package var to: Located<String>
  }

  package struct Fill: Sendable {
    package var columns: [Located<String>]
    package var by: [Located<String>] = []
  }

  package struct Correct: Sendable {
    package var columns: [Located<String>]
    /// A file below `Corrections/`.
    package var file: Located<String>
    /// A column to make, which says what was corrected, by whom and why.
    package var note: Located<String>?
    /// The columns that other steps of the table correct by the same file.
    package var otherColumns: Set<String> = []
    /// The tables that are corrected by the same file. Empty unless this is the first step that reads it.
    package var tables: Set<String> = []
    /// Whether this is the first step that corrects the table by the file.
    package var isFirst = true
    /// The input that has the rows of the file.
    package var input: Located<String> {
      Located(CorrectionFile.inputName(of: file.value), at: file.location)
    }
  }

  package var operation: Operation
  /// The location of the keyword.
  package var location: SourceLocation
  /// False if a part has an error.
  package var isWhole = true

  package init(_ operation: Operation, location: SourceLocation) {
    self.operation = operation
    self.location = location
  }

  /// Tables that the step reads in addition to its own.
  package var otherTables: [Located<String>] {
    switch operation {
    case .join(let join): [join.with]
    case .union(let tables): tables
    case .correct(let correct): [correct.input]
    case .filter, .derive, .select, .drop, .rename, .distinct, .sort, .limit, .group, .pivot, .unpivot,
      .window, .explode, .intervals, .concurrency, .fill:
      []
    }
  }
}

extension Step.Keyword {
  /// Whether the step keeps the columns of its table, however it is configured.
  package var keepsColumns: Bool {
    switch self {
    case .filter, .distinct, .sort, .limit, .explode, .fill: true
    case .derive, .select, .drop, .rename, .join, .union, .group, .pivot, .unpivot, .window, .intervals,
      .concurrency, .correct:
      false
    }
  }
}

extension Step {
  /// The step's key in the job file.
  package var keyword: Keyword {
    switch operation {
    case .filter: .filter
    case .derive: .derive
    case .select: .select
    case .drop: .drop
    case .rename: .rename
    case .distinct: .distinct
    case .sort: .sort
    case .limit: .limit
    case .join: .join
    case .union: .union
    case .group: .group
    case .pivot: .pivot
    case .unpivot: .unpivot
    case .window: .window
    case .explode: .explode
    case .intervals: .intervals
    case .concurrency: .concurrency
    case .fill: .fill
    case .correct: .correct
    }
  }
}
