internal import Diagnostics
internal import JobSpec
internal import Tables

/// `derive: {column: expression}`: new or changed columns, each expression seeing those before it.
package struct DeriveStep: StepDefinition {
  static let keyword = Step.Keyword.derive

  package struct Column: Sendable, Equatable, Codable {
    package let name: String
    package let expression: BoundExpression
  }

  package let columns: [Column]

  func columnsRead(toMake wanted: Columns, of schema: Schema) -> Columns {
    columns.reversed().reduce(wanted) { wanted, column in
      guard wanted.contains(column.name) else { return wanted }
      return wanted.subtracting([column.name]).union(column.expression.columns)
    }
  }

  func columnsRead(of table: OtherTable, toMake wanted: Columns) -> Columns { .empty }
  var otherTables: [OtherTable] { [] }
  var columnsInExpressions: Set<String> { columns.reduce(into: []) { $0.formUnion($1.expression.columns) } }
  var gathering: Gathering { .nothing }
}

extension StepBinding {
  mutating func derive(_ definitions: [NamedExpression]) -> Outcome {
    var scope = scope
    var columns: [DeriveStep.Column] = []
    for definition in definitions {
      let name = definition.name.value
      let (bound, type) = expression(definition.expression, in: scope)
      scope.schema.set(name, type)
      if let bound { columns.append(DeriveStep.Column(name: name, expression: bound)) }
    }
    return outcome(.derive(DeriveStep(columns: columns)), schema: scope.schema)
  }
}
