internal import Diagnostics
internal import JobSpec
internal import Tables

/// `derive: {column: expression}`: new or changed columns, each expression seeing those before it.
struct DeriveStep: BoundStep {
  let schema: Schema
  private let columns: [(name: String, expression: BoundExpression)]

  init(_ definitions: [NamedExpression], _ binding: StepBinding) throws {
    var scope = binding.scope
    var columns: [(name: String, expression: BoundExpression)] = []
    var mistakes = Diagnostics()
    for definition in definitions {
      let bound = mistakes.collect { try BoundExpression.bind(definition.expression, in: scope) }
      // After a mistake the column still counts as there, so that one mistake gives one error.
      let type = bound?.type ?? scope.schema.field(named: definition.name.value)?.type ?? .text
      scope.schema.set(Field(definition.name.value, type))
      if let bound { columns.append((definition.name.value, bound)) }
    }
    try mistakes.throwIfErrors()
    self.columns = columns
    schema = scope.schema
  }

  func columnsRead(toMake needed: Set<String>?) -> Set<String>? {
    guard var needed else { return nil }
    for (name, expression) in columns.reversed() where needed.contains(name) {
      needed.remove(name)
      needed.formUnion(expression.columns)
    }
    return needed
  }

  func apply(to table: Table, _ context: StepContext) throws -> StepOutcome {
    var result = table
    var wanted = context.needed
    var used: [Bool] = []
    for (name, expression) in columns.reversed() {
      used.append(wanted?.contains(name) ?? true)
      if used.last! { wanted?.formUnion(expression.columns) }
    }
    for ((name, expression), isUsed) in zip(columns, used.reversed()) where isUsed {
      result.set(name, try expression.evaluate(on: result))
    }
    return StepOutcome(result, rowsIn: table.rowCount)
  }
}
