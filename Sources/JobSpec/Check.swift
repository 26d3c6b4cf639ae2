package import Diagnostics
package import Tables

/// A value and its spelling: `1.50` is the number 1.5.
package struct WrittenValue: Sendable {
  package var value: Value
  package var text: String
  package var location: SourceLocation
}

/// A judgement on a table or a figure.
package struct Check: Sendable {
  /// The kinds of checks, by their keys in job files.
  package enum Keyword: String, Sendable, CaseIterable, Codable {
    case unique, required
    case oneOf = "one_of"
    case references, range, matches, rows, expect, fresh, published
  }

  package enum Kind: Sendable {
    case unique([Located<String>])
    case required([Located<String>])
    case oneOf(column: Located<String>, values: [WrittenValue])
    case references(column: Located<String>, table: Located<String>, target: Located<String>)
    /// A null end is open.
    case range(column: Located<String>, low: WrittenValue, high: WrittenValue)
    case matches(column: Located<String>, pattern: Located<String>)
    /// `drop` is how many rows fewer than in the night before are accepted.
    case rows(min: Int?, max: Int?, drop: RowLimit?)
    case expect(ExpressionText)
    /// At most this long before the as-of instant.
    case fresh(input: Located<String>, within: TimeSpan)
    case published
  }

  /// The kind's key in the job file.
  package var keyword: Keyword
  package var table: Located<String>?
  package var kind: Kind
  package var severity = CheckSeverity.always(.error)
  /// The thing that is checked, in plain words; people see it instead of the kind.
  package var title: LocalizedText?
  package var location: SourceLocation
}
