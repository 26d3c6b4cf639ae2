package import Tables

/// What names mean where an expression stands.
package struct Scope: Sendable {
  /// Which calls an expression may make.
  package enum Mode: Sendable {
    /// Functions of one row: `filter`, `derive`, `expect`.
    case row
    /// Aggregates over the rows of a group: `group`, `pivot`, figures.
    case aggregate
    /// Row functions, window functions and aggregates over the partition: `window`.
    case window
  }

  /// A name with `$` before it: a parameter, `$as_of`, `$night` or `$stage`.
  package struct Constant: Sendable {
    package var value: Value
    /// What a null value is a null of.
    package var type: ColumnType

    package init(_ value: Value, type: ColumnType) {
      self.value = value
      self.type = type
    }
  }

  /// Parameters and figures of which nothing is known because of a mistake that has been reported.
  package struct Unread: Sendable {
    package var parameters: Set<String> = []
    package var isAnyParameter = false
    package var figures: Set<String> = []
    package var isAnyFigure = false

    package init() {}
  }

  package var schema: Schema
  /// By name, without the `$`.
  package var constants: [String: Constant]
  /// In checks over figures: the type of each figure. `figures.<name>` then reads the column that
  /// is named so, prefix included.
  package var figures: [String: ColumnType]?
  /// Names whose definition could not be read.
  package var unread = Unread()
  package var zone: Zone
  /// What the rows are in messages: "table 'people'".
  package var noun: String

  package init(schema: Schema, constants: [String: Constant], zone: Zone, noun: String) {
    self.schema = schema
    self.constants = constants
    self.zone = zone
    self.noun = noun
  }
}
