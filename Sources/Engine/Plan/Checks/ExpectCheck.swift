internal import Diagnostics
internal import JobSpec
internal import Tables

/// `expect: expression`: true for every row of the table; or, where no table is named, true of the
/// figures. False and null fail.
struct ExpectCheck: BoundCheck {
  private let table: String?
  private let condition: BoundExpression
  private let text: String

  init(_ expression: ExpressionText, _ binding: CheckBinding) throws {
    table = binding.check.table?.value
    text = expression.text
    var scope = Scope(
      schema: table.map { binding.schemas[$0] ?? Schema() } ?? Schema(),
      constants: binding.constants.byName, zone: binding.constants.zone,
      noun: table.map { "table '\($0)'" } ?? "the figures")
    if table == nil {
      // A figure with items is many numbers; only those with one can be compared.
      scope.figures = Dictionary(
        binding.job.figures.filter { $0.by == nil }.map { ($0.name.value, ColumnType.number) },
        uniquingKeysWith: { a, _ in a })
    }
    condition = try BoundExpression.bind(expression, in: scope, expecting: .boolean)
  }

  var reads: [String: Set<String>?] { table.map { [$0: nil] } ?? [:] }

  func judge(_ context: CheckContext) throws -> CheckFinding {
    let table = self.table.map(context.table) ?? figures(context)
    guard case .boolean(let flags) = try condition.evaluate(on: table) else {
      preconditionFailure("expect is bound to a boolean")
    }
    let failing = (0..<table.rowCount).filter { !(flags.validity[$0] && flags.values[$0]) }.map { Int32($0) }
    if self.table == nil {
      return CheckFinding(
        failing: failing.count, words: failing.isEmpty ? "\(text) holds" : "\(text) does not hold")
    }
    return CheckFinding(failing, of: table, words: "do not hold \(text)")
  }

  /// One row with a column `figures.<name>` each.
  private func figures(_ context: CheckContext) -> Table {
    var table = Table(Schema(), [], rowCount: 1)
    for figure in context.execution.figures where figure.figure.by == nil {
      let value = figure.items[0].value.asNumber.map { Value.number($0) } ?? .null
      table.set("figures.\(figure.figure.name.value)", .repeating(value, type: .number, count: 1))
    }
    return table
  }
}
