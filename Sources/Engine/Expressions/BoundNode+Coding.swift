internal import Diagnostics
internal import Tables

/// `{"node": "call", "function": "lower", "operands": […], "type": "text", "location": …}`.
extension BoundNode: Codable {
  private enum Name: String, Codable {
    case constant, column, result, widen, negate, arithmetic
    case shiftDate = "shift_date"
    case dateDifference = "date_difference"
    case comparison, logic, not
    case isNull = "is_null"
    case membership, conditional, coalesce, call
  }

  private enum Key: String, CodingKey {
    case node, type, location, value, column, number, `operator`, function, negated, backwards, operands
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    let operands = try container.decodeIfPresent([BoundNode].self, forKey: .operands) ?? []
    func operand(_ place: Int) throws -> BoundNode {
      guard operands.indices.contains(place) else {
        throw DecodingError.dataCorruptedError(
          forKey: .operands, in: container, debugDescription: "there are too few operands")
      }
      return operands[place]
    }
    let kind: Kind =
      switch try container.decode(Name.self, forKey: .node) {
      case .constant: .constant(try container.decode(Value.self, forKey: .value))
      case .column: .column(try container.decode(String.self, forKey: .column))
      case .result: .result(try container.decode(Int.self, forKey: .number))
      case .widen: .widen(try operand(0))
      case .negate: .negate(try operand(0))
      case .arithmetic:
        .arithmetic(
          try container.decode(ArithmeticOperator.self, forKey: .operator), try operand(0), try operand(1))
      case .shiftDate:
        .shiftDate(
          try operand(0), by: try operand(1), isBackwards: try container.decode(Bool.self, forKey: .backwards)
        )
      case .dateDifference: .dateDifference(try operand(0), try operand(1))
      case .comparison:
        .comparison(
          try container.decode(ComparisonOperator.self, forKey: .operator), try operand(0), try operand(1))
      case .logic: .logic(try container.decode(LogicOperator.self, forKey: .operator), operands)
      case .not: .not(try operand(0))
      case .isNull: .isNull(try operand(0), isNegated: try container.decode(Bool.self, forKey: .negated))
      case .membership:
        .membership(
          try operand(0), in: Array(operands.dropFirst()),
          isNegated: try container.decode(Bool.self, forKey: .negated))
      case .conditional: .conditional(try operand(0), then: try operand(1), else: try operand(2))
      case .coalesce: .coalesce(operands)
      case .call: .call(try container.decode(ScalarFunction.self, forKey: .function), operands)
      }
    self.init(
      kind, try container.decodeIfPresent(ColumnType.self, forKey: .type),
      at: try container.decode(SourceLocation.self, forKey: .location))
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(name, forKey: .node)
    try container.encodeIfPresent(type, forKey: .type)
    try container.encode(location, forKey: .location)
    if !kind.children.isEmpty { try container.encode(kind.children, forKey: .operands) }
    switch kind {
    case .constant(let value): try container.encode(value, forKey: .value)
    case .column(let name): try container.encode(name, forKey: .column)
    case .result(let slot): try container.encode(slot, forKey: .number)
    case .arithmetic(let operation, _, _): try container.encode(operation, forKey: .operator)
    case .comparison(let operation, _, _): try container.encode(operation, forKey: .operator)
    case .logic(let operation, _): try container.encode(operation, forKey: .operator)
    case .shiftDate(_, _, let isBackwards): try container.encode(isBackwards, forKey: .backwards)
    case .isNull(_, let isNegated), .membership(_, _, let isNegated):
      try container.encode(isNegated, forKey: .negated)
    case .call(let function, _): try container.encode(function, forKey: .function)
    case .widen, .negate, .dateDifference, .not, .conditional, .coalesce: break
    }
  }

  private var name: Name {
    switch kind {
    case .constant: .constant
    case .column: .column
    case .result: .result
    case .widen: .widen
    case .negate: .negate
    case .arithmetic: .arithmetic
    case .shiftDate: .shiftDate
    case .dateDifference: .dateDifference
    case .comparison: .comparison
    case .logic: .logic
    case .not: .not
    case .isNull: .isNull
    case .membership: .membership
    case .conditional: .conditional
    case .coalesce: .coalesce
    case .call: .call
    }
  }
}
