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

  /// All columns: rows set aside are published whole.
  func columnsRead(toMake wanted: Columns, of schema: Schema) -> Columns { .all }
  func columnsRead(of table: OtherTable, toMake wanted: Columns) -> Columns { .empty }
  var otherTables: [OtherTable] { [] }
  var columnsInExpressions: Set<String> { [] }
  var gathering: Gathering { .groups(by: by) }
}

extension StepBinding {
  mutating func intervals(_ definition: Step.Intervals) -> Outcome {
    let made = [
      Field("minutes", .number), Field("joins", .integer), Field("first", .datetime),
      Field("last", .datetime),
    ]
    let (by, result) = overTime(by: definition.by, definition.from, definition.to, making: made)
    return outcome(
      .intervals(
        IntervalsStep(
          by: by, from: definition.from.value, to: definition.to.value, gap: definition.gap.microseconds)),
      schema: result)
  }

  /// Resolves the keys of a step over time intervals and makes its result columns.
  mutating func overTime(
    by names: [Located<String>], _ from: Located<String>, _ to: Located<String>, making made: [Field]
  ) -> (by: [String], schema: Schema) {
    let keys = named(names)
    checkDatetime(from)
    checkDatetime(to)
    // An unknown column has been reported, and is not one that the step makes a second time.
    let taken = keys.filter { key in key.field != nil || !made.contains { $0.name == key.name.value } }
    var result = schema(of: taken)
    for field in made { make(field.name, field.type, at: step.location, in: &result) }
    return (keys.map(\.name.value), result)
  }

  /// Reports a column that is not a datetime.
  private mutating func checkDatetime(_ name: Located<String>) {
    guard let field = named(name).field, field.type != .datetime else { return }
    report(
      Diagnostic(
        .needsDatetime(name.value, step.keyword.rawValue, field.type), at: name.location,
        hint: field.type == .text ? "declare it in the input with  type: datetime" : nil))
  }
}

extension Diagnostic.Message {
  fileprivate static func needsDatetime(_ name: String, _ step: String, _ type: ColumnType) -> Self {
    Self(.columnType, "step '\(step)' needs a datetime, but column '\(name)' is \(type.rawValue)")
  }
}
