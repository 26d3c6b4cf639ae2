internal import Diagnostics
internal import JobSpec
internal import Tables

/// `intervals: {by, from, to, gap}`: the union of each key's intervals, never their sum.
///
///     laptop  |=======|      |====|
///     phone       |=======|
///     union   |===========|  |====|     minutes of the union; joins: 3
///
/// One row per key, in order of first appearance, with `minutes` (number), `joins` (integer),
/// `first` and `last` (datetimes). Intervals at most `gap` apart count as one, the gap included.
/// A row without a beginning or an end, or that ends before it begins, is set aside with its reason.
package struct IntervalsStep: StepDefinition {
  static let keyword = Step.Keyword.intervals

  package let by: [String]
  package let from: String
  package let to: String
  /// Microseconds.
  package let gap: Int64

  /// All: rows that are set aside are handed to people as they are.
  func columnsRead(toMake wanted: Columns, of schema: Schema) -> Columns { .all }
  func columnsRead(of table: OtherTable, toMake wanted: Columns) -> Columns { .empty }
  var otherTables: [OtherTable] { [] }
  var columnsInExpressions: Set<String> { [] }
  var gathering: Gathering { .groups(by: by) }
}

extension StepBinding {
  func intervals(_ definition: Step.Intervals) throws -> PlannedStep {
    let made = [
      Field("minutes", .number), Field("joins", .integer), Field("first", .datetime),
      Field("last", .datetime),
    ]
    let (by, schema) = try overTime(by: definition.by, definition.from, definition.to, making: made)
    return planned(
      .intervals(
        IntervalsStep(
          by: by, from: definition.from.value, to: definition.to.value, gap: definition.gap.microseconds)),
      schema: schema)
  }

  /// The keys and the result's columns of a step that works on intervals of time.
  func overTime(
    by: [Located<String>], _ from: Located<String>, _ to: Located<String>, making made: [Field]
  ) throws -> (by: [String], schema: Schema) {
    var mistakes = Diagnostics()
    let keys = mistakes.collect { try fields(by) } ?? []
    _ = mistakes.collect { try datetime(from) }
    _ = mistakes.collect { try datetime(to) }
    let named: [(field: Field, location: SourceLocation)] =
      zip(keys, by).map { ($0, $1.location) } + made.map { ($0, step.location) }
    let columns = mistakes.collect { try unique(named) }
    try mistakes.throwIfErrors()
    return (keys.map(\.name), Schema(columns!))
  }

  /// A column that must hold instants.
  private func datetime(_ name: Located<String>) throws -> Field {
    let field = try self.field(name)
    guard field.type == .datetime else {
      throw Diagnostic(
        .needsDatetime(name.value, step.keyword.rawValue, field.type), at: name.location,
        hint: field.type == .text ? "declare it in the input with  type: datetime" : nil)
    }
    return field
  }
}

extension Diagnostic.Message {
  fileprivate static func needsDatetime(_ name: String, _ step: String, _ type: ColumnType) -> Self {
    Self(.columnType, "step '\(step)' needs a datetime, and column '\(name)' is \(type.rawValue)")
  }
}
