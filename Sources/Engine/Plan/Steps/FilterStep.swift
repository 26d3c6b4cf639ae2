internal import JobSpec
internal import Tables

/// `filter: expression`: keeps the rows for which it is true; false and null are left out.
package struct FilterStep: StepDefinition {
  static let keyword = Step.Keyword.filter

  package let condition: BoundExpression

  func columnsRead(toMake wanted: Columns, of schema: Schema) -> Columns { wanted.union(condition.columns) }
  func columnsRead(of table: OtherTable, toMake wanted: Columns) -> Columns { .empty }
  var otherTables: [OtherTable] { [] }
  var columnsInExpressions: Set<String> { condition.columns }
  var gathering: Gathering { .nothing }
}

extension StepBinding {
  mutating func filter(_ text: ExpressionText) -> Outcome {
    let condition = expression(text, expecting: .boolean).bound
    return outcome(condition.map { .filter(FilterStep(condition: $0)) }, schema: schema)
  }
}
