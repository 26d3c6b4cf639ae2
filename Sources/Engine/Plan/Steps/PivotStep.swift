internal import Diagnostics
internal import JobSpec
internal import Tables

/// `pivot: {rows, column, value}`: one row per `rows`, one column per value of `column`, in order of
/// first appearance. An empty cell has the aggregate of no rows (0 for a count).
///
/// The columns depend on the data. A column that a later part of the job names exists even if no row
/// gives it tonight, so that exports keep their shape.
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
  /// The columns depend on the values of `column` in all rows.
  var gathering: Gathering { .groups(by: rows) }
}

extension StepBinding {
  mutating func pivot(_ definition: Step.Pivot) -> Outcome {
    let rows = named(definition.rows)
    let column = named(definition.column)
    let (value, type) = aggregation(definition.value)
    var result = schema(of: rows)
    result.undeclared = type
    if type == nil { result.doubts.isAnyName = true }
    return outcome(
      value.map {
        .pivot(PivotStep(rows: rows.map(\.name.value), column: column.name.value, value: $0))
      }, schema: result)
  }
}
