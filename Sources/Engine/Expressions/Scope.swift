package import Tables

/// The names that an expression can use.
package struct Scope: Sendable {
  /// The kinds of calls that an expression may make.
  package enum Mode: Sendable {
    /// Functions of one row: `filter`, `derive`, `expect`.
    case row
    /// Aggregates over the rows of a group: `group`, `pivot`, figures.
    case aggregate
    /// Row functions, window functions and aggregates over the partition: `window`.
    case window
  }

  /// The value of a `$name`: a parameter, `$as_of`, `$night` or `$stage`.
  package struct Constant: Sendable {
    package var value: Value
    /// The type, also for a null value.
    package var type: ColumnType

    package init(_ value: Value, type: ColumnType) {
      self.value = value
      self.type = type
    }
  }

  /// Parameters and figures that are unknown because of an error reported earlier.
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
  /// The type of each figure, in expressions over figures. `figures.<name>` reads the column of that name,
  /// prefix included.
  package var figures: [String: ColumnType]?
  /// The figures that have a value for each item, in expressions over figures.
  package var figuresWithItems: Set<String> = []
  /// Names whose definitions have errors.
  package var unread = Unread()
  package var zone: Zone
  /// The noun for the rows in messages: "table 'people'".
  package var noun: String
}
