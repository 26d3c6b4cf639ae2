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
    guard case .only(var names) = wanted else { return .all }
    for column in columns.reversed() where names.contains(column.name) {
      names.remove(column.name)
      names.formUnion(column.expression.columns)
    }
    return .only(names)
  }

  func columnsRead(of table: OtherTable, toMake wanted: Columns) -> Columns { .empty }
  var otherTables: [OtherTable] { [] }
  var columnsInExpressions: Set<String> { columns.reduce(into: []) { $0.formUnion($1.expression.columns) } }
  var gathering: Gathering { .nothing }
}

extension StepBinding {
  func derive(_ definitions: [NamedExpression]) throws -> PlannedStep {
    var scope = scope
    var columns: [DeriveStep.Column] = []
    var mistakes = Diagnostics()
    for definition in definitions {
      let name = definition.name.value
      let bound = mistakes.collect { try BoundExpression.bind(definition.expression, in: scope) }
      // After a mistake the column still counts as there, so that one mistake gives one error.
      let type = bound?.type ?? scope.schema.field(named: name)?.type ?? .text
      scope.schema.set(Field(name, type))
      if let bound { columns.append(DeriveStep.Column(name: name, expression: bound)) }
    }
    try mistakes.throwIfErrors()
    return planned(.derive(DeriveStep(columns: columns)), schema: scope.schema)
  }
}
