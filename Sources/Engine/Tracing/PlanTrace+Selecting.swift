package import JobSpec
package import Tables

extension PlanTrace {
  /// The rows of a traced table, or of one of its inputs, for which an expression is true.
  ///
  /// - Throws: `Diagnostics` if the expression does not fit the columns.
  package func rows(of name: String, where text: ExpressionText) throws -> [Int32] {
    try rows(
      of: tables[name]!, where: text, noun: leaves.contains(name) ? "input '\(name)'" : "table '\(name)'")
  }

  /// The rejects of an input for which an expression is true, over the columns of the input or of rejects.
  ///
  /// - Throws: `Diagnostics` if the expression fits neither.
  package func rejects(of input: String, where text: ExpressionText) throws -> [Int32] {
    guard let rejects = rejectsOfInputs[input], !leaves.contains("\(input).rejects") else { return [] }
    if let rows = rejectedRows[input],
      let found = try? self.rows(of: rows, where: text, noun: "input '\(input)'")
    {
      return found
    }
    return try rows(of: rejects, where: text, noun: "table '\(input).rejects'")
  }

  /// The rejects of an input that the target is made from, or whose rejects it is made from; nil if there are none.
  package func rejects(of input: String) -> Table? {
    rejectsOfInputs[input] ?? tables["\(input).rejects"]
  }

  /// The values of a rejected row, as far as they can be read.
  package func values(ofReject row: Int32, of input: String) -> [(column: String, value: Value)] {
    guard let rows = rejectedRows[input] else { return [] }
    return rows.schema.visibleNames.map { ($0, rows.column(named: $0)!.value(at: Int(row))) }
  }

  private func rows(of table: Table, where text: ExpressionText, noun: String) throws -> [Int32] {
    let scope = Scope(
      schema: table.schema, constants: plan.constants.byName, zone: plan.constants.zone, noun: noun)
    let condition = try BoundExpression.bind(text, in: scope, expecting: .boolean)
    guard case .boolean(let flags) = try condition.evaluate(on: table, in: plan.constants.zone) else {
      return []
    }
    return flags.trueRows
  }

  /// The visible columns of a row, with their values.
  package func values(of row: Int32, in name: String) -> [(column: String, value: Value)] {
    let table = tables[name]!
    return table.schema.visibleNames.map { ($0, table.column(named: $0)!.value(at: Int(row))) }
  }
}
