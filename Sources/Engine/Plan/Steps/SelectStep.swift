internal import Diagnostics
internal import JobSpec
internal import Tables

/// `select: [columns]`: these columns, in this order.
package struct SelectStep: StepDefinition {
  static let keyword = Step.Keyword.select

  package let columns: [String]

  /// Provenance is kept without being named.
  func columnsRead(toMake wanted: Columns, of schema: Schema) -> Columns { wanted.intersection(schema.names) }
  func columnsRead(of table: OtherTable, toMake wanted: Columns) -> Columns { .empty }
  var otherTables: [OtherTable] { [] }
  var columnsInExpressions: Set<String> { [] }
  var gathering: Gathering { .nothing }
}

extension StepBinding {
  mutating func select(_ names: [Located<String>]) -> Outcome {
    let columns = named(names)
    var result = schema(of: columns)
    for field in schema.fields where field.isProvenance { result.set(field) }
    return outcome(.select(SelectStep(columns: columns.map(\.name.value))), schema: result)
  }
}
