internal import Diagnostics
internal import Tables

/// An expression with resolved names and types: plain values, which an engine walks once per batch.
struct BoundNode: Sendable, Equatable {
  indirect enum Kind: Sendable, Equatable {
    case constant(Value)
    case column(String)
    /// The result of the aggregate or window call with this number.
    case result(Int)
    /// An integer as a number.
    case widen(BoundNode)
    case negate(BoundNode)
    /// Two integers or two numbers; `/` takes numbers only.
    case arithmetic(ArithmeticOperator, BoundNode, BoundNode)
    /// A date plus or minus a number of days.
    case shiftDate(BoundNode, by: BoundNode, isBackwards: Bool)
    case dateDifference(BoundNode, BoundNode)
    /// Two operands of one type.
    case comparison(ComparisonOperator, BoundNode, BoundNode)
    case logic(LogicOperator, [BoundNode])
    case not(BoundNode)
    case isNull(BoundNode, isNegated: Bool)
    case membership(BoundNode, in: [BoundNode], isNegated: Bool)
    case conditional(BoundNode, then: BoundNode, else: BoundNode)
    case coalesce([BoundNode])
    case call(ScalarFunction, [BoundNode])
  }

  let kind: Kind
  /// Nil for a null literal without a type.
  var type: ColumnType?
  let location: SourceLocation
  /// Whether a row can make it fail (an overflow). Such branches are evaluated only for the rows that
  /// need them.
  let canFail: Bool

  init(_ kind: Kind, _ type: ColumnType?, at location: SourceLocation) {
    self.kind = kind
    self.type = type
    self.location = location
    canFail = kind.canFailItself(as: type) || kind.children.contains { $0.canFail }
  }

  var constant: Value? { if case .constant(let value) = kind { value } else { nil } }
  var isNullLiteral: Bool { type == nil }

  static func constant(_ value: Value, _ type: ColumnType?, at location: SourceLocation) -> BoundNode {
    BoundNode(.constant(value), type, at: location)
  }

  var columns: Set<String> {
    var names: Set<String> = []
    collectColumns(into: &names)
    return names
  }

  private func collectColumns(into names: inout Set<String>) {
    if case .column(let name) = kind { names.insert(name) }
    for child in kind.children { child.collectColumns(into: &names) }
  }
}

extension BoundNode.Kind {
  var children: [BoundNode] {
    switch self {
    case .constant, .column, .result: []
    case .widen(let operand), .negate(let operand), .not(let operand), .isNull(let operand, _): [operand]
    case .arithmetic(_, let left, let right), .comparison(_, let left, let right),
      .dateDifference(let left, let right), .shiftDate(let left, let right, _):
      [left, right]
    case .logic(_, let operands), .coalesce(let operands), .call(_, let operands): operands
    case .membership(let value, let elements, _): [value] + elements
    case .conditional(let condition, let then, let otherwise): [condition, then, otherwise]
    }
  }

  /// Whether the operation itself can fail when its operands do not.
  fileprivate func canFailItself(as type: ColumnType?) -> Bool {
    switch self {
    case .negate: type == .integer
    case .arithmetic(let operation, _, _): operation != .remainder
    case .shiftDate: true
    case .call(let function, _): function.canFail
    case .constant, .column, .result, .widen, .dateDifference, .comparison, .logic, .not, .isNull,
      .membership, .conditional, .coalesce:
      false
    }
  }
}

/// A call of an aggregate. Its argument is an expression over rows. Nodes refer to its result by its
/// index among the calls of the expression.
struct AggregateCall: Sendable, Equatable, Codable {
  let function: AggregateFunction
  let argument: BoundNode?
  /// The separator of `list`, the `p` of `quantile`.
  let option: Value?
  let type: ColumnType
  let location: SourceLocation
  /// The index among the aggregate and window calls of the expression.
  let slot: Int
}

/// A call of a window function, like ``AggregateCall``.
struct WindowCall: Sendable, Equatable, Codable {
  let function: WindowFunction
  let argument: BoundNode?
  /// The number of rows that `lag` looks back or `lead` looks ahead.
  let offset: Int64
  let type: ColumnType
  let location: SourceLocation
  let slot: Int
}
