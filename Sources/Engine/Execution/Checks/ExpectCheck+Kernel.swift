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

  /// One row with a column for each figure and item, and for each that the condition names and nobody has.
  private func figures(_ context: CheckContext) -> Table {
    var table = Table(Schema(), [], rowCount: 1)
    func set(_ name: String, _ value: Value) {
      let number = value.asNumber.map { Value.number($0) } ?? .null
      table.set(name, .repeating(number, type: .number, count: 1))
    }
    for figure in context.execution.figures {
      for item in figure.items where (item.item == nil) == (figure.figure.by == nil) {
        let name = BoundNode.figure(figure.figure.name, item: item.item)
        set(name, item.value)
        set(BoundNode.previous(of: name), item.previous)
      }
    }
    for name in condition.columns.sorted() where table.schema.index(of: name) == nil { set(name, .null) }
    return table
  }

  /// A `previous(…)` of the condition without a value: the figure is new, or there is no earlier night.
  private func unknownPrevious(_ figures: Table) -> String? {
    condition.columns.sorted().first {
      BoundNode.isPrevious($0) && figures.column(named: $0)?.value(at: 0) == .null
    }
  }
}
