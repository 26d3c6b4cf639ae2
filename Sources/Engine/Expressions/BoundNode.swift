internal import Diagnostics
internal import Tables

/// An expression whose names and types are known: what evaluation walks, once a batch.
struct BoundNode: Sendable {
  indirect enum Kind: Sendable {
    case constant(Value)
    case column(String)
    /// Integer to number.
    case widen(BoundNode)
    case negate(BoundNode)
    /// Two integers or two numbers; `/` of numbers only.
    case arithmetic(ArithmeticOperator, BoundNode, BoundNode)
    /// A date and a number of days.
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

  var kind: Kind
  /// Nil of a bare null that nothing gave a type yet.
  var type: ColumnType?
  var location: SourceLocation
  /// Whether a row can make it throw (an overflow); such branches are evaluated only for the rows
  /// that need them.
  var canFail: Bool

  var constant: Value? { if case .constant(let value) = kind { value } else { nil } }
  var isNullLiteral: Bool { type == nil }

  static func constant(_ value: Value, _ type: ColumnType?, at location: SourceLocation) -> BoundNode {
    BoundNode(kind: .constant(value), type: type, location: location, canFail: false)
  }
}

/// A call of an aggregate: its argument is an expression over rows, its result stands in the
/// column `slot` of the table of groups (or of rows, in a window).
struct AggregateCall: Sendable {
  var function: AggregateFunction
  var argument: BoundNode?
  /// The separator of `list`, the `p` of `quantile`.
  var option: Value?
  var type: ColumnType
  var location: SourceLocation
  var slot: String
}

/// A call of a window function, like ``AggregateCall``.
struct WindowCall: Sendable {
  var function: WindowFunction
  var argument: BoundNode?
  /// Of `lag` and `lead`: how many rows.
  var offset: Int64
  var type: ColumnType
  var location: SourceLocation
  var slot: String
}
