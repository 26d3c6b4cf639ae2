internal import Diagnostics
internal import JobSpec
internal import Tables

/// `select: [columns]`: these columns, in this order.
package struct SelectStep: StepDefinition {
  static let keyword = Step.Keyword.select

  package let columns: [String]

  /// Where a row came from stays with it, unnamed.
  func columnsRead(toMake wanted: Columns, of schema: Schema) -> Columns { wanted.intersection(schema.names) }
  func columnsRead(of table: OtherTable, toMake wanted: Columns) -> Columns { .empty }
  var otherTables: [OtherTable] { [] }
  var columnsInExpressions: Set<String> { [] }
  var gathering: Gathering { .nothing }
}

extension StepBinding {
  func select(_ columns: [Located<String>]) throws -> PlannedStep {
    let fields = try fields(columns)
    return planned(
      .select(SelectStep(columns: fields.map(\.name))),
      schema: Schema(fields + schema.fields.filter(\.isProvenance)))
  }
}
