package import JobSpec
package import Tables

extension RowCondition {
  /// A condition on the rows of an input as texts, bound to the columns of each file.
  package init(_ text: ExpressionText, of input: String, constants: RunConstants) {
    let scope = Scope(
      schema: Schema(), constants: constants.byName, zone: constants.zone, noun: "input '\(input)'")
    @Sendable func bound(to schema: Schema) throws -> BoundExpression {
      var scope = scope
      scope.schema = schema
      return try BoundExpression.bind(text, in: scope, expecting: .boolean)
    }
    self.init(text.text) { schema in
      try bound(to: schema).columns
    } firstRow: { table in
      let condition = try bound(to: table.schema)
      guard case .boolean(let flags) = try condition.evaluate(on: table, in: scope.zone) else {
        preconditionFailure("the condition is bound to a boolean")
      }
      return flags.trueRows.first.map { Int($0) }
    }
  }
}
