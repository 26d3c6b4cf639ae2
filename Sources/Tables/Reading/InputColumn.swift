package import Diagnostics

/// A column that a job declares of an input.
package struct InputColumn: Sendable {
  package var name: String
  /// Headers it may stand under, folded when compared; its own name when empty.
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
