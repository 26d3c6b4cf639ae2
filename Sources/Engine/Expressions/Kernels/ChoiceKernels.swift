internal import Tables

/// `if`, `coalesce`, `null_if`, `least`, `greatest`: choose one of several values per row.
enum ChoiceKernels {
  static func conditional(
    _ condition: BoundNode, _ then: BoundNode, _ otherwise: BoundNode, on batch: Batch
  ) throws -> Operand {
    let test = try condition.evaluate(on: batch).asBoolean
    let choice = [UInt8](capacity: batch.count) { output in
      for row in 0..<batch.count { output.append(test.validity[row] && test[row] ? 0 : 1) }
    }
    return choose(
      choice,
      [
        try evaluate(then, on: batch, where: { choice[$0] == 0 }),
        try evaluate(otherwise, on: batch, where: { choice[$0] == 1 }),
      ])
  }

  static func coalesce(_ operands: [BoundNode], on batch: Batch) throws -> Operand {
    var result = try operands[0].evaluate(on: batch)
    for operand in operands.dropFirst() {
      let known = result.validity
      if !known.mayHaveNulls { break }
      let next = try evaluate(operand, on: batch, where: { !known[$0] })
      let choice = [UInt8](capacity: batch.count) { output in
        for row in 0..<batch.count { output.append(known[row] ? 0 : 1) }
      }
      result = choose(choice, [result, next])
    }
    return result
  }

  static func nullIf(_ value: Operand, _ other: Operand) -> Operand {
    let equal = ComparisonKernels.compare(.equal, value, other)
    let places = (0..<value.count).map { equal.validity[$0] && equal[$0] ? -1 : Int32($0) }
    return Operand(value.column().gather(places))
  }

  /// `least` (`.less`) and `greatest` (`.greater`); null if any operand is null.
  static func extreme(_ operands: [Operand], _ operation: ComparisonOperator) -> Operand {
    var best = operands[0]
    for next in operands.dropFirst() {
      let isBetter = ComparisonKernels.compare(operation, next, best)
      let choice = [UInt8](capacity: best.count) { output in
        for row in 0..<isBetter.count {
          output.append(isBetter.validity[row] ? (isBetter[row] ? 1 : 0) : 2)
        }
      }
      best = choose(choice, [best, next, Operand(constant: .null, type: best.type, count: best.count)])
    }
    return best
  }

  /// Evaluates the node for the wanted rows. A node that can fail is not evaluated for the others.
  private static func evaluate(
    _ node: BoundNode, on batch: Batch, where isWanted: (Int) -> Bool
  ) throws -> Operand {
    guard node.canFail else { return try node.evaluate(on: batch) }
    let places = (0..<batch.count).filter(isWanted).map { Int32($0) }
    if places.count == batch.count { return try node.evaluate(on: batch) }
    if places.isEmpty { return Operand(constant: .null, type: node.type ?? .text, count: batch.count) }
    let partial = try node.evaluate(on: batch.selecting(places)).column()
    return Operand(scatter(partial, to: places, count: batch.count))
  }

  /// A column of `count` rows with these values at `places` and nulls elsewhere.
  static func scatter(_ column: Column, to places: [Int32], count: Int) -> Column {
    var sources = [Int32](repeating: -1, count: count)
    for (index, place) in places.enumerated() { sources[Int(place)] = Int32(index) }
    return column.gather(sources)
  }

  /// For each row, the operand whose index is in `choice`.
  private static func choose(_ choice: [UInt8], _ operands: [Operand]) -> Operand {
    switch operands[0] {
    case .text: return .text(chooseText(choice, operands.map(\.asText)))
    case .integer: return .integer(choosePlain(choice, operands.map(\.asInteger)))
    case .number: return .number(choosePlain(choice, operands.map(\.asNumber)))
    case .boolean: return .boolean(choosePlain(choice, operands.map(\.asBoolean)))
    case .date: return .date(choosePlain(choice, operands.map(\.asDate)))
    case .datetime: return .datetime(choosePlain(choice, operands.map(\.asDatetime)))
    }
  }

  private static func choosePlain<Element>(
    _ choice: [UInt8], _ operands: [PlainVector<Element>]
  ) -> PlainVector<Element> {
    let mayHaveNulls = operands.contains { $0.validity.mayHaveNulls }
    var bits = BitmapBuilder(capacity: choice.count)
    let values = [Element](capacity: choice.count) { output in
      for row in choice.indices {
        let source = Int(choice[row])
        output.append(operands[source][row])
        if mayHaveNulls { bits.append(operands[source].validity[row]) }
      }
    }
    return PlainVector(values, validity: mayHaveNulls ? bits.validity : Validity(allValid: choice.count))
  }

  private static func chooseText(_ choice: [UInt8], _ operands: [TextVector]) -> TextVector {
    var output = TextOutput(rows: choice.count)
    for row in choice.indices {
      let source = operands[Int(choice[row])]
      let isValid = source.validity[row]
      if isValid {
        ByteSpans.append(source.text.bytes.span.extracting(source.range(row)), to: &output.bytes)
      }
      output.endRow(isValid: isValid)
    }
    return output.vector
  }
}
