package import Diagnostics

/// A column that a job declares for an input.
package struct InputColumn: Sendable {
  package var name: String
  /// Possible headers, compared folded; empty for its own name.
  package var headers: [String] = []
  /// Nil: the type of the format's column, else text.
  package var type: ColumnType?
  package var required = false
  /// Unicode date patterns such as `yyyy-MM-dd HH:mm`, or `excel`, tried in order; empty: ISO 8601 and the syntax of
  /// the format. Of numbers: a ``Measure``.
  package var formats: [String] = []
  package var zone: Zone?
  /// `,` or `.`; nil: `.`
  package var decimal: UInt8?
  package var nulls: [String] = []
  /// Texts that are replaced while reading, compared after folding: `sí, acepto` by `true`. An empty text stands for
  /// null.
  package var values: [(text: String, meaning: String)] = []
  /// The location of the declaration, for messages.
  package var location: SourceLocation?

  package init(_ name: String, _ type: ColumnType? = nil) {
    self.name = name
    self.type = type
  }
}
