package import JobSpec
package import Tables

extension RowCondition {
  /// A condition on the rows of an input as texts, bound to the columns of each file.
  package init(_ text: ExpressionText, of input: String, constants: RunConstants) {
    let scope = Scope(
      schema: Schema(), constants: constants.byName, zone: constants.zone, noun: "input '\(input)'")
    self.init(text.text) { table in
      var scope = scope
      scope.schema = table.schema
      let condition = try BoundExpression.bind(text, in: scope, expecting: .boolean)
      guard case .boolean(let flags) = try condition.evaluate(on: table, in: scope.zone) else {
        preconditionFailure("the condition is bound to a boolean")
      }
      return flags.trueRows.first.map { Int($0) }
    }
  }
}
