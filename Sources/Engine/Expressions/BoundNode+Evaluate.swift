internal import Tables

extension BoundNode {
  /// Evaluates the node for every row of the batch. Throws a `Diagnostic` that names a row.
  func evaluate(on batch: Batch) throws -> Operand {
    switch kind {
    case .constant(let value):
      return Operand(constant: value, type: type ?? .text, count: batch.count)
    case .column(let name):
      return batch.operand(column: name)
    case .result(let slot):
      return batch.operand(column: Table.name(ofResult: slot))
    case .widen(let operand):
      return .number(try operand.evaluate(on: batch).asInteger.map { Double($0) })
    case .negate(let operand):
      return try ArithmeticKernels.negate(operand.evaluate(on: batch), batch, location)
    case .arithmetic(let operation, let left, let right):
      return try ArithmeticKernels.compute(
        operation, left.evaluate(on: batch), right.evaluate(on: batch), batch, location)
    case .shiftDate(let date, let days, let isBackwards):
      return .date(
        try CalendarKernels.shift(
          date.evaluate(on: batch).asDate, by: days.evaluate(on: batch).asInteger,
          isBackwards: isBackwards, batch, location))
    case .dateDifference(let left, let right):
      let a = try left.evaluate(on: batch).asDate
      let b = try right.evaluate(on: batch).asDate
      return .integer(a.combined(with: b) { Int64($0) - Int64($1) })
    case .comparison(let operation, let left, let right):
      return .boolean(
        ComparisonKernels.compare(
          operation, try left.evaluate(on: batch), try right.evaluate(on: batch)))
    case .logic(let operation, let operands):
      return .boolean(try LogicKernels.join(operation, operands, on: batch))
    case .not(let operand):
      return .boolean(try operand.evaluate(on: batch).asBoolean.map { !$0 })
    case .isNull(let operand, let isNegated):
      return .boolean(LogicKernels.isNull(try operand.evaluate(on: batch), isNegated: isNegated))
    case .membership(let value, let elements, let isNegated):
      return .boolean(try MembershipKernels.evaluate(value, elements, isNegated: isNegated, on: batch))
    case .conditional(let condition, let then, let otherwise):
      return try ChoiceKernels.conditional(condition, then, otherwise, on: batch)
    case .coalesce(let operands):
      return try ChoiceKernels.coalesce(operands, on: batch)
    case .call(let function, let arguments):
      return try function.evaluate(
        arguments.map { try $0.evaluate(on: batch) }, type: type ?? .text, batch, location)
    }
  }

  /// Evaluates all rows of `rows` in batches on all cores; returns one column.
  func column(of table: Table, rows: Range<Int>, _ environment: Environment) throws -> Column {
    let type = type ?? .text
    if case .constant(let value) = kind {
      return Column.repeating(value, type: type, count: rows.count)
    }
    if case .column(let name) = kind { return table.column(named: name)!.slice(rows) }
    if case .result(let slot) = kind { return table.column(named: Table.name(ofResult: slot))!.slice(rows) }
    if rows.isEmpty { return .nulls(type, count: 0) }
    let subject = subject.flatMap { table.column(named: $0) }
    var result = EvaluatedColumn(type, of: subject, rows)
    try Parallel.inOrder(BoundNode.batches(rows)) { rows -> (rows: Range<Int>, column: Column?) in
      let operand = try evaluate(on: Batch(table: table, rows: rows, environment: environment))
      return (rows, operand.isStretch(of: subject, rows) ? nil : operand.column())
    } take: { batch in
      try result.append(batch.column, batch.rows)
    }
    return result.column
  }

  /// Batches begin at word boundaries of validity bitmaps.
  private static func batches(_ rows: Range<Int>) -> [Range<Int>] {
    var batches: [Range<Int>] = []
    var start = rows.lowerBound
    while start < rows.upperBound {
      let end = min(rows.upperBound, (start / Batch.size + 1) * Batch.size)
      batches.append(start..<end)
      start = end
    }
    return batches
  }

  /// The column whose values the node may return unchanged: `email` in `lower(trim(email))`.
  private var subject: String? {
    switch kind {
    case .column(let name): name
    case .call(_, let arguments): arguments.first?.subject
    case .coalesce(let operands): operands.first?.subject
    case .constant, .result, .widen, .negate, .arithmetic, .shiftDate, .dateDifference, .comparison, .logic,
      .not, .isNull, .membership, .conditional:
      nil
    }
  }
}

extension Table {
  /// The name of the column that holds a call's results. It begins with NUL, so no column of a job can
  /// have it.
  fileprivate static func name(ofResult slot: Int) -> String { "\0result \(slot)" }

  /// Adds the results of an aggregate or window call.
  mutating func set(result slot: Int, _ column: Column) { set(Table.name(ofResult: slot), column) }
}

extension Operand {
  /// Whether these are the column's own texts at these rows, not copies.
  fileprivate func isStretch(of column: Column?, _ rows: Range<Int>) -> Bool {
    guard case .text(let vector) = self, case .text(let text)? = column else { return false }
    return !vector.isConstant && vector.start == rows.lowerBound && vector.count == rows.count
      && vector.text.isSameStorage(as: text) && vector.text.validity == text.validity
  }
}
