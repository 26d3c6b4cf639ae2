internal import Tables

/// `and`, `or` and `is null` in SQL's three-valued logic.
enum LogicKernels {
  /// `false and null` is false, `true or null` is true; otherwise a null gives null.
  static func join(
    _ operation: LogicOperator, _ operands: [BoundNode], on batch: Batch
  ) throws -> PlainVector<Bool> {
    // The value that decides the result whatever the others are.
    let deciding = operation == .or
    var result = try operands[0].evaluate(on: batch).asBoolean
    for operand in operands.dropFirst() {
      let next: PlainVector<Bool>
      if operand.canFail {
        // Rows that are already decided must not cause an error.
        let open = (0..<batch.count).filter { !result.validity[$0] || result[$0] != deciding }
        if open.isEmpty { return result }
        let places = open.map { Int32($0) }
        let partial = try operand.evaluate(on: batch.selecting(places)).column()
        next = Operand(ChoiceKernels.scatter(partial, to: places, count: batch.count)).asBoolean
      } else {
        next = try operand.evaluate(on: batch).asBoolean
      }
      result = joined(result, next, deciding: deciding)
    }
    return result
  }

  static func joined(
    _ a: PlainVector<Bool>, _ b: PlainVector<Bool>, deciding: Bool
  ) -> PlainVector<Bool> {
    if !a.validity.mayHaveNulls, !b.validity.mayHaveNulls {
      return deciding ? a.combined(with: b) { $0 || $1 } : a.combined(with: b) { $0 && $1 }
    }
    var bits = BitmapBuilder(capacity: a.count)
    let values = [Bool](capacity: a.count) { output in
      for row in 0..<a.count {
        let isLeftKnown = a.validity[row]
        let isRightKnown = b.validity[row]
        let isDecided = isLeftKnown && a[row] == deciding || isRightKnown && b[row] == deciding
        bits.append(isDecided || isLeftKnown && isRightKnown)
        output.append(isDecided == deciding)
      }
    }
    return PlainVector(values, validity: bits.validity)
  }

  static func isNull(_ operand: Operand, isNegated: Bool) -> PlainVector<Bool> {
    let validity = operand.validity
    let values = [Bool](capacity: operand.count) { output in
      for row in 0..<operand.count { output.append(validity[row] == isNegated) }
    }
    return PlainVector(values, validity: Validity(allValid: operand.count))
  }
}
