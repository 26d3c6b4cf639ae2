internal import Diagnostics
internal import JobSpec
internal import Tables

/// `expect: expression`: true for every row of the table, or, without a table, true of the figures.
/// False and null fail.
package struct ExpectCheck: CheckDefinition {
  static let keyword = Check.Keyword.expect

  package let table: String?
  /// Over figures, it reads columns as ``FigureValues`` names them.
  package let condition: BoundExpression

  var reads: [String: Columns] { table.map { [$0: .every(named: condition.columns)] } ?? [:] }
  var columnsInExpressions: Set<String> { condition.columns }
  var gathering: Gathering { .nothing }
}

extension CheckBinding {
  func expect(_ expression: ExpressionText) throws -> ExpectCheck {
    let table = check.table?.value
    let scope = table.map { self.scope(schemas[$0] ?? .unknown, "table '\($0)'") } ?? figures
    return ExpectCheck(
      table: table, condition: try BoundExpression.bind(expression, in: scope, expecting: .boolean))
  }
}
