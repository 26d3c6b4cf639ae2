internal import Diagnostics
internal import JobSpec
internal import Tables

/// `limit: count`: the first rows.
package struct LimitStep: StepDefinition {
  static let keyword = Step.Keyword.limit

  package let count: Int

  func columnsRead(toMake wanted: Columns, of schema: Schema) -> Columns { wanted }
  func columnsRead(of table: OtherTable, toMake wanted: Columns) -> Columns { .empty }
  var otherTables: [OtherTable] { [] }
  var columnsInExpressions: Set<String> { [] }
  var gathering: Gathering { .first(count) }
}

extension StepBinding {
  func limit(_ count: Located<Int>) -> Outcome {
    outcome(.limit(LimitStep(count: count.value)), schema: schema)
  }
}
