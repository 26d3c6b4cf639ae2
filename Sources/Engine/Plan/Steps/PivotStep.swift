internal import Diagnostics
internal import JobSpec
internal import Tables

/// `pivot: {rows, column, value}`: one row per `rows`, one column per value of `column`, in order of
/// first appearance. A cell without rows has what the aggregate gives of nothing (0 for a count).
///
/// Which columns there are depends on the rows. A column that something later names, and no row
/// gives tonight, is there with the values of nothing, so that exports keep their shape.
package struct PivotStep: StepDefinition {
  static let keyword = Step.Keyword.pivot

  package let rows: [String]
  package let column: String
  package let value: BoundAggregation

  func columnsRead(toMake wanted: Columns, of schema: Schema) -> Columns {
    .only(value.columns.union(rows).union([column]))
  }

  func columnsRead(of table: OtherTable, toMake wanted: Columns) -> Columns { .empty }
  var otherTables: [OtherTable] { [] }
  var columnsInExpressions: Set<String> { value.columns }
  /// Which columns there are is known only when the values of `column` are known, of all rows.
  var gathering: Gathering { .groups(by: rows) }
}

extension StepBinding {
  func pivot(_ definition: Step.Pivot) throws -> PlannedStep {
    var mistakes = Diagnostics()
    let rows = mistakes.collect { try fields(definition.rows) } ?? []
    let column = mistakes.collect { try field(definition.column) }
    let value = mistakes.collect {
      try BoundAggregation.bind(definition.value, in: scope, groupedBy: [])
    }
    try mistakes.throwIfErrors()
    return planned(
      .pivot(PivotStep(rows: rows.map(\.name), column: column!.name, value: value!)),
      schema: Schema(rows, undeclared: value!.type))
  }
}
