internal import Tables

extension ExpectCheck: CheckKernel {
  func judge(_ context: CheckContext) throws -> CheckFinding {
    let table = self.table.map(context.table) ?? figures(context)
    guard case .boolean(let flags) = try condition.evaluate(on: table, in: context.plan.constants.zone) else {
      preconditionFailure("expect is bound to a boolean")
    }
    let failing = (0..<table.rowCount).filter { !(flags.validity[$0] && flags.values[$0]) }.map { Int32($0) }
    if self.table == nil {
      if let unknown = unknownPrevious(table), !flags.validity[0] {
        return CheckFinding(failing: 0, words: "\(unknown) has no value yet")
      }
      return CheckFinding(
        failing: failing.count,
        words: failing.isEmpty ? "\(condition.text) holds" : "\(condition.text) does not hold")
    }
    return CheckFinding(failing, of: table, words: "do not satisfy \(condition.text)")
  }

  private func figures(_ context: CheckContext) -> Table {
    var values = FigureValues(previous: context.previous.figures)
    for figure in context.execution.figures { values.add(figure) }
    return values.row(reading: condition.columns)
  }

  /// A `previous(…)` of the condition without a value: the figure is new, or there is no earlier night.
  private func unknownPrevious(_ figures: Table) -> String? {
    condition.columns.sorted().first {
      BoundNode.isPrevious($0) && figures.column(named: $0)?.value(at: 0) == .null
    }
  }
}
