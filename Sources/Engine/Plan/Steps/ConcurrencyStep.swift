internal import Diagnostics
internal import JobSpec
internal import Tables

/// `concurrency: {by, from, to}`: the greatest number of simultaneous intervals, and when it was first
/// reached.
///
/// One row per key with `peak` (integer) and `peak_at` (datetime). An interval that ends at an instant
/// does not overlap one that begins at it. Rows without both ends are set aside.
package struct ConcurrencyStep: StepDefinition {
  static let keyword = Step.Keyword.concurrency

  package let by: [String]
  package let from: String
  package let to: String

  /// All columns: rows set aside are published whole.
  func columnsRead(toMake wanted: Columns, of schema: Schema) -> Columns { .all }
  func columnsRead(of table: OtherTable, toMake wanted: Columns) -> Columns { .empty }
  var otherTables: [OtherTable] { [] }
  var columnsInExpressions: Set<String> { [] }
  var gathering: Gathering { .groups(by: by) }
}

extension StepBinding {
  mutating func concurrency(_ definition: Step.Concurrency) -> Outcome {
    let made = [Field("peak", .integer), Field("peak_at", .datetime)]
    let (by, result) = overTime(by: definition.by, definition.from, definition.to, making: made)
    return outcome(
      .concurrency(ConcurrencyStep(by: by, from: definition.from.value, to: definition.to.value)),
      schema: result)
  }
}
