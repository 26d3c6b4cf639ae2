internal import Diagnostics
internal import JobSpec
internal import Tables

/// `concurrency: {by, from, to}`: the most intervals at one moment, and when that was first so.
///
/// One row per key with `peak` (integer) and `peak_at` (datetime). Who leaves at an instant is no
/// longer there when another joins at the same instant. Rows without both ends are set aside.
package struct ConcurrencyStep: StepDefinition {
  static let keyword = Step.Keyword.concurrency

  package let by: [String]
  package let from: String
  package let to: String

  /// All: rows that are set aside are handed to people as they are.
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
