internal import Diagnostics
internal import JobSpec
internal import Tables

/// `expect: expression`: true for every row of the table, or, without a table, true of the figures.
/// False and null fail.
package struct ExpectCheck: CheckDefinition {
  static let keyword = Check.Keyword.expect

  package let table: String?
  /// Over figures, it reads columns named `figures.<name>` and `figures.<name>["item"]`.
  package let condition: BoundExpression

  var reads: [String: Columns] { table.map { [$0: .all] } ?? [:] }
  var columnsInExpressions: Set<String> { condition.columns }
  var gathering: Gathering { .nothing }
}

extension CheckBinding {
  func expect(_ expression: ExpressionText) throws -> ExpectCheck {
    let table = check.table?.value
    var scope = scope(
      table.map { schemas[$0] ?? .unknown } ?? Schema(), table.map { "table '\($0)'" } ?? "the figures")
    if table == nil {
      scope.figures = Dictionary(
        job.figures.filter { $0.by == nil && $0.isWhole }.map { ($0.name.value, ColumnType.number) },
        uniquingKeysWith: { a, _ in a })
      scope.figuresWithItems = Set(job.figures.filter { $0.by != nil && $0.isWhole }.map(\.name.value))
      scope.unread.figures = Set(job.figures.filter { !$0.isWhole }.map(\.name.value))
      scope.unread.isAnyFigure = job.mayHaveAnyFigure
    }
    return ExpectCheck(
      table: table, condition: try BoundExpression.bind(expression, in: scope, expecting: .boolean))
  }
}
