package import Diagnostics

/// A column that a job declares for an input.
package struct InputColumn: Sendable {
  package var name: String
  /// Possible headers, compared folded; empty for its own name.
  package var headers: [String] = []
  /// Nil: the type of the format's column, else text.
  package var type: ColumnType?
  package var required = false
  /// A Unicode date pattern such as `yyyy-MM-dd HH:mm`; nil: ISO 8601 and the syntax of the format.
  package var format: String?
  package var zone: Zone?
  /// `,` or `.`; nil: `.`
  package var decimal: UInt8?
  package var nulls: [String] = []
  /// The location of the declaration, for messages.
  package var location: SourceLocation?

  package init(_ name: String, _ type: ColumnType? = nil) {
    self.name = name
    self.type = type
  }
}
