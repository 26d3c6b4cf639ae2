internal import Diagnostics
package import JobSpec
internal import Tables

/// `distinct: [columns]` or `{on, keep, by}`: one row per key, in the table's order. `keep` says whether
/// it is the first or the last row by `by`, or by position.
package struct DistinctStep: StepDefinition {
  static let keyword = Step.Keyword.distinct

  package let on: [String]
  package let keep: Step.Distinct.Keep
  package let by: [SortKey]

  func columnsRead(toMake wanted: Columns, of schema: Schema) -> Columns {
    wanted.union(on + by.map(\.column))
  }

  func columnsRead(of table: OtherTable, toMake wanted: Columns) -> Columns { .empty }
  var otherTables: [OtherTable] { [] }
  var columnsInExpressions: Set<String> { [] }
  var gathering: Gathering { .groups(by: on) }
}

extension StepBinding {
  mutating func distinct(_ definition: Step.Distinct) -> Outcome {
    let on = named(definition.on).map(\.name.value)
    let by = keys(definition.by)
    return outcome(.distinct(DistinctStep(on: on, keep: definition.keep, by: by)), schema: schema)
  }
}
