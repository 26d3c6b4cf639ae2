internal import Diagnostics
internal import JobSpec
internal import Tables

/// `fill: {columns, by}`: a null takes the value of the nearest row above that has one, among the rows with the
/// same values in `by`. Nulls before the first value stay.
package struct FillStep: StepDefinition {
  static let keyword = Step.Keyword.fill

  package let columns: [String]
  package let by: [String]

  func columnsRead(toMake wanted: Columns, of schema: Schema) -> Columns { wanted.union(by) }
  func columnsRead(of table: OtherTable, toMake wanted: Columns) -> Columns { .empty }
  var otherTables: [OtherTable] { [] }
  var columnsInExpressions: Set<String> { [] }
  var gathering: Gathering { .groups(by: by) }
}

extension StepBinding {
  mutating func fill(_ definition: Step.Fill) -> Outcome {
    let columns = named(definition.columns)
    let by = named(definition.by)
    for column in columns where by.contains(where: { $0.name.value == column.name.value }) {
      report(Diagnostic(.filledKey(column.name.value), at: column.name.location))
    }
    return outcome(
      .fill(FillStep(columns: columns.map(\.name.value), by: by.map(\.name.value))), schema: schema)
  }
}

extension Diagnostic.Message {
  fileprivate static func filledKey(_ name: String) -> Self {
    Self(.badArgument, "step 'fill' cannot fill column '\(name)', by which it groups")
  }
}
